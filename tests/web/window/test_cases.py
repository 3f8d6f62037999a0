"""The page of a case at the window: what was ticked comes back, and every act says the day that counts now."""

from __future__ import annotations

import re

import pytest

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.papers.queries import of_case
from tests.case_cast import settle_in
from tests.web.rooms_cast import LI, PREMISES, TICKS, be, handed_in

pytestmark = pytest.mark.django_db


def ticked(text: str) -> set[str]:
    """The materials and ways ticked on a page, as "paper-0 brought"."""
    return {" ".join(each) for each in re.findall(r'name="(paper-\d+)" value="(\w+)" checked', text)}


class TestAcceptingWithSomethingMissing:
    def test_comes_back_with_every_tick(self) -> None:
        number = handed_in()
        said = {**TICKS, "paper-2": "missing"}
        assert ticked(be("wang").get(f"/window/cases/{number}/").text) != {
            f"{k} {v}" for k, v in said.items()
        }
        answer = be("wang").post(f"/window/cases/{number}/accept", said)
        assert answer.status_code == 422
        ways = {f"{key} {way}" for key, way in said.items() if key.startswith("paper-")}
        assert ticked(answer.text) == ways and 'name="signed-4" value="1" checked' in answer.text

    def test_says_the_day_that_counts_once_accepted(self) -> None:
        number = handed_in()
        answer = be("wang").post(f"/window/cases/{number}/accept", TICKS, follow=True)
        clock = queries.opened(number).case.items[0].clock
        assert clock
        assert f"最近到期日：{last_day(clock.due)}" in answer.text


class TestTheOneNotice:
    def test_refused_comes_back_with_what_was_written(self) -> None:
        number = handed_in()
        said = {"want-2": "缺检测报告", "want-99": "没有这一项"}
        answer = be("wang").post(f"/window/cases/{number}/supplement", said)
        assert answer.status_code == 422
        assert 'value="缺检测报告"' in answer.text
        assert not queries.opened(number).case.items[0].asked_at


class TestTheReceipt:
    def test_before_receiving_does_not_exist_and_says_what_to_do(self) -> None:
        number = handed_in()
        answer = be("wang").get(f"/window/cases/{number}/receipt", follow=True)
        assert "没有收件凭证可以打印。请先在下面点“收件”" in answer.text and not of_case(number)
        assert f"/window/cases/{number}/receipt" not in answer.text

    def test_printed_is_the_very_paper_the_applicant_has(self) -> None:
        number = handed_in()
        wang, li = be("wang"), be("li")
        wang.post(f"/window/cases/{number}/receive", {"brought-3": "brought"})
        printed = wang.get(f"/window/cases/{number}/receipt", follow=True)
        (paper,) = of_case(number)
        assert printed.content == li.get(f"/portal/papers/{paper.code}.pdf").content
        assert [label.zh for label, _ in paper.document.lines][:2] == [
            "1. 公共场所卫生许可申请表",
            "2. 场所平面布局图",
        ]

    def test_at_the_counter_lists_what_was_handed_over(self) -> None:
        settle_in("hygiene")
        said = {"service": "hygiene", **LI, **PREMISES, "brought-2": "brought"}
        number = be("wang").post("/window/receive", said).headers["Location"].split("/")[-2]
        assert "1. 卫生检测报告" in [label.zh for label, _ in of_case(number)[0].document.lines]
