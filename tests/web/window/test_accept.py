"""Applications accepted together: what is complete is accepted, the rest stays and says why; twice is once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.cases.mass import MOST, accept_many
from jianzheng.apps.cases.models import Outbox
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.case import State
from jianzheng.core.document import DocumentKind
from jianzheng.core.refusal import Refused
from tests.case_cast import NOW, apply, settle_in, who
from tests.web.rooms_cast import SIGNBOARD, TOBACCO, be, restaurant

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LACKING = {0: "1", 2: "1", 3: "1"}
"""What of the hygiene licence an application brings that does not promise its rules of hygiene."""
WHOLE = {**LACKING, 4: "1"}


def state(number: str) -> State:
    """Where the matter of a case stands."""
    return queries.opened(number).case.items[0].state


class TestTicked:
    def test_are_accepted_with_their_papers_where_nothing_is_missing(self) -> None:
        edition = settle_in()["hygiene"]
        now = timezone.now()
        whole = [apply(edition, now, papers=WHOLE) for _ in range(2)]
        lacking = apply(edition, now, papers=LACKING)
        wang = be("wang")
        answer = wang.post("/window/accept", {"number": [*whole, lacking]}, follow=True)
        assert "2 件已受理" in answer.text and "1 件目前不能受理" in answer.text
        assert "还缺 1 份材料" in answer.text
        assert {state(number) for number in whole} == {State.STARTED}
        assert state(lacking) == State.RECEIVED and not of_case(lacking)
        kinds = [{one.document.kind for one in of_case(number)} for number in whole]
        assert kinds == [{DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE}] * 2
        assert Outbox.objects.filter(kind="Accepted").count() == 2
        assert verify().equal

    def test_twice_are_accepted_once(self) -> None:
        number = apply(settle_in()["hygiene"], timezone.now(), papers=WHOLE)
        wang, said = be("wang"), {"number": [number, number]}
        first = wang.post("/window/accept", said, follow=True).text
        papers = [one.code for one in of_case(number)]
        again = wang.post("/window/accept", said, follow=True).text
        assert "1 件已受理" in first and "1 件已受理" in again
        assert [one.code for one in of_case(number)] == papers

    def test_with_a_matter_nobody_published_a_list_for_are_opened_first(self) -> None:
        number, wang = restaurant(), be("wang")
        answer = wang.post("/window/accept", {"number": number}, follow=True).text
        assert (
            "这些事项没有取得公开的材料清单：户外招牌设施设置规范管理；烟草专卖零售许可证核发（新办）"
            in answer
        )
        assert state(number) == State.RECEIVED
        told = {"want-2": "缺布局图", f"nothing-{SIGNBOARD}": "1", f"nothing-{TOBACCO}": "1"}
        assert wang.post(f"/window/cases/{number}/supplement", told).status_code == 302
        wang.post(f"/window/cases/{number}/answer", {"of": "1", "brought-2": "1"})
        assert "1 件已受理" in wang.post("/window/accept", {"number": number}, follow=True).text

    def test_with_matters_that_wait_for_others_are_told_for_which(self) -> None:
        number, wang = restaurant(), be("wang")
        told = {"want-2": "缺布局图", f"nothing-{SIGNBOARD}": "1", f"nothing-{TOBACCO}": "1"}
        wang.post(f"/window/cases/{number}/supplement", told)
        wang.post(f"/window/cases/{number}/answer", {"of": "1", "brought-2": "1"})
        wang.post("/window/accept", {"number": number})
        kind = DocumentKind.ACCEPTANCE
        (paper,) = [one.document for one in of_case(number) if one.document.kind is kind]
        waits = [value.zh for _, value in paper.lines if "办结后起算" in value.zh]
        assert waits and all(one.startswith("待") and "前置事项" not in one for one in waits)

    def test_of_another_window_or_of_nobody_are_left_alone(self) -> None:
        number = apply(settle_in()["hygiene"], timezone.now(), papers=WHOLE)
        answer = be("wang").post(
            "/window/accept", {"number": [number[:-1], "' OR 1=1 --", "x" * 9000]}, follow=True
        )
        assert "没有勾选本窗口的办件" in answer.text
        assert state(number) == State.RECEIVED

    def test_none_or_too_many_are_refused_in_words(self) -> None:
        settle_in()
        wang = be("wang")
        assert "请勾选要受理的办件" in wang.post("/window/accept", {}, follow=True).text
        many = [str(n) for n in range(MOST + 1)]
        assert "请勾选要受理的办件" in wang.post("/window/accept", {"number": many}, follow=True).text

    def test_by_somebody_without_the_power_are_not_accepted(self) -> None:
        number = apply(settle_in()["hygiene"], timezone.now(), papers=WHOLE)
        assert accept_many(numbers=[number], actor=who("zhao"), now=timezone.now()) == 0
        with pytest.raises(Refused):
            accept_many(numbers=[], actor=who("wang"), now=timezone.now())
        assert state(number) == State.RECEIVED

    def test_too_late_are_accepted_by_the_clock(self) -> None:
        number = apply(settle_in()["hygiene"], papers=WHOLE)
        assert "1 件已受理" in be("wang").post("/window/accept", {"number": number}, follow=True).text
        assert queries.opened(number).case.items[0].by_clock
        assert verify().equal

    def test_leave_what_one_by_one_leaves(self) -> None:
        """The same events, whether accepted one by one or together."""
        edition = settle_in()["hygiene"]
        one, other = apply(edition, papers=WHOLE), apply(edition, papers=WHOLE)
        actions.accept(number=one, actor=who("wang"), now=NOW, papers={})
        assert accept_many(numbers=[other], actor=who("wang"), now=NOW) == 1
        told = [
            [(type(each.event).__name__, each.at, each.by) for each in queries.opened(number).happened]
            for number in (one, other)
        ]
        assert told[0] == told[1]


class TestTheList:
    def test_offers_to_tick_what_waits_and_nothing_else(self) -> None:
        apply(settle_in()["hygiene"], timezone.now(), papers=WHOLE)
        wang = be("wang")
        assert 'name="number"' in wang.get("/window/").text
        assert "checked" in wang.get("/window/?all=1").text
        assert 'name="number"' not in wang.get("/window/?stage=1").text
