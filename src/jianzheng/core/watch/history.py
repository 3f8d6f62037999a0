"""One case's history laid open for the detectors: its events, and what the case was before each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jianzheng.core.case import Case, Happened, Moment, Rules, evolve
from jianzheng.core.case import events as e
from jianzheng.core.case.ready import waits
from jianzheng.core.service import Service
from jianzheng.core.watch.register import NOBODY, Register

CLOCK = "@"
"""How an envelope names the clock itself."""
FINISHED = (e.StepDone, e.Decided, e.Issued, e.Delivered)
"""Events that end a step."""


class Who(NamedTuple):
    """An envelope's actor: person, the post they acted from, the post they stood in for ("" = their own power)."""

    person: str
    post: str
    instead_of: str


def who(by: str) -> Who:
    """The actor of "person@post" or "person@post<other post"."""
    person, _, rest = by.partition("@")
    post, _, instead = rest.partition("<")
    return Who(person, post, instead)


class Moments(NamedTuple):
    """A step's run: which event ended it, when it opened (0 = nobody wrote it down), whether that was written down."""

    ended: Happened
    step: int
    opened_at: Moment
    opened_by: int


@dataclass(frozen=True)
class History:
    """The events of one case, the service it runs under, the register of staff, calendar and zone."""

    happened: tuple[Happened, ...]
    service: Service
    rules: Rules
    register: Register = NOBODY

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The case before each event and after the last; shorter where an event makes no case."""
        case, found = Case(), [Case()]
        for each in self.happened:
            try:
                case = evolve(case, each.at, each.by, each.event)
            except (IndexError, KeyError, TypeError, AttributeError):
                break
            found.append(case)
        return tuple(found)

    @property
    def number(self) -> str:
        """The number of the case, "" while it has none."""
        return next((each.event.number for each in self.happened if isinstance(each.event, e.Applied)), "")

    @property
    def simulated(self) -> bool:
        """Whether the case is made up, and says so."""
        return any(each.event.simulated for each in self.happened if isinstance(each.event, e.Applied))

    def told(self) -> Iterator[tuple[Case, Happened]]:
        """Each event with the case before it; nothing from where the record makes no case any more."""
        return zip(self.cases, self.happened[: len(self.cases) - 1], strict=False)

    def day(self, at: Moment) -> dt.date:
        """The legal day of a moment."""
        return self.rules.day(at)

    @cached_property
    def coarse(self) -> bool:
        """Whether times are whole days only, as old systems export them: then a moment proves nothing."""
        return all(each.at == self.rules.opening(self.day(each.at)) for each in self.happened)

    @cached_property
    def runs(self) -> tuple[Moments, ...]:
        """The run of every step that ended, in the order of their ends; reopened steps several times."""
        opened: dict[int, tuple[Moment, int]] = {}
        ended: dict[int, Happened] = {}
        found = []
        for _, each in self.told():
            event = each.event
            if isinstance(event, FINISHED) and 0 <= event.step < len(self.service.process.steps):
                start = opened.pop(event.step, None) or self._ready(event.step, ended)
                found.append(Moments(each, event.step, *start))
                ended[event.step] = each
            for step, _clock in getattr(event, "opened", ()):
                opened[step] = (each.at, each.sequence)
        return tuple(found)

    def _ready(self, step: int, ended: dict[int, Happened]) -> tuple[Moment, int]:
        """When a step could begin, where nobody wrote it down: at the end of the last step it waits for."""
        mask = waits(self.service.process)[step]
        before = [each for other, each in ended.items() if mask >> other & 1]
        last = max(before, key=lambda each: each.at, default=None)
        return (last.at, last.sequence) if last else (0, 0)
