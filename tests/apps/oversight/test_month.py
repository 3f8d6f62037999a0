"""The figures and lists of supervision over 3,000 simulated cases, each against a slow twin that walks days and rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from jianzheng.apps.cases.models import Case, Item, Work
from jianzheng.apps.cases.queries import at_window, history
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.oversight import board
from jianzheng.apps.oversight.month import month
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Light
from jianzheng.core.case import events as e
from jianzheng.core.case.explain import why
from jianzheng.core.service import Term
from jianzheng.jobs.demo import load_past, seat_city
from tests import once
from tests.core.case.cast import SUN, ZHAO, Run, licence
from tests.core.case.cast import at as moment

ZONE = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2025, 11, 24, 15, tzinfo=ZONE)
CASES = 3000
FIRST = dt.date(2025, 11, 1)


def day(at: int) -> dt.date:
    """The legal day of a moment."""
    return dt.datetime.fromtimestamp(at, ZONE).date()


def worked(start: int, end: int) -> list[dt.date]:
    """The working days after the day of `start` up to and including that of `end`, walked one by one."""
    found, each = [], day(start)
    while each < day(end):
        each += dt.timedelta(days=1)
        if rules().calendar.is_working(each):
            found.append(each)
    return found


def in_time(term: Term | None, since: int, end: int, out: set[dt.date]) -> bool:
    """Whether a term in days is kept, days in `out` not counted."""
    if term is None:
        return False
    if term.unit.value == "working":
        return len([each for each in worked(since, end) if each not in out]) <= term.length
    last = day(since) + dt.timedelta(days=term.length)
    while not rules().calendar.is_working(last):
        last += dt.timedelta(days=1)
    return day(end) <= last


def _remember(one: dict[str, object], event: object, at: int) -> None:
    match event:
        case e.SupplementAsked():
            one["asked"] = at
        case e.Supplemented():
            one["answered"] = at
        case e.Accepted():
            one["accepted"] = event.since
        case e.Begun():
            clock = event.legal or event.promised
            one["since"] = clock.start if clock else at
        case e.Paused():
            one["paused"], one["until"] = at, event.until
        case e.Resumed():
            end = one["until"] - 1 if event.by_clock else at  # type: ignore[operator]
            one["out"] |= set(worked(one["paused"], end))  # type: ignore[arg-type, operator]
        case e.Decided():
            one["decided"] = at


def lived(events: tuple[object, ...]) -> dict[int, dict[str, object]]:
    """Every decided matter of a case from its events alone: received, begun, decided; days paused, days waiting."""
    found: dict[int, dict[str, object]] = defaultdict(
        lambda: {"out": set(), "asked": 0, "answered": 0, "since": 0}
    )
    for each in events:
        event, at = each.event, each.at  # type: ignore[attr-defined]
        for item in getattr(event, "items", (getattr(event, "item", -1),)):
            _remember(found[item], event, at)
    return {item: one for item, one in found.items() if "decided" in one}


def twin(first: dt.date) -> dict[tuple[str, str, str], list[dict[str, object]]]:
    """The decided matters of a month by organ, service and matter, from replaying every event of every case."""
    made: dict[tuple[str, str, str], list[dict[str, object]]] = defaultdict(list)
    alone = {o.matters[0].code: (o.id, "m") for o in map(service, _editions()) if len(o.matters) == 1}
    for pk, edition in Case.objects.values_list("pk", "edition_id"):
        events, offered = history(pk), service(edition)
        for place, one in lived(events).items():
            end, since, out = one["decided"], one["since"] or one["accepted"], one["out"]
            if (day(end).year, day(end).month) != (first.year, first.month):  # type: ignore[arg-type]
                continue
            matter = offered.matters[place]
            one["used"] = len([each for each in worked(since, end) if each not in out])  # type: ignore
            answered = one["answered"] or one.get("accepted")
            one["waited"] = len(worked(one["asked"], answered)) if one["asked"] and answered else 0  # type: ignore
            one["span"] = (end - events[0].at) / 86400  # type: ignore[operator]
            kept = matter.promised or matter.legal
            one["on_time"] = in_time(kept, since, end, out)  # type: ignore[arg-type]
            one["early"] = bool(matter.promised) and one["used"] < matter.promised.length  # type: ignore
            own, id = alone.get(matter.code, (offered.id, matter.id))
            made[matter.organ, own, id].append(one)
    return made


def later(now: int, days: int) -> int:
    """The same hour some working days on."""
    on = rules().calendar.working_day_after(day(now), days) if days else day(now)
    return now + (on - day(now)).days * 86400


@settings(max_examples=60, deadline=None)
@given(
    st.dates(dt.date(2025, 1, 2), dt.date(2025, 10, 20)).filter(rules().calendar.is_working),
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6), st.booleans(), st.integers(0, 3)), max_size=3),
    st.integers(0, 5),
)
@example(
    dt.date(2025, 9, 24), [(0, 3, True, 1)], 4
)  # the clock ends the pause, and the twin counted a day less
@example(
    dt.date(2025, 9, 24), [(4, 3, False, 0)], 0
)  # paused on the last day, decided on the day it ran again
@example(dt.date(2025, 9, 24), [(5, 3, False, 0)], 0)  # paused when it was over already
def test_a_paused_term_is_kept_by_its_clock_exactly_when_the_twin_says_so(
    start: dt.date, pauses: list[tuple[int, int, bool, int]], wait: int
) -> None:
    """Pauses after some days for some days, ended by hand or, some days after the announced time was over, by the clock."""
    now = moment(start.year, start.month, start.day)
    run = Run(licence(promised=4, kinds=("review",))).accepted(now)
    for after, days, by_clock, unnoticed in pauses:
        now = later(now, after)
        told = {"reason": "expert_review", "days": days, "document": "停1号"}
        run.do("pause", ZHAO, now, item=0, **told)
        now = later(now, days + unnoticed + 1 if by_clock else days)
        run = run.elapse(now) if by_clock else run.do("resume", ZHAO, now, item=0)
    now = later(now, wait)
    run.worked(now).do("decide", SUN, now, step=1, outcome="grant")
    one = lived(tuple(run.happened))[0]
    since, end, out = one["since"], one["decided"], one["out"]
    assert (run.item.promised.due > run.item.decided_at) == in_time(
        run.service.matters[0].promised,
        since,
        end,
        out,  # type: ignore[arg-type]
    )
    used = len([each for each in worked(since, end) if each not in out])  # type: ignore[arg-type, operator]
    assert run.item.running[:2] == (used, len(out))  # type: ignore[arg-type]
    clock = why(run.case, run.service, run.happened, 0, run.rules, "promised")
    assert clock and not out & {each.date for each in clock.days if each.counted}  # type: ignore[operator]
    assert {each.date for each in clock.days if "停1号" in each.reason.zh} >= {
        d for d in out if d <= clock.last
    }  # type: ignore[attr-defined]
    assert max(each.counted or 0 for each in clock.days) == 4


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration city with 3,000 simulated cases, loaded once for all tests here, which only look at it."""
    once.forget()  # set up before what forgets for each test: other editions had the same ids
    with django_db_blocker.unblock(), transaction.atomic():
        seat_city(NOW)
        load_past(cases=CASES, now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def city(loaded: None, db: None) -> None:
    """The city as it was loaded, whatever this test does."""


@pytest.mark.database
class TestThreeThousandCases:
    def test_have_the_figures_of_a_slow_twin(self, city: None) -> None:
        slow, made = twin(FIRST), month(FIRST)
        assert made.whole.decided == sum(map(len, slow.values())) > 200
        lines = {(line.organ, line.title.zh): line for line in made.matters}
        assert len(made.matters) == len(slow)
        for (organ, offered, id), rows in slow.items():
            matter = next(
                m for o in map(service, _editions()) if o.id == offered for m in o.matters if m.id == id
            )
            alike = [k for k in slow if k[0] == organ and _title(k) == matter.title.zh]
            if len(alike) > 1:
                continue
            line = lines[organ, matter.title.zh]
            count = len(rows)
            assert line.decided == count
            for name in ("used", "waited", "span"):
                assert getattr(line, name) == pytest.approx(sum(row[name] for row in rows) / count), (
                    id,
                    name,
                )
            assert line.out == pytest.approx(sum(len(row["out"]) for row in rows) / count)
            assert (line.on_time, line.early) == tuple(
                sum(bool(row[name]) for row in rows) for name in ("on_time", "early")
            ), id

    def test_are_all_found_once_page_by_page_under_each_light_office_and_person(self, city: None) -> None:
        counted: Counter[tuple[str, int]] = Counter(
            Item.objects.filter(ended_at__isnull=True).values_list("organ", "light")
        )
        for office in board.offices():
            assert {light: office.counts[light] for light in Light if office.counts[light]} == {
                light: n for (organ, light), n in counted.items() if organ == office.organ
            }
        organs = [office.organ for office in board.offices()]
        for light in Light:
            walked, after = [], "start"
            while after:
                page = board.matters(organs=organs, light=light, after=after.removeprefix("start"))
                walked += [line.key for line in page.lines]
                after = page.after
            assert (
                len(walked) == len(set(walked)) == sum(n for (_, one), n in counted.items() if one == light)
            )
        for organ in organs:
            for one in board.staff(organ):
                keys, after = [], "start"
                while after:
                    page = board.work(organ=organ, person=one.person, after=after.removeprefix("start"))
                    keys += [line.key for line in page.lines]
                    after = page.after
                assert len(keys) == len(set(keys)) == one.open
        assert sum(one.open for organ in organs for one in board.staff(organ)) <= Work.objects.count()

    def test_stand_in_the_windows_lists_each_once_whether_a_term_runs_or_not(self, city: None) -> None:
        for window, stage in Case.objects.values_list("window", "stage").distinct():
            keys, after = [], "start"
            while after:
                page = at_window(window=window, stage=stage, after=after.removeprefix("start"))
                keys += [row.key for row in page.rows]
                after = page.after
            live = Case.objects.filter(window=window, stage=stage, ended_at__isnull=True)
            assert len(keys) == len(set(keys)) == live.count()
            assert keys == sorted(keys, key=lambda key: tuple(map(int, key.split("-"))))

    def test_lead_from_the_board_down_to_an_event(self, city: None) -> None:
        zhou = Client()
        zhou.force_login(Person.objects.get(login="demo-zhou"))
        office = next(one for one in board.offices() if one.open > board.PAGE)
        person = max(board.staff(office.organ), key=lambda one: one.open)
        first = board.work(organ=office.organ, person=person.person)
        addresses = [
            "/watch/",
            f"/watch/offices/{office.organ}/",
            f"/watch/offices/{office.organ}/{person.person}/",
            f"/watch/offices/{office.organ}/{person.person}/?after={first.after}",
            f"/watch/cases/{first.lines[0].case}/",
            f"/watch/cases/{first.lines[0].case}/events/1",
        ]
        pages = [zhou.get(address) for address in addresses]
        assert [page.status_code for page in pages] == [200] * len(pages)
        for above, below in ((0, 1), (1, 2), (2, 4), (4, 5)):
            assert addresses[below] in pages[above].text, addresses[below]


def _editions() -> list[int]:
    return sorted(set(Case.objects.values_list("edition_id", flat=True)))


def _title(key: tuple[str, str, str]) -> str:
    offered = next(o for o in map(service, _editions()) if o.id == key[1])
    return offered.matter(key[2]).title.zh
