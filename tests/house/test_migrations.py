"""The migrations of an app form one line: two that both want to be the last stop every start."""

from __future__ import annotations

import re

import pytest

from tests.house.source import PACKAGE

APPS = sorted(path.parent.name for path in (PACKAGE / "apps").glob("*/migrations"))


@pytest.mark.parametrize("app", APPS)
def test_the_migrations_of_an_app_end_in_one(app: str) -> None:
    """Whoever landed second renumbers theirs behind the other."""
    texts = {
        path.stem: path.read_text("utf-8") for path in (PACKAGE / "apps" / app / "migrations").glob("0*.py")
    }
    waited_for = {
        name for text in texts.values() for name in re.findall(rf'\("{app}",\s*"(\d{{4}}_\w+)"\)', text)
    }
    assert len(texts.keys() - waited_for) == 1
