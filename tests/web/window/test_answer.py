"""Papers brought to the window in answer to the one notice, what follows when some are missing; receiving while accepting."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import queries
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.case import State
from jianzheng.core.document import DocumentKind
from tests.case_cast import TERM
from tests.web.rooms_cast import TICKS, be, file, handed_in

pytestmark = pytest.mark.django_db


def noticed() -> str:
    """A case whose notice asks for the form and the measurements; its number."""
    number = handed_in()
    be("wang").post(f"/window/cases/{number}/receive", {})
    be("wang").post(f"/window/cases/{number}/supplement", {"want-0": "缺签章", "want-3": "缺这份材料"})
    return number


class TestBroughtToTheWindow:
    def test_is_taken_in_with_a_receipt(self) -> None:
        number, wang = noticed(), be("wang")
        assert "到窗口提交的补正材料" in wang.get(f"/window/cases/{number}/").text
        said = {"of": "2", "brought-0": "brought", "brought-3": "brought"}
        assert wang.post(f"/window/cases/{number}/answer", said).status_code == 302
        assert queries.opened(number).case.items[0].state == State.SUPPLEMENTED
        receipts = [one for one in of_case(number) if one.document.kind is DocumentKind.RECEIPT]
        assert len(receipts) == 2

    def test_in_part_is_asked_about_first(self) -> None:
        number = noticed()
        said = {"of": "2", "brought-3": "brought"}
        answer = be("wang").post(f"/window/cases/{number}/answer", said)
        assert answer.status_code == 422 and "补正只提交一次" in answer.text
        be("wang").post(f"/window/cases/{number}/answer", {**said, "partly": "1"})
        assert queries.opened(number).case.items[0].state == State.SUPPLEMENTED

    def test_takes_along_what_the_applicant_kept_online(self) -> None:
        number, wang = noticed(), be("wang")
        saved = {"paper-3": file("平面图.pdf"), "save": "1"}
        assert be("li").post(f"/portal/cases/{number}/supplement", saved).status_code == 302
        page = wang.get(f"/window/cases/{number}/").text
        assert "申请人已在网上暂存，一并提交：平面图.pdf" in page
        wang.post(f"/window/cases/{number}/answer", {"of": "2", "brought-0": "1", "brought-3": "1"})
        found = {paper.asked: paper for paper in queries.opened(number).case.papers}
        assert found[3].file.isdecimal() and found[0].file == "window"
        assert "平面图.pdf" in wang.get(f"/window/cases/{number}/").text


class TestStillIncomplete:
    def test_is_not_accepted_and_the_paper_names_what_is_missing(self) -> None:
        number, wang = noticed(), be("wang")
        missing = queries.opened(number).service.asked[3].material
        wang.post(f"/window/cases/{number}/answer", {"of": "2", "brought-0": "brought", "partly": "1"})
        assert "补正后材料仍不齐" in wang.get(f"/window/cases/{number}/").text
        said = {"item": "0", "reason": "缺少的材料是审查的依据", "court_term": TERM}
        assert wang.post(f"/window/cases/{number}/not-complete", said).status_code == 302
        found = queries.opened(number)
        assert found.case.items[0].state == State.NOT_OURS and not found.case.ended_at
        (paper,) = [one for one in of_case(number) if one.document.kind is DocumentKind.NON_ACCEPTANCE]
        assert any(missing in value.zh for _, value in paper.document.lines)
        assert "补正后材料仍不齐" in be("li").get(f"/portal/cases/{number}/").text


class TestAcceptingWhatNobodyReceived:
    def test_receives_it_in_the_same_act_with_a_receipt(self) -> None:
        number = handed_in()
        be("wang").post(f"/window/cases/{number}/accept", TICKS)
        kinds = [type(each.event).__name__ for each in queries.opened(number).happened]
        assert kinds.index("Received") < kinds.index("Accepted")
        papers = {one.document.kind for one in of_case(number)}
        assert papers == {DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE, DocumentKind.COMMITMENT}

    def test_refused_receives_nothing(self) -> None:
        number = handed_in()
        be("wang").post(f"/window/cases/{number}/accept", {**TICKS, "paper-0": "missing"})
        assert not of_case(number) and not queries.opened(number).case.items[0].received_by
