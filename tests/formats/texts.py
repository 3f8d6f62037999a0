"""CSV texts in, packs or problems out: what the tests of lists share."""

from __future__ import annotations

import pytest

from jianzheng.formats.pack import Pack
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.read import read_together


def taken(*texts: str, encoding: str = "utf-8") -> Pack:
    """The pack read from CSV texts that belong together."""
    return read_together([(f"{number}.csv", text.encode(encoding)) for number, text in enumerate(texts)])


def refused(*texts: str) -> list[tuple[str, str]]:
    """Place and word of every problem of texts that are not taken."""
    with pytest.raises(Unreadable) as caught:
        taken(*texts)
    return [(problem.place, problem.zh) for problem in caught.value.problems]
