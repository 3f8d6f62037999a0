"""The working calendar: weekdays, published holiday notices with their make-up days, local holidays."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from jianzheng.core.text import Text

_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY = 5
ENOUGH = 5
"""Notices it takes to say that a day is free every year."""
LOCAL = Text("当地规定", "set by the locality")


@dataclass(frozen=True)
class Calendar:
    """Days off and make-up working days by name, from the notices of the `published` years (year → address of the notice).

    A notice may name days of the year before (the notice for 2019 makes 2018-12-29 a working day), so all notices are
    merged before any day is judged. `local` and `local_on` are holidays and working days a region adds. In years without
    a notice, before the first or after the last, only the weekday decides, and every such day is `provisional`."""

    id: str
    off: Mapping[dt.date, Text] = field(default_factory=dict)
    on: Mapping[dt.date, Text] = field(default_factory=dict)
    published: Mapping[int, str] = field(default_factory=dict)
    local: Mapping[dt.date, Text] = field(default_factory=dict)
    local_on: Mapping[dt.date, Text] = field(default_factory=dict)

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on `day`: what the region says beats the notices, and these beat the weekday."""
        if day in self.local:
            return False
        if day in self.local_on:
            return True
        if day in self.off:
            return False
        return day in self.on or day.weekday() < SATURDAY

    def provisional(self, day: dt.date) -> bool:
        """Whether no notice covers the year of `day`: its holidays may still change."""
        return day.year not in self.published

    def reason(self, day: dt.date) -> Text:
        """Why `day` works or not, in words a citizen can follow."""
        said = self._reason(day)
        if not self.provisional(day):
            return said
        if self.published and day.year < max(self.published):
            return Text(
                said.zh + "（本日历未收录该年放假安排，未列明的日子按星期推算）",
                said.en
                + " (this calendar has no notice for that year; days it does not name go by the weekday)",
            )
        return Text(said.zh + "（该年放假安排尚未公布）", said.en + " (no holiday notice for this year yet)")

    def counted(self, day: dt.date) -> Text:
        """Why `day` counts in a term of working days or not: also where the notice to come will surely change it."""
        said, more = self.reason(day), self.sure_to_be_off(day)
        return Text(f"{said.zh}；{more.zh}", f"{said.en}; {more.en}") if more.zh else said

    def sure_to_be_off(self, day: dt.date) -> Text:
        """Why the notice still to come will surely set free a day that counts until then; empty where it may not."""
        name = (
            self._yearly.get((day.month, day.day)) if self.provisional(day) and self.is_working(day) else None
        )
        if name is None or day.year < max(self.published):
            return Text("", "")
        return Text(
            f"{name.zh}是法定节假日，历年的通知都把这一天定为放假，公布后不再计入，期限会顺延",
            f"{name.within('en')} is a statutory holiday and every notice so far set this day free: once it is published this "
            "day counts no longer and the date moves on",
        )

    @cached_property
    def _yearly(self) -> dict[tuple[int, int], Text]:
        """Month and day that every notice set free → what of; few notices prove nothing."""
        free = [{(day.month, day.day) for day in self.off if day.year == year} for year in self.published]
        always = set.intersection(*free) if len(free) >= ENOUGH else set()
        last = max(self.published, default=0)
        return {(month, day): self.off[dt.date(last, month, day)] for month, day in always}

    def _reason(self, day: dt.date) -> Text:
        zh, en = _WEEKDAYS[day.weekday()], _WEEKDAYS_EN[day.weekday()]
        for named, said_zh, said_en in (
            (self.local, "本地放假：{}", "local holiday: {}"),
            (self.local_on, "本地上班：{}", "local working day: {}"),
            (self.off, "{}放假", "holiday: {}"),
            (self.on, "{}调休上班", "make-up working day for {}"),
        ):
            if day in named:
                name = named[day]
                return Text(f"{zh}，{said_zh.format(name.zh)}", f"{en}, {said_en.format(name.within('en'))}")
        if day.weekday() >= SATURDAY:
            return Text(f"{zh}休息", f"{en}, weekend")
        return Text(f"{zh}，工作日", f"{en}, working day")

    def with_local(self, days: Iterable[dt.date], name: Text = LOCAL) -> Calendar:
        """The calendar with local holidays added; they overrule a local working day on the same date."""
        return replace(self, local={**self.local, **dict.fromkeys(days, name)})

    def with_local_work(self, days: Iterable[dt.date], name: Text = LOCAL) -> Calendar:
        """The calendar with local working days added, on weekends or on what the notices set free."""
        return replace(self, local_on={**self.local_on, **dict.fromkeys(days, name)})

    @cached_property
    def _working(self) -> list[int]:
        """Ordinals of all working days from the first published year to two years past the last; [] without notices."""
        if not self.published:
            return []
        first, last = dt.date(min(self.published), 1, 1), dt.date(max(self.published) + 2, 12, 31)
        days = (dt.date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
        return [day.toordinal() for day in days if self.is_working(day)]

    def working_day_after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after `day` (count ≥ 1). Raises OverflowError past the year 9999."""
        table, ordinal = self._working, day.toordinal()
        place = bisect_right(table, ordinal) + count - 1
        if place < len(table) and table[0] <= ordinal:
            return dt.date.fromordinal(table[place])
        while count > 0:
            day += dt.timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_days(self, after: dt.date, until: dt.date) -> int:
        """How many working days lie after `after` and not after `until`, as terms are counted; 0 when there are none."""
        table, low, high = self._working, after.toordinal(), until.toordinal()
        if table and table[0] <= low and high <= table[-1]:
            return max(0, bisect_right(table, high) - bisect_right(table, low))
        return sum(self.is_working(dt.date.fromordinal(n)) for n in range(low + 1, high + 1))

    def next_working(self, day: dt.date) -> dt.date:
        """`day` itself when offices work, else the next day they do."""
        return day if self.is_working(day) else self.working_day_after(day, 1)
