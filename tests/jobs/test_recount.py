"""A holiday notice moves every running clock, each with an event; what a paper told as a day stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jianzheng.apps.cases import actions, queries, rules
from jianzheng.apps.cases.models import Mark
from jianzheng.apps.cases.verify import verify
from jianzheng.core.calendar import Calendar
from jianzheng.core.case import Rules
from jianzheng.core.text import Text
from jianzheng.jobs import tick
from tests.case_cast import FACTS, NOW, UNDONE, ZONE, accepted, delivered, settle_in, to_be_visited, who


def noticed(*off: dt.date) -> Rules:
    """The rules once the holidays of 2027 are published, with these days off."""
    known = rules.rules()
    days = {**known.calendar.off, **dict.fromkeys(off, Text("元旦", "New Year"))}
    published = {**known.calendar.published, 2027: "notice"}
    calendar = Calendar("cn", days, known.calendar.on, published)
    return replace(known, calendar=calendar)


@pytest.mark.django_db
@pytest.mark.database
class TestAHolidayNotice:
    @pytest.fixture(autouse=True)
    def published(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The notice is out for the job, while acts before it knew nothing of it."""
        after = noticed(*(dt.date(2027, 1, day) for day in (1, 4, 5, 6)))
        monkeypatch.setattr(tick, "rules", lambda: after)

    def test_moves_due_dates_once_with_an_event_that_says_so(self) -> None:
        now = dt.datetime(2026, 12, 31, 10, tzinfo=ZONE)
        number = accepted(settle_in()["hygiene"], now)
        before = queries.opened(number).case
        legal, step = before.items[0].legal, before.open[0].clock
        assert legal and step and legal.provisional and step.provisional
        assert tick.recount(now=now) == 1
        after = queries.opened(number)
        item, work = after.case.items[0], after.case.open[0]
        assert item.legal and item.legal.due > legal.due and not item.legal.provisional
        assert work.clock and work.clock.due > step.due and not work.clock.provisional
        assert {type(each.event).__name__ for each in after.happened[-2:]} == {"Recounted"}
        assert tick.recount(now=now) == 0
        assert verify().equal

    def test_moves_a_legal_term_behind_a_promise_it_does_not_touch(self) -> None:
        now = dt.datetime(2026, 12, 10, 10, tzinfo=ZONE)
        number = accepted(settle_in()["hygiene"], now)
        before = queries.opened(number).case.items[0]
        assert before.legal and before.promised
        assert before.legal.provisional and not before.promised.provisional
        assert tick.recount(now=now) == 1
        after = queries.opened(number).case.items[0]
        assert after.legal and after.legal.due > before.legal.due and after.promised == before.promised
        assert verify().equal

    def test_leaves_the_terms_of_what_is_decided(self) -> None:
        now = dt.datetime(2026, 12, 28, 10, tzinfo=ZONE)
        number, then = to_be_visited(settle_in()["hygiene"]), NOW + dt.timedelta(days=1)
        visit = {"outcome": "agree", "facts": FACTS[1], "staff": ("demo-feng",)}
        actions.finish(number=number, actor=who("zhao"), now=then, step=1, **visit)
        actions.decide(number=number, actor=who("sun"), now=now, step=2, outcome="grant")
        before = queries.opened(number).case.items[0]
        assert before.deliver and before.deliver.provisional and before.legal
        assert tick.recount(now=now) == 1
        after = queries.opened(number).case.items[0]
        assert after.deliver and after.deliver.due > before.deliver.due and after.legal == before.legal
        assert verify().equal

    def test_moves_the_days_of_a_result_to_be_undone(self) -> None:
        now = dt.datetime(2026, 12, 28, 10, tzinfo=ZONE)
        number = delivered(settle_in()["hygiene"])
        actions.intend(number=number, actor=who("qian"), now=now, item=0, ground="other_69", reason=UNDONE)
        (before,) = queries.opened(number).case.undoings
        assert before.notice and tick.recount(now=now) == 1
        (told,) = queries.opened(number).case.undoings
        assert told.notice and told.notice.due > before.notice.due
        actions.serve(number=number, actor=who("wang"), now=now, item=0, way="window", receipt="李某")
        (heard,) = queries.opened(number).case.undoings
        Mark.objects.all().delete()
        assert tick.recount(now=now) == 1
        (later,) = queries.opened(number).case.undoings
        assert later.until > heard.until
        assert verify().equal
