"""An event that leaves a paper, with everything the paper may say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jianzheng.apps.cases.rules import last_day, rules
from jianzheng.apps.people.queries import organ
from jianzheng.core.authority import Actor
from jianzheng.core.case import Case, events
from jianzheng.core.case.clocks import Clock
from jianzheng.core.document import Line
from jianzheng.core.promise import needing
from jianzheng.core.remedies import TO_SUE, remedies, told_to_sue
from jianzheng.core.service import Matter, Service
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event as it happened: the service, the case as it then stands, the application it goes back to, who acted."""

    service: Service
    case: Case
    event: Any
    applied: events.Applied
    actor: Actor

    @property
    def place(self) -> int:
        """The number of the matter it is about; -1 where it is about the whole case, as a longer joint term is. A promise is
        about the first that needs its material."""
        if isinstance(self.event, events.Extended) and self.event.whole:
            return -1
        if isinstance(self.event, events.PromiseBroken):
            applied = [n for n, item in enumerate(self.case.items) if item.number]
            return needing(self.service, self.event.asked, applied)[0]
        return int(getattr(self.event, "item", -1))

    @property
    def matter(self) -> Matter | None:
        """The matter it is about; None where it is about several of the case."""
        if self.place >= 0:
            return self.service.matters[self.place]
        return self.matters[0] if len(self.matters) == 1 else None

    @property
    def matters(self) -> list[Matter]:
        """The matters applied for: those with a number."""
        return [m for m, item in zip(self.service.matters, self.case.items, strict=True) if item.number]

    @property
    def number(self) -> str:
        """The number of the matter, or of the case."""
        return self.case.items[self.place].number if self.place >= 0 else self.case.number

    @property
    def remedies(self) -> Text:
        """How to object to what is decided here."""
        who = organ(self.matter.organ if self.matter else self.service.window)
        return remedies(who.reconsideration, who.court)

    @property
    def licensing(self) -> bool:
        """Whether the licensing law governs what it is about."""
        return all(matter.is_licence for matter in ([self.matter] if self.matter else self.matters))


def spelt(text: str) -> tuple[Text, ...]:
    """What somebody wrote, a paragraph a line: the same in both languages, unless a line is English for the one before."""
    said: list[Text] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith(TO_SUE):
            said += told_to_sue(line.removeprefix(TO_SUE))
        elif _english(line) and said and not _english(said[-1].zh):
            said[-1] = Text(said[-1].zh, line)
        else:
            said.append(Text(line, line))
    return tuple(said)


def _english(line: str) -> bool:
    """Whether a line is English, which may name organs in Chinese."""
    signs = sum(not letter.isascii() for letter in line)
    return sum(letter.isascii() and letter.isalpha() for letter in line) > 2 * signs


def day_of(due: int) -> Text:
    """The last day of a term, spelt."""
    day = last_day(due)
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat()) if day else Text("")


def counted(due: int) -> Text:
    """The last day of a term that is still to come, spelt; provisional where the holidays of that year are not published."""
    day, said = last_day(due), day_of(due)
    if day is None or not rules().calendar.provisional(day):
        return said
    return Text(f"{said.zh}（{PROVISIONAL.zh}）", f"{said.en} ({PROVISIONAL.en})")


PROVISIONAL = Text(
    "暂定，该年放假安排公布后按实际重新计算",
    "provisional: counted anew once the holidays of that year are published",
)
"""What a paper says of a last day that a holiday notice may still move."""


def ends_on(clock: Clock) -> Text:
    """The last day of a term; of a stopped one it is known only once it runs again."""
    if clock.paused:
        return Text("暂停计时结束后另行计算", "counted once the clock runs again")
    return counted(clock.due)


def joined(parts: Iterable[Text]) -> Text:
    """Several sayings as one."""
    known = [part for part in parts if str(part)]
    return Text("；".join(part.zh for part in known), "; ".join(part.en for part in known))


def answers(occasion: Occasion) -> tuple[Line, ...]:
    """What the applicant answered to the questions whose answers the papers of the matter state."""
    asked = occasion.service.printed(max(occasion.place, 0))
    form = occasion.applied.form
    called = occasion.service.called
    return tuple((called(name), Text(form[name])) for name in asked if form.get(name, "").strip())
