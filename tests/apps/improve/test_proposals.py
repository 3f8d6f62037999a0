"""From a finding to a measured effect: filed once, decided with reasons, in force as the next edition, measured."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from jianzheng.apps.cases import actions as verbs
from jianzheng.apps.cases import queries as cases
from jianzheng.apps.cases.models import Case
from jianzheng.apps.catalogue.actions import publish, put_in_force
from jianzheng.apps.catalogue.models import Edition, Published
from jianzheng.apps.catalogue.queries import offer, service
from jianzheng.apps.improve import actions
from jianzheng.apps.improve.mined import parquet
from jianzheng.apps.improve.models import Entry, Look, Proposal, State
from jianzheng.cli.main import main
from jianzheng.core.refusal import Refused
from jianzheng.lab.log.read import read
from tests.case_cast import apply, settle_in, who
from tests.improve_cast import TONIGHT, engineer, hotels, live, night, order

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def hotel() -> Published:
    """The hotel licence with sixty cases that ended."""
    return hotels()


def words(proposal: Proposal) -> list[str]:
    """The words of its history."""
    return list(proposal.entries.values_list("word", flat=True))


def taken_up(now: dt.datetime = TONIGHT) -> Published:
    """The order's proposal accepted and in force; the new edition."""
    found = order()
    actions.accept(proposal=found.pk, by=engineer(), reasons="没有依据，可以同时办理", now=now)
    return actions.publish(proposal=found.pk, by=engineer(), now=now)


def taken_in(number: str, edition: Published) -> list[str]:
    """Receive and accept a case; the steps that are open then."""
    verbs.receive(number=number, actor=who("wang"), now=TONIGHT)
    papers = {n: "on_file" if one.held else "brought" for n, one in enumerate(service(edition.pk).asked)}
    verbs.accept(number=number, actor=who("wang"), now=TONIGHT, papers=papers)
    return [service(edition.pk).process.steps[work.step].id for work in cases.opened(number).case.open]


class TestTheNight:
    def test_files_what_the_log_shows_with_the_move_that_answers_it(self, hotel: Published) -> None:
        assert night() == 1
        found = order()
        assert (found.state, found.move, found.edition) == (State.OPEN, "run_together:inspect", hotel)
        shown = found.seen
        assert shown["cases"] == shown["of"] >= 50 and shown["log"] == shown["simulated"] == 60
        assert shown["move"]["days_chain"] == -3 and shown["move"]["unconfirmed"] and shown["doubts"]
        assert words(found) == ["found"] and len(read(parquet(hotel.pk)).log) == 60

    def test_found_again_brings_the_evidence_up_to_date_and_never_doubles(self, hotel: Published) -> None:
        night()
        before, first = Proposal.objects.count(), order()
        live(hotel, 20, TONIGHT, TONIGHT + 4 * WEEK, seed=8)
        assert night(TONIGHT + 4 * WEEK) == 1
        assert Proposal.objects.count() <= before + 2
        again = order()
        assert (
            again.pk == first.pk and again.seen["cases"] > first.seen["cases"] and words(again) == ["found"]
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            again.pk = None
            again.save(force_insert=True)

    def test_looks_at_a_service_once_a_night_and_catches_up_when_the_machine_was_off(
        self, hotel: Published
    ) -> None:
        assert (night(), night(TONIGHT + dt.timedelta(hours=1))) == (1, 0)
        early = TONIGHT.replace(hour=1) + dt.timedelta(days=1)
        assert night(early) == 0  # still the night before
        assert night(early.replace(hour=2)) == 1
        assert night(early + dt.timedelta(days=9, hours=8)) == 1
        assert night(early + dt.timedelta(days=9, hours=9)) == 0
        assert actions.look_now() == 1
        assert night(early + dt.timedelta(days=9, hours=10)) == 1

    def test_of_a_worker_that_died_is_taken_up_after_its_lease_and_the_late_one_writes_nothing(
        self, hotel: Published
    ) -> None:
        tonight = actions.night_of(TONIGHT)
        lease = actions.take(offered=hotel.service, night=tonight, now=TONIGHT)
        assert lease and actions.take(offered=hotel.service, night=tonight, now=TONIGHT) is None
        assert night() == 0
        assert night(TONIGHT + dt.timedelta(minutes=11)) == 1
        entries = Entry.objects.count()
        assert not actions.seen(edition=hotel, found=[], cases=1, lease=lease, now=TONIGHT)
        assert Entry.objects.count() == entries and Look.objects.get().cases == 60

    def test_is_had_at_once_by_the_command(
        self, hotel: Published, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(settings.NIGHT, "days", 36_500)
        assert main(["improve", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["looked"] == 1 and {"order"} <= {one["kind"] for one in told["proposals"]}
        assert main(["improve"]) == 0
        assert "looked at 0 services" in capsys.readouterr().out

    def test_says_why_a_service_shows_nothing(self) -> None:
        settle_in("hygiene")
        assert night() == 1
        look = Look.objects.get()
        assert (look.cases, look.en) == (0, "There is no such case to export.")


class TestADecision:
    def test_needs_reasons(self, hotel: Published) -> None:
        night()
        for verb in (actions.accept, actions.decline):
            with pytest.raises(Refused, match="reasons"):
                verb(proposal=order().pk, by=engineer(), reasons=" \x00", now=TONIGHT)
            with pytest.raises(Refused, match="至少 10 个字"):
                verb(proposal=order().pk, by=engineer(), reasons="好", now=TONIGHT)
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.update(state=State.DECLINED)

    def test_declined_is_not_filed_again_until_its_evidence_has_grown_and_then_says_so(
        self, hotel: Published
    ) -> None:
        night()
        actions.decline(proposal=order().pk, by=engineer(), reasons="先培训窗口人员，半年后再议", now=TONIGHT)
        before = order().declined_on
        live(hotel, 12, TONIGHT, TONIGHT + 4 * WEEK, seed=8)
        night(TONIGHT + 4 * WEEK)
        assert order().state == State.DECLINED
        live(hotel, 60, TONIGHT, TONIGHT + 8 * WEEK, seed=9)
        night(TONIGHT + 8 * WEEK)
        again = order()
        assert (again.state, again.reasons, words(again)) == (State.OPEN, "", ["found", "declined", "again"])
        last = again.entries.last()
        assert last and f"from {before} to {again.seen['cases']} cases" in last.en and "+50%" in last.en

    def test_accepted_makes_a_draft_edition_with_the_move_and_can_be_taken_back(
        self, hotel: Published
    ) -> None:
        night()
        actions.accept(proposal=order().pk, by=engineer(), reasons="没有依据，可以同时办理", now=TONIGHT)
        draft = Edition.objects.get()
        assert order().draft == draft
        assert (draft.source, draft.accepted) == ("service-hotel-licence", ["run_together:inspect"])
        with pytest.raises(Refused, match="decided already"):
            actions.accept(
                proposal=order().pk, by=engineer(), reasons="没有依据，再采纳一次试试", now=TONIGHT
            )
        actions.decline(
            proposal=order().pk, by=engineer(), reasons="想错了：现场核查要用审查意见", now=TONIGHT
        )
        with pytest.raises(Refused, match="Accept the proposal first"):
            actions.publish(proposal=order().pk, by=engineer(), now=TONIGHT)

    def test_what_has_no_move_can_be_taken_up_but_makes_no_edition(self, hotel: Published) -> None:
        night()
        Proposal.objects.filter(pk=order().pk).update(move="")
        actions.accept(proposal=order().pk, by=engineer(), reasons="已为本环节增加两名经办人", now=TONIGHT)
        assert (order().state, Edition.objects.count()) == (State.ACCEPTED, 0)

    def test_history_can_be_neither_changed_nor_deleted(self, hotel: Published) -> None:
        night()
        for tamper in (lambda: Entry.objects.update(word="x"), lambda: Entry.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                tamper()


class TestTheNextEdition:
    def test_is_the_one_in_force_while_cases_under_way_finish_on_theirs(self, hotel: Published) -> None:
        under_way = apply(hotel, TONIGHT)
        night()
        made = taken_up()
        assert taken_in(under_way, hotel) == ["review"]
        assert (made.number, Published.objects.filter(in_force_until=None).count()) == (2, 1)
        assert offer("hotel-licence").published_id == made.pk
        assert Case.objects.get(number=under_way).edition == hotel
        orders = {(o.before, o.after) for o in service(made.pk).process.orders}
        assert ("review", "inspect") not in orders
        assert {("review", "m.decide"), ("inspect", "m.decide")} <= orders
        live(made, 30, TONIGHT + WEEK, TONIGHT + 9 * WEEK)
        assert Case.objects.filter(edition=made, ended_at__isnull=False).count() > 20

    def test_opens_review_and_inspection_at_once(self, hotel: Published) -> None:
        night()
        made = taken_up()
        assert taken_in(apply(made, TONIGHT), made) == ["review", "inspect"]

    def test_supersedes_what_else_was_proposed_and_refuses_a_draft_of_another_edition(
        self, hotel: Published
    ) -> None:
        night()
        other = Proposal.objects.exclude(pk=order().pk).filter(state=State.OPEN).first()
        assert other
        made = taken_up()
        other.refresh_from_db()
        assert (order().state, order().published, other.state) == (State.IN_FORCE, made, State.SUPERSEDED)
        draft = Edition.objects.get()
        assert put_in_force(edition_id=draft.pk, now=TONIGHT) == made  # sent twice
        known = service(hotel.pk)
        renamed = tuple(replace(step, name=f"{step.name}（新）") for step in known.process.steps)
        publish(service=replace(known, process=replace(known.process, steps=renamed)), now=TONIGHT)
        with pytest.raises(Refused, match="Another edition"):
            put_in_force(edition_id=draft.pk, now=TONIGHT)


class TestTheEffect:
    def test_is_too_few_cases_until_both_editions_have_enough_then_an_interval(
        self, hotel: Published
    ) -> None:
        night()
        made = taken_up()
        live(made, 5, TONIGHT + WEEK, TONIGHT + 4 * WEEK)
        night(TONIGHT + 4 * WEEK)
        found = order()
        assert (found.state, found.measured["enough"], found.measured["least"]) == (State.IN_FORCE, False, 20)
        live(made, 60, TONIGHT + WEEK, TONIGHT + 12 * WEEK, seed=5)
        night(TONIGHT + 12 * WEEK)
        found = order()
        assert (found.state, words(found)[-1]) == (State.MEASURED, "measured")
        running = found.measured["changes"]["running_open"]
        low, high = running["interval_days"]
        assert low <= running["shift_days"] <= high and running["shift_days"] < 0
        assert {"span", "open", "running"} < set(found.measured["changes"])
        assert found.measured["verdict"] in ("shorter", "untold")
        night(TONIGHT + 13 * WEEK)
        assert words(order()) == words(found)
