"""The ladder on a real case: one rung after the other, answers by their day, everything chained and never changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from jianzheng.apps.oversight import actions, queries
from jianzheng.apps.oversight.escalate import escalate
from jianzheng.apps.oversight.models import Card, Deed, Finding, Record
from jianzheng.apps.oversight.verify import Verified, verify
from jianzheng.core.authority import NotEmpowered
from jianzheng.core.refusal import Refused
from tests.apps.oversight.conftest import Desk, staff, when

TEXT = "请三日内说明未办结的原因"


@pytest.fixture
def case(apply: Callable[..., Desk]) -> Desk:
    """An accepted case."""
    return apply().accepted()


def urge(case: Desk) -> Deed:
    """Urged by the supervisor on Tuesday at ten."""
    return actions.urge(number=case.number, actor=staff("supervisor"), text=TEXT, now=when(2025, 3, 4, 10))


class TestUrging:
    def test_asks_the_organ_of_the_case_for_an_answer_within_one_working_day(self, case: Desk) -> None:
        urge(case)
        (act,) = queries.deeds(Deed.objects.get().case_id)
        assert (act.organ, act.rung.id, act.text, act.by) == ("office", "urge", TEXT, "zhou@supervisor")
        assert act.due_on and act.due_on.date().isoformat() == "2025-03-05"

    def test_is_refused_to_who_is_no_supervisor(self, case: Desk) -> None:
        with pytest.raises(NotEmpowered):
            actions.urge(number=case.number, actor=staff("handler"), text=TEXT, now=case.now)
        assert not Record.objects.exists()

    def test_twice_is_refused(self, case: Desk) -> None:
        urge(case)
        with pytest.raises(Refused, match="更高一级"):
            urge(case)
        assert Deed.objects.count() == 1

    def test_without_words_is_refused(self, case: Desk) -> None:
        with pytest.raises(Refused, match="至少 10 个字"):
            actions.urge(number=case.number, actor=staff("supervisor"), text=" 快 ", now=case.now)

    def test_a_case_that_is_not_there_is_refused(self, db: None) -> None:
        with pytest.raises(Refused, match="没有编号"):
            actions.urge(number="X", actor=staff("supervisor"), text=TEXT, now=when(2025, 3, 4))


class TestTheNextRung:
    def supervise(self, case: Desk, *moment: int, urgent: str = "") -> Deed:
        """Supervised at a moment in March 2025."""
        return actions.supervise(
            number=case.number,
            actor=staff("supervisor"),
            text=TEXT,
            now=when(2025, 3, *moment),
            urgent=urgent,
        )

    def test_waits_until_the_answer_is_overdue(self, case: Desk) -> None:
        urge(case)
        with pytest.raises(Refused, match="未到答复期限"):
            self.supervise(case, 5, 23)
        assert self.supervise(case, 6, 0).rung == "supervise"

    def test_does_not_follow_an_answer(self, case: Desk) -> None:
        deed = urge(case)
        actions.answer(
            deed=deed.pk, actor=staff("handler"), text="材料还在途中，明日办结", now=when(2025, 3, 5, 9)
        )
        with pytest.raises(Refused):
            self.supervise(case, 20)

    def test_follows_at_once_where_an_urgent_reason_is_stated_and_keeps_the_reason(self, case: Desk) -> None:
        urge(case)
        assert (
            self.supervise(case, 4, 11, urgent="涉及公共安全，不能等待答复").urgent
            == "涉及公共安全，不能等待答复"
        )


class TestAnAnswer:
    def test_comes_from_the_organ_only(self, case: Desk) -> None:
        deed = urge(case)
        with pytest.raises(NotEmpowered):
            actions.answer(
                deed=deed.pk, actor=staff("handler", "elsewhere"), text="材料齐全，已经办结完毕", now=case.now
            )

    def test_comes_once(self, case: Desk) -> None:
        deed = urge(case)
        actions.answer(
            deed=deed.pk, actor=staff("handler"), text="材料齐全，明日上午办结", now=when(2025, 3, 5, 9)
        )
        with pytest.raises(Refused, match="已经答复"):
            actions.answer(
                deed=deed.pk, actor=staff("handler"), text="再说一次，明日上午办结", now=when(2025, 3, 5, 10)
            )
        (act,) = queries.deeds(deed.case_id)
        assert (act.answer, act.answered_by) == ("材料齐全，明日上午办结", "zhao@handler")

    def test_that_does_not_come_lapses_once(self, case: Desk) -> None:
        urge(case)
        assert escalate(now=when(2025, 3, 5, 23)).lapsed == 0
        assert escalate(now=when(2025, 3, 6, 0)).lapsed == 1
        assert escalate(now=when(2025, 3, 7, 0)).lapsed == 0
        assert queries.deeds(Deed.objects.get(rung="urge").case_id)[0].lapsed


class TestGoingUp:
    def climbed(self) -> list[tuple[str, str]]:
        """The rungs stood on so far and by whom."""
        return list(Deed.objects.order_by("id").values_list("rung", "by"))

    def test_happens_by_itself_where_an_answer_is_overdue_but_never_to_blame(self, case: Desk) -> None:
        actions.remind(number=case.number, item=0, now=when(2025, 3, 4, 10))
        days = {5: 1, 6: 2, 7: 2, 8: 3, 12: 3, 31: 3}
        for day, rungs in days.items():
            now = when(2025, 3, day, 0, 1) if day != 5 else when(2025, 3, 5, 23)
            for _ in range(2):
                escalate(now=now)
            assert len(self.climbed()) == rungs, day
        assert [rung for rung, _ in self.climbed()] == ["remind", "urge", "supervise"]
        assert {by for _, by in self.climbed()} == {"@"}
        last = queries.deeds(Deed.objects.latest("id").case_id)[-1]
        assert last.lapsed and last.said == queries.UNANSWERED
        assert queries.chain(case.number).equal

    def test_stops_at_an_answer(self, case: Desk) -> None:
        actions.remind(number=case.number, item=0, now=when(2025, 3, 4, 10))
        actions.answer(
            deed=Deed.objects.get().pk,
            actor=staff("handler"),
            text="材料齐全，明日上午办结",
            now=when(2025, 3, 5, 9),
        )
        escalate(now=when(2025, 3, 31))
        assert [rung for rung, _ in self.climbed()] == ["remind"]

    def test_leaves_a_case_that_ended_alone(self, case: Desk) -> None:
        actions.remind(number=case.number, item=0, now=when(2025, 3, 4, 10))
        case.ended()
        assert escalate(now=when(2025, 3, 31)).lapsed == 1
        assert [rung for rung, _ in self.climbed()] == ["remind"]

    def test_leaves_the_next_rung_to_a_supervisor_who_went_further_already(self, case: Desk) -> None:
        urge(case)
        actions.supervise(
            number=case.number,
            actor=staff("supervisor"),
            text=TEXT,
            now=when(2025, 3, 4, 11),
            urgent="涉及公共安全，不能等待答复",
        )
        escalate(now=when(2025, 3, 6, 0, 1))
        assert [rung for rung, _ in self.climbed()] == ["urge", "supervise"]


class TestTheChain:
    def test_of_events_and_records_is_equal(self, case: Desk) -> None:
        deed = urge(case)
        actions.answer(
            deed=deed.pk, actor=staff("handler"), text="材料齐全，明日上午办结", now=when(2025, 3, 5, 9)
        )
        chain = queries.chain(case.number)
        assert chain.equal
        assert (chain.records, chain.events >= 4) == (2, True)

    @pytest.mark.parametrize(
        "verb", ["UPDATE oversight_record SET text = ''", "DELETE FROM oversight_record"]
    )
    def test_cannot_be_rewritten(self, case: Desk, verb: str) -> None:
        urge(case)
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(verb)

    def test_shows_the_first_record_that_was_bent_by_who_took_the_trigger_away(self, case: Desk) -> None:
        urge(case)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("ALTER TABLE oversight_record DISABLE TRIGGER oversight_record_stays")
            else:
                cursor.execute("DROP TRIGGER oversight_record_stays_UPDATE")
            cursor.execute("UPDATE oversight_record SET text = '{}'")
        assert queries.chain(case.number).broken_record == 1
        said = verify()
        assert not said.equal and case.number in said.zh and "record 1" in said.en

    def test_of_all_cases_is_recomputed_at_once(self, apply: Callable[..., Desk]) -> None:
        for case in (apply(), apply()):
            urge(case)
        assert verify() == Verified(2)

    @pytest.mark.parametrize(
        "words,said",
        [
            ("UPDATE oversight_deed SET text = '没事'", "column text: stored is '没事'"),
            ("UPDATE oversight_deed SET answer = '另一个答复'", "column answer: stored is '另一个答复'"),
            ("DELETE FROM oversight_deed", "urge is missing"),
            ("UPDATE oversight_card SET score = 0", "column score: stored is 0.0, it should be 9.5"),
            ("DELETE FROM oversight_card", "card"),
            ("UPDATE oversight_finding SET person = 'x'", "column person: stored is 'x'"),
            ("DELETE FROM oversight_finding", "finding"),
        ],
    )
    def test_is_what_findings_cards_and_deeds_are_compared_with(
        self, case: Desk, words: str, said: str
    ) -> None:
        deed = urge(case)
        actions.answer(
            deed=deed.pk, actor=staff("handler"), text="材料齐全，明日上午办结", now=when(2025, 3, 5, 9)
        )
        act = actions.Act(deed.case, staff("supervisor"), 1741050000)
        finding = {"kind": "two_officers", "evidence": "1", "organ": "office", "item": 0, "step": -1}
        finding |= {"person": "", "zh": "一", "en": "one", "at": 5}
        actions._write(act, "Found", finding)
        Finding.objects.create(case=deed.case, found_at=act.at, **finding)
        fallen = {"item": 0, "light": 3, "why": "time", "due": 7, "organ": "office"}
        assert actions._card(act, fallen | {"rules": "cn-lights", "score": 9.5})
        assert verify().equal
        with connection.cursor() as cursor:
            cursor.execute(words)
        assert said in verify().en

    def test_leaves_no_room_for_a_card_nobody_wrote_down(self, case: Desk) -> None:
        deed = urge(case)
        Card.objects.create(
            case=deed.case, organ="o", item=0, light=3, why="time", rules="r", score=1, due=1, at=1
        )
        assert "follows from nothing" in verify().en
