"""Which cases a page is about: read from its address, said in words, and carried on by every link."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import numpy as np
from django.http import QueryDict

from jianzheng.apps.logs.queries import Loaded
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab import kept
from jianzheng.lab.honesty import Doubt
from jianzheng.lab.kept import Keep
from jianzheng.lab.log.log import SECOND, Log
from jianzheng.lab.log.own import SERVICE, services
from jianzheng.web.studio.logs.doubted import doubted
from jianzheng.web.studio.logs.narrowed import among
from jianzheng.web.studio.logs.ordered import looped, ordered
from jianzheng.web.studio.logs.passed import passed

MONTH = re.compile(r"(\d{4})-(\d{2})")
LONGEST = 300
SHOWN = ("contains", "since", "until", "office", "service")
"""Fields that every page's form shows."""
NAMES = ("office", "activity", "before", "after", "repeat")
"""Fields that hold the name of an activity or an office."""
HOWS = {
    "next": Text("其后紧接", "directly followed by"),
    "first": Text("先于", "before"),
    "skipped": Text("缺少，却有", "missing, yet there is"),
    "among": Text("其后（只看含该词的活动）紧接", "followed, among the activities of the word, by"),
    "loop": Text("退回", "goes back to"),
    "office": Text("交给", "hands to"),
    "office_back": Text("交给后又收回自", "hands to and gets back from"),
    "person_back": Text("交给后又收回自", "hands to and gets back from"),
}
"""How `before` stands to `after`: activities right behind one another, at any time before, or not at all though `after` is
there; offices or people that hand to one another, once or there and back."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked; an empty word asks for nothing. `variant` is the place of a case that went this way; `how` says how
    `before` and `after` stand to one another; `repeat` names an activity done twice, `month` one with an event in it."""

    contains: str = ""
    since: str = ""
    until: str = ""
    office: str = ""
    service: str = ""
    variant: str = ""
    activity: str = ""
    before: str = ""
    after: str = ""
    how: str = ""
    repeat: str = ""
    doubt: str = ""
    month: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> Filter:
        """Read an address. Raises Refused for a month or a way that is none."""
        made = cls(**{field.name: asked.get(field.name, "").strip()[:LONGEST] for field in fields(cls)})
        for month in (made.since, made.until, made.month):
            if month and not (
                (found := MONTH.fullmatch(month)) and 1 <= int(found[2]) <= 12 and int(found[1])
            ):
                raise Refused(f"月份写成 2024-03：{month}。", f"Write a month as 2024-03: {month}.")
        if made.variant and not (made.variant.isdecimal() and len(made.variant) < 10):
            raise Refused("没有这种走法。", "There is no such way.")
        if made.how not in ("", *HOWS) or made.doubt not in ("", *Doubt):
            raise Refused("看不懂这个筛选条件。", "This filter cannot be understood.")
        return made

    def called(self, of: Loaded) -> Filter:
        """The same in the names of this log, should the address hold those of the other language."""
        return replace(self, **{name: of.called(word) for name in NAMES if (word := getattr(self, name))})

    @property
    def query(self) -> str:
        """The filter as the end of an address, without the question mark."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was asked beyond the fields that the form shows."""
        return [(name, value) for name, value in asdict(self).items() if value and name not in SHOWN]

    def but(self, **more: object) -> str:
        """The end of an address that asks for more or something else."""
        return replace(self, **{name: str(value) for name, value in more.items()}).query

    def keep(self, of: Loaded) -> Keep | None:
        """The cases asked for, None for all. Raises Refused when none is left."""
        log = of.log
        parts = (self._named(log), self._served(log), self._month(log), *self._more(of))
        found = [part for part in parts if part is not None]
        if not found:
            return None
        keep: Keep = np.logical_and.reduce(found)
        if not keep.any():
            raise NoneLeft
        return keep

    def _named(self, log: Log) -> Keep | None:
        if not self.contains:
            return None
        word = self.contains.casefold()
        return kept.touching(log, log.activity, {n for n in log.activity.names if word in n.casefold()})

    def _served(self, log: Log) -> Keep | None:
        if not self.service:
            return None
        there = SERVICE in log.case_columns
        return kept.being(log, SERVICE, {self.service}) if there else np.zeros(len(log), np.bool_)

    def _month(self, log: Log) -> Keep | None:
        if not (self.since or self.until):
            return None
        since = begins(self.since, log.zone) if self.since else kept.EVER[0]
        return kept.during(log, since, begins(self.until, log.zone, 1) if self.until else kept.EVER[1])

    def _more(self, of: Loaded) -> list[Keep]:
        log, found = of.log, []
        if self.office:
            found.append(kept.touching(log, of.office, {self.office}))
        if self.variant:
            found.append(kept.going(log, way(log, int(self.variant))))
        if self.activity:
            found.append(kept.touching(log, kept.named(log.activity), {self.activity}))
        if self.repeat:
            found.append(kept.repeating(log, self.repeat))
        if self.before and self.after:
            found.append(self._pair(of))
        if self.doubt:
            found.append(doubted(of, Doubt(self.doubt)))
        if self.month:
            found.append(_within(log, self.month))
        return found

    def _pair(self, of: Loaded) -> Keep:
        log, back = of.log, self.how.endswith("_back")
        if self.how in ("", "next"):
            return kept.following(log, self.before, self.after, kept.named(log.activity))
        if self.how.startswith("office"):
            return passed(log, of.office, self.before, self.after, back)
        if self.how == "person_back":
            return passed(log, log.resource or of.office, self.before, self.after, back)
        if self.how == "among":
            return among(log, self.contains, self.before, self.after)
        if self.how == "loop":
            return looped(log, self.before, self.after)
        return ordered(log, self.before, self.after, skipped=self.how == "skipped")

    def said(self, of: Loaded) -> list[Text]:
        """What is asked, in words."""
        words = []
        if self.contains:
            words.append(
                Text(f"活动名含“{self.contains}”", f"an activity whose name contains “{self.contains}”")
            )
        if self.since or self.until:
            words.append(Text(f"开始于 {self.since}…{self.until}", f"begun {self.since}…{self.until}"))
        if self.service:
            name = services(of.log).get(self.service, Text(self.service))
            words.append(Text(f"服务：{name.zh}", f"service: {name.en or name.zh}"))
        if self.office:
            words.append(Text(f"经过“{self.office}”", f"passing “{self.office}”"))
        if self.variant:
            steps = " → ".join(way(of.log, int(self.variant)))
            words.append(Text(f"同一种走法：{steps}", f"of one way: {steps}"))
        return words + self._more_said()

    def _more_said(self) -> list[Text]:
        words = []
        if self.activity:
            words.append(Text(f"有“{self.activity}”", f"with “{self.activity}”"))
        if self.repeat:
            words.append(Text(f"“{self.repeat}”办了两次以上", f"“{self.repeat}” done twice or more"))
        if self.before and self.after:
            how = HOWS[self.how or "next"]
            words.append(
                Text(f"“{self.before}”{how.zh}“{self.after}”", f"“{self.before}” {how.en} “{self.after}”")
            )
        if self.doubt:
            words.append(Doubt(self.doubt).says)
        if self.month:
            words.append(Text(f"{self.month} 有事件", f"an event in {self.month}"))
        return words


class NoneLeft(Refused):
    """The filter leaves no case."""

    def __init__(self) -> None:
        super().__init__("没有符合条件的办件。请放宽筛选。", "No case is left by this filter. Ask for less.")


def way(log: Log, case: int) -> tuple[str, ...]:
    """The activities of a case. Raises Refused when there is no such case."""
    if not 0 <= case < len(log):
        raise Refused("没有这个办件。", "There is no such case.")
    activity = kept.named(log.activity)
    codes = activity.codes[log.bounds[case] : log.bounds[case + 1]]
    return tuple(activity.names[code] for code in codes.tolist())


def _within(log: Log, month: str) -> Keep:
    """Cases with an event in a month."""
    hit = (log.at >= begins(month, log.zone)) & (log.at < begins(month, log.zone, 1))
    counts = np.concatenate(([0], np.cumsum(hit)))
    return np.asarray(counts[log.bounds[1:]] > counts[log.bounds[:-1]])


def begins(month: str, zone: str, later: int = 0) -> int:
    """The first moment of a month, or of the one after it, in microseconds."""
    year, number = (int(part) for part in month.split("-"))
    number += later
    begins = dt.datetime(
        min(year + (number - 1) // 12, 9998), (number - 1) % 12 + 1, 1, tzinfo=ZoneInfo(zone)
    )
    return int(begins.timestamp()) * SECOND
