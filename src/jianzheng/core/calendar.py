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


@dataclass(frozen=True)
class Calendar:
    """Days off and make-up working days by name, from the notices of the `published` years (year → address of the notice).

    A notice may name days of the year before (the notice for 2019 makes 2018-12-29 a working day), so all notices are
    merged before any day is judged. `local` are holidays a region adds."""

    id: str
    off: Mapping[dt.date, str] = field(default_factory=dict)
    on: Mapping[dt.date, str] = field(default_factory=dict)
    published: Mapping[int, str] = field(default_factory=dict)
    local: Mapping[dt.date, str] = field(default_factory=dict)

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on `day`; a local holiday beats a make-up day, a make-up day beats the weekend."""
        if day in self.local or day in self.off:
            return False
        return day in self.on or day.weekday() < SATURDAY

    def provisional(self, day: dt.date) -> bool:
        """Whether no notice covers the year of `day`: its holidays may still change."""
        return day.year not in self.published

    def reason(self, day: dt.date) -> Text:
        """Why `day` works or not, in words a citizen can follow."""
        said = self._reason(day)
        if self.provisional(day):
            return Text(
                said.zh + "（该年放假安排尚未公布）", said.en + " (no holiday notice for this year yet)"
            )
        return said

    def _reason(self, day: dt.date) -> Text:
        zh, en = _WEEKDAYS[day.weekday()], _WEEKDAYS_EN[day.weekday()]
        if day in self.local:
            return Text(f"{zh}，本地放假：{self.local[day]}", f"{en}, local holiday: {self.local[day]}")
        if day in self.off:
            return Text(f"{zh}，{self.off[day]}放假", f"{en}, holiday ({self.off[day]})")
        if day in self.on:
            return Text(f"{zh}，{self.on[day]}调休上班", f"{en}, make-up working day ({self.on[day]})")
        if day.weekday() >= SATURDAY:
            return Text(f"{zh}休息", f"{en}, weekend")
        return Text(f"{zh}，工作日", f"{en}, working day")

    def with_local(self, days: Iterable[dt.date], name: str = "本地规定") -> Calendar:
        """The calendar with local holidays added."""
        return replace(self, local={**self.local, **dict.fromkeys(days, name)})

    @cached_property
    def _working(self) -> list[int]:
        """Ordinals of all working days from the first to two years past the last published year."""
        years = self.published or {dt.date.min.year: ""}
        first, last = dt.date(min(years), 1, 1), dt.date(max(years) + 2, 12, 31)
        days = (dt.date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
        return [day.toordinal() for day in days if self.is_working(day)]

    def working_day_after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after `day` (count ≥ 1). Raises OverflowError past the year 9999."""
        table = self._working
        if self.published and day.year in self.published:
            place = bisect_right(table, day.toordinal()) + count - 1
            if place < len(table):
                return dt.date.fromordinal(table[place])
        while count:
            day += dt.timedelta(days=1)
            count -= self.is_working(day)
        return day

    def next_working(self, day: dt.date) -> dt.date:
        """`day` itself when offices work, else the next day they do."""
        return day if self.is_working(day) else self.working_day_after(day, 1)
