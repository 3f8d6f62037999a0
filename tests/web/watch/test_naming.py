"""Findings name people, not logins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jianzheng.apps.oversight.register import post_titles
from jianzheng.core.text import Text
from jianzheng.core.watch import Finding
from jianzheng.web.watch.naming import naming
from tests.case_cast import settle_in

pytestmark = pytest.mark.django_db


class TestAFinding:
    FOUND = Finding(
        "bulk_entry",
        "1",
        (1,),
        Text("“demo-zhao”自 09:00 起 60 秒内办结了 9 件。", "“demo-zhao” ended steps of 9 cases."),
        person="demo-zhao@health.handler",
    )

    def test_names_the_person_and_the_post(self) -> None:
        settle_in("hygiene")
        (row,) = naming([self.FOUND])
        post = post_titles()["health.handler"]
        assert "demo-zhao" not in row.said.zh + row.said.en
        assert row.said.zh.startswith("赵（演示）（") and post.zh in row.said.zh
        assert row.person and row.person.zh in row.said.zh and row.person.en in row.said.en

    def test_of_somebody_no_longer_registered_keeps_the_login(self) -> None:
        settle_in("hygiene")
        gone = replace(self.FOUND, person="demo-nobody@health.handler")
        (row,) = naming([gone])
        assert (row.said, row.person) == (gone.said, None)
