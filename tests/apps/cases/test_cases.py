"""A case in the database: from application to delivery, its rows always what its events make, nothing ever bent."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps as registry
from django.db import DatabaseError, connection, transaction

from jianzheng.apps.cases import actions, queries, store
from jianzheng.apps.cases.mapping import CHECK
from jianzheng.apps.cases.models import Case, Event, Item, Outbox, Work
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.papers.models import Issued
from jianzheng.core.authority import NotEmpowered
from jianzheng.core.case import Application, State
from jianzheng.core.codes import parse_case
from jianzheng.core.refusal import Refused
from tests.case_cast import FACTS, NOW, PAPERS, accepted, apply, delivered, settle_in, who

pytestmark = pytest.mark.django_db


class TestACase:
    def test_goes_from_application_to_a_delivered_licence(self) -> None:
        number = delivered(settle_in()["hygiene"])
        found = queries.opened(number)
        assert found.case.items[0].state == State.GRANTED
        assert found.case.ended_at
        kinds = [type(each.event).__name__ for each in found.happened]
        assert [kind for kind in kinds if kind != "Turned"] == [
            *("Applied", "Received", "Accepted", "Begun", "StepDone", "StepDone"),
            *("Decided", "Issued", "Delivered", "Closed"),
        ]
        assert verify().equal

    def test_has_a_number_of_43_characters_for_every_matter(self) -> None:
        edition = settle_in("restaurant")["restaurant"]
        numbers = [item.number for item in Item.objects.filter(case__number=apply(edition)).order_by("place")]
        assert len(numbers) == 5
        assert len(set(numbers)) == 5
        assert {(len(number), parse_case(number).day) for number in numbers} == {(43, NOW.date())}

    def test_has_a_number_however_many_come_in_a_day(self) -> None:
        edition = settle_in("hygiene")["hygiene"]
        code, day = service(edition.pk).matters[0].code, NOW.strftime("%Y%m%d")
        before = store.numbers([code], day, 9999)[0]
        assert (before[0][-4:], before[-1][-4:]) == ("0001", "9999")
        number = Item.objects.get(case__number=apply(edition)).number
        assert number == f"{code}{day}10000" and verify().equal

    def test_applies_only_for_what_the_situation_needs(self) -> None:
        edition = settle_in("construction")["construction"]
        holds = {"报告书": False, "报告表": False, "登记表": True, "视项目需要": False}
        choose = {"3 建设项目环境影响": "b3m4"}
        asked = Application("", (), {"name": "李某", "code": "1"}, conditions=holds, choose=choose)
        number = actions.apply(edition=edition.pk, application=asked, actor=who("li"), now=NOW)
        applied = set(Item.objects.filter(case__number=number).values_list("matter", flat=True))
        assert "b3m4" in applied
        assert applied.isdisjoint({"b3m2", "b3m3", "b5m2", "b5m3", "b5m4", "b17"})
        assert len(applied) == 23 - 7
        actions.receive(number=number, actor=who("wang"), now=NOW)
        papers = {
            n: "on_file" if a.held else "brought" for n, a in enumerate(queries.opened(number).service.asked)
        }
        actions.accept(number=number, actor=who("wang"), now=NOW, papers=papers)
        assert verify().equal

    def test_is_found_by_the_number_of_any_of_its_matters(self) -> None:
        number = apply(settle_in("restaurant")["restaurant"])
        last = Item.objects.get(case__number=number, place=4).number
        assert queries.opened(last).case.number == number

    def test_leaves_a_numbered_paper_at_every_verb_that_law_demands_one_of(self) -> None:
        delivered(settle_in()["hygiene"])
        assert list(Issued.objects.order_by("id").values_list("kind", flat=True)) == [
            *("receipt", "acceptance", "decision", "licence")
        ]

    def test_has_open_work_only_while_it_runs(self) -> None:
        edition = settle_in()["hygiene"]
        number = accepted(edition)
        assert list(Work.objects.filter(case__number=number).values_list("step", "organ")) == [(0, "health")]
        assert not Work.objects.filter(case__number=delivered(edition)).exists()

    def test_is_not_changed_by_what_is_refused(self) -> None:
        number = apply(settle_in()["hygiene"])
        before = (Event.objects.count(), Issued.objects.count(), Case.objects.get(number=number).head)
        with pytest.raises(Refused, match="还缺"):
            actions.accept(number=number, actor=who("wang"), now=NOW, papers={**PAPERS, 3: "missing"})
        with pytest.raises(NotEmpowered):
            actions.accept(number=number, actor=who("zhao"), now=NOW, papers=PAPERS)
        assert before == (Event.objects.count(), Issued.objects.count(), Case.objects.get(number=number).head)

    def test_lets_nobody_give_a_notice_after_the_five_days_even_if_no_clock_ran(self) -> None:
        number = apply(settle_in()["hygiene"])
        late = dt.datetime(2025, 10, 10, 9, tzinfo=NOW.tzinfo)
        with pytest.raises(Refused, match="已经受理"):
            actions.ask_supplement(number=number, actor=who("wang"), now=late, wanted={0: "缺"})
        item = queries.opened(number).case.items[0]
        assert item.by_clock
        assert item.accepted_at == int(NOW.timestamp())
        assert verify().equal

    def test_refuses_the_one_who_received_as_decider(self) -> None:
        edition = settle_in()["hygiene"]
        number = accepted(edition)
        actions.finish(number=number, actor=who("zhao"), now=NOW, step=0, outcome="agree", facts=FACTS[0])
        with pytest.raises(Refused, match="2 名以上"):
            actions.finish(number=number, actor=who("zhao"), now=NOW, step=1, outcome="agree", facts=FACTS[1])

    def test_that_nobody_knows_is_refused_in_words(self) -> None:
        with pytest.raises(Refused, match="没有编号"):
            queries.opened("nothing")


class TestAPromise:
    def test_unchecked_is_open_work_of_its_checker_also_in_a_case_of_an_earlier_version(self) -> None:
        edition = settle_in()["hygiene"]
        number = apply(edition)
        actions.accept(
            number=number, actor=who("wang"), now=NOW, papers={**PAPERS, 4: "promised"}, signed=[4]
        )
        checks = Work.objects.filter(case__number=number, kind=CHECK)
        assert list(checks.values_list("organ", flat=True)) == ["health"]
        checks.delete()
        assert not verify().equal
        import_module("jianzheng.apps.cases.migrations.0005_checks").open_checks(registry, connection)
        assert verify().equal


class TestEvents:
    @pytest.mark.parametrize("words", ["UPDATE cases_event SET data = '{}'", "DELETE FROM cases_event"])
    def test_can_be_neither_changed_nor_deleted(self, words: str) -> None:
        apply(settle_in()["hygiene"])
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(words)

    def test_that_were_bent_behind_the_trigger_are_named(self) -> None:
        number = delivered(settle_in()["hygiene"])
        _without_trigger("UPDATE cases_event SET data = replace(data, '李某', '张某') WHERE sequence = 1")
        found = verify()
        assert not found.equal
        assert number in found.en
        assert "event 1" in found.en

    def test_that_were_cut_off_are_missed(self) -> None:
        delivered(settle_in()["hygiene"])
        _without_trigger("DELETE FROM cases_event WHERE sequence > 8")
        assert "last events" in verify().en

    @pytest.mark.parametrize(
        "words,said",
        [
            ("UPDATE cases_case SET stage = 0", "the case row, column stage: stored is 0, it should be 1"),
            ("UPDATE cases_case SET applicant = '张某'", "column applicant: stored is '张某'"),
            ("UPDATE cases_case SET applied_at = 1", "column applied_at: stored is 1"),
            ("UPDATE cases_case SET simulated = NOT simulated", "column simulated"),
            ("UPDATE cases_case SET \"window\" = 'elsewhere'", "column window"),
            ("UPDATE cases_item SET used = 99", "matter row 0, column used: stored is 99"),
            ("UPDATE cases_item SET organ = 'police'", "matter row 0, column organ"),
            ("UPDATE cases_item SET number = '1'", "column number: stored is '1'"),
            ("UPDATE cases_item SET received_at = 1", "column received_at"),
            ("DELETE FROM cases_item", "matter row 0 is missing"),
            ("UPDATE cases_work SET due_at = 1", "column due_at: stored is 1"),
            ("DELETE FROM cases_work", "is missing"),
            ("UPDATE cases_serial SET last = 0", "stands at 0, but number 1 was given out"),
        ],
    )
    def test_tell_when_a_row_was_bent(self, words: str, said: str) -> None:
        accepted(settle_in()["hygiene"])
        with connection.cursor() as cursor:
            cursor.execute(words)
        assert said in verify().en

    def test_are_missed_when_all_are_gone(self) -> None:
        accepted(settle_in()["hygiene"])
        _without_trigger("DELETE FROM cases_event")
        assert "no events at all" in verify().en

    def test_of_a_case_that_is_gone_are_found(self) -> None:
        accepted(settle_in()["hygiene"])
        Work.objects.create(
            case_id=999, step=0, item=0, organ="health", kind="review", opened_at=0, due_at=0, light=0
        )
        assert "cases_work has rows of case row 999, which is gone" in verify().en


def _without_trigger(words: str) -> None:
    """Do what only somebody with the run of the database could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE cases_event DISABLE TRIGGER cases_event_stays")
        else:
            cursor.execute("DROP TRIGGER cases_event_stays_UPDATE")
            cursor.execute("DROP TRIGGER cases_event_stays_DELETE")
        cursor.execute(words)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE cases_event ENABLE TRIGGER cases_event_stays")


class TestTheOutbox:
    def test_holds_what_somebody_must_hear_of(self) -> None:
        delivered(settle_in()["hygiene"])
        kinds = list(Outbox.objects.order_by("sequence").values_list("kind", flat=True))
        assert kinds == ["Received", "Accepted", "Decided", "Issued", "Delivered"]


class TestAStanding:
    def test_of_an_earlier_version_is_made_anew_from_the_events(self) -> None:
        apply(settle_in()["hygiene"])
        Case.objects.update(standing="[]")
        assert not verify().equal
        import_module("jianzheng.apps.cases.migrations.0008_standings").written_anew(registry, connection)
        assert verify().equal
