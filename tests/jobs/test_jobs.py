"""The clock and the post: what is due happens by itself, once, however many workers there are and however they die."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from jianzheng.apps.cases import actions, batch, queries, rules
from jianzheng.apps.cases.models import Case, Event, Message, Outbox
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.improve.models import Entry, Look, Proposal
from jianzheng.core.case import Light, State
from jianzheng.jobs import tick
from jianzheng.jobs.deliver import deliver, take
from jianzheng.jobs.run import Rounds, once
from tests.case_cast import (
    NOW,
    ZONE,
    accepted,
    apply,
    settle_in,
    who,
)
from tests.improve_cast import live


@pytest.mark.django_db
class TestTheClock:
    def test_accepts_what_nobody_answered_in_five_working_days(self) -> None:
        number = apply(settle_in()["hygiene"])
        assert tick.sweep(now=dt.datetime(2025, 10, 9, 23, 59, tzinfo=ZONE)) == 1  # the light turns
        assert queries.opened(number).case.items[0].state == State.RECEIVED
        tick.sweep(now=dt.datetime(2025, 10, 10, 0, 0, 1, tzinfo=ZONE))
        item = queries.opened(number).case.items[0]
        assert (item.state, item.by_clock, item.accepted_at) == (State.STARTED, True, int(NOW.timestamp()))
        assert verify().equal

    def test_turns_lights_from_green_to_red_and_writes_each_once(self) -> None:
        number = accepted(settle_in()["hygiene"])
        for _ in range(2):
            tick.sweep(now=NOW + dt.timedelta(days=30))
        found = queries.opened(number)
        assert found.case.items[0].light == Light.RED
        turned = [each.event for each in found.happened if type(each.event).__name__ == "Turned"]
        assert len(turned) == len({(event.item, event.step, event.light) for event in turned})  # type: ignore[attr-defined]
        assert not Case.objects.filter(turns_at__lte=int((NOW + dt.timedelta(days=30)).timestamp())).exists()

    def test_ends_a_pause_whose_announced_time_is_over(self) -> None:
        number = accepted(settle_in()["hygiene"])
        actions.pause(number=number, actor=who("zhao"), now=NOW, item=0, reason="testing", days=3)
        tick.sweep(now=NOW + dt.timedelta(days=20))
        found = queries.opened(number)
        assert found.case.items[0].state == State.RESUMED
        assert any(getattr(each.event, "by_clock", False) for each in found.happened)
        assert verify().equal

    def test_finds_nothing_to_do_where_nothing_is_due(self) -> None:
        accepted(settle_in()["hygiene"])
        before = Event.objects.count()
        assert tick.sweep(now=NOW) == 0
        assert Event.objects.count() == before


@pytest.mark.django_db
class TestThePost:
    def test_tells_the_applicant_once(self) -> None:
        number = apply(settle_in()["hygiene"], owner="li")
        actions.receive(number=number, actor=who("wang"), now=NOW)
        assert deliver(now=NOW) == 1
        assert deliver(now=NOW) == 0
        assert Message.objects.filter(case__number=number).count() == 1

    def test_of_a_worker_that_died_is_taken_up_after_its_lease(self) -> None:
        number = apply(settle_in()["hygiene"], owner="li")
        actions.receive(number=number, actor=who("wang"), now=NOW)
        assert len(take(now=NOW)) == 1  # and then it died
        assert deliver(now=NOW) == 0
        assert deliver(now=NOW + dt.timedelta(minutes=2)) == 1
        assert Message.objects.count() == 1
        assert not Outbox.objects.exists()

    def test_seals_the_papers(self) -> None:
        accepted(settle_in()["hygiene"])
        once(["deliver"], NOW + dt.timedelta(minutes=1))
        from jianzheng.apps.papers.models import Issued

        assert not Issued.objects.filter(sealed_at=None).exists()


class TestRounds:
    def test_let_a_job_that_found_nothing_rest_but_never_the_post(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ran: list[str] = []
        found = {"tick": 1, "watch": 0, "deliver": 0}
        jobs = {name: lambda _, name=name: ran.append(name) or found[name] for name in found}
        monkeypatch.setattr("jianzheng.jobs.run.JOBS", jobs)
        rounds = Rounds(tuple(found), dt.timedelta(seconds=16))
        for second in (0, 2):
            rounds.next(NOW + dt.timedelta(seconds=second))
        assert ran == ["tick", "watch", "deliver", "tick", "deliver"]
        rounds.next(NOW + dt.timedelta(seconds=16))
        assert ran[5:] == ["tick", "watch", "deliver"]
        ran.clear()
        rounds.next(NOW - dt.timedelta(hours=1))
        assert ran == ["tick", "watch", "deliver"], "a clock set back wakes everybody"


CLOCK = ("tick", "deliver", "watch")
WORKER = "import sys; from jianzheng.jobs.__main__ import main; sys.exit(main(sys.argv[1:]))"


def _workers(count: int, *words: str) -> list[subprocess.Popen[bytes]]:
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "JOBS_SECONDS": "0.01",
        "JOBS_LEASE": "3",
        "NIGHT_LEASE": "3",
    }
    if connection.vendor == "postgresql":
        url = os.environ["DATABASE_URL"]
        head, _, query = url.partition("?")
        environment["DATABASE_URL"] = head.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")
    else:
        environment["DATABASE_URL"] = f"sqlite:///{name}"
    return [subprocess.Popen([sys.executable, "-c", WORKER, *words], env=environment) for _ in range(count)]


def _stop(workers: list[subprocess.Popen[bytes]]) -> None:
    """Tell them to stop and wait until they have; none outlives the test."""
    for worker in workers:
        worker.terminate()
    try:
        for worker in workers:
            worker.wait(120)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


@pytest.mark.django_db(transaction=True)
class TestSeveralWorkersKilledAtAnyMoment:
    def test_neither_lose_nor_double_anything(self) -> None:
        edition = settle_in()["hygiene"]
        long_ago = dt.datetime.now(ZONE) - dt.timedelta(days=60)
        for _ in range(150):
            apply(edition, long_ago, owner="li")
        started = _workers(2, *CLOCK)
        for wait in (1.6, 0.2, 0.3):
            time.sleep(wait)
            victim = started.pop(0)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            started += _workers(1, *CLOCK)
        until = time.monotonic() + 300
        while (Outbox.objects.exists() or Case.objects.filter(stage=0).exists()) and time.monotonic() < until:
            time.sleep(0.2)
        _stop(started)
        assert Case.objects.filter(stage=1).count() == 150
        assert Event.objects.filter(kind="Accepted").count() == 150
        assert verify().equal

    def test_look_at_every_service_and_file_each_finding_once(self) -> None:
        offered = ("hotel-licence", "food", "pollution", "device", "hygiene")
        long_ago = dt.datetime.now(ZONE) - dt.timedelta(days=60)
        for edition in settle_in(*offered).values():
            live(edition, 40, long_ago, dt.datetime.now(ZONE))
        started = _workers(2, "nightly")
        for wait in (2.5, 0.6, 1.2):
            time.sleep(wait)
            victim = started.pop(0)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            started += _workers(1, "nightly")
        until = time.monotonic() + 300
        while Look.objects.exclude(looked_on=None).count() < len(offered) and time.monotonic() < until:
            time.sleep(0.2)
        _stop(started)
        assert set(Look.objects.exclude(looked_on=None).values_list("service", "cases")) == {
            (word, 40) for word in offered
        }
        assert Proposal.objects.filter(kind="order").count() >= 2
        assert Entry.objects.count() == Proposal.objects.count()
        assert not Look.objects.exclude(taken_until=None).exists()


@pytest.mark.django_db
class TestABatch:
    def test_writes_what_one_by_one_would(self) -> None:
        edition = settle_in()["hygiene"]
        numbers = [apply(edition) for _ in range(3)]
        tick.sweep(now=NOW + dt.timedelta(days=30))
        one = apply(edition)
        actions.tick(number=one, now=NOW + dt.timedelta(days=30))
        rows = Case.objects.filter(number__in=[*numbers, one]).values_list(
            "stage", "light", "sequence", "turns_at"
        )
        assert len(set(rows)) == 1
        assert verify().equal

    def test_leaves_a_case_that_moved_meanwhile_to_whoever_moved_it(self) -> None:
        number = apply(settle_in()["hygiene"])
        (stale,) = batch.load_many("number = %s", (number,))
        actions.receive(number=number, actor=who("wang"), now=NOW)
        from jianzheng.apps.catalogue.queries import service
        from jianzheng.core import case as core
        from jianzheng.core.authority import SYSTEM

        act = core.Act(service(stale.edition), rules.rules(), SYSTEM, int(NOW.timestamp()) + 30 * 86400)
        assert batch.append_many([(stale, [(act, core.elapse(stale.case, act))])]) == 0
        assert verify().equal


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps its log beside the file")
@pytest.mark.django_db(transaction=True)
class TestTheLog:
    def test_goes_into_the_file_and_nothing_is_lost(self) -> None:
        number = accepted(settle_in()["hygiene"])
        assert once(["checkpoint"], NOW)["checkpoint"] > 0
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            _, logged, taken = cursor.fetchone()
        assert logged == taken
        assert queries.opened(number).case.sequence and verify().equal
