"""What the sentences of a timeline may look up, and how their parts are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jianzheng.apps.cases.occasion import spelt
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.people.queries import organ
from jianzheng.core.case.free import FREE, Lines
from jianzheng.core.kinds import Field
from jianzheng.core.kinds.kind import OUTCOMES
from jianzheng.core.kinds.meeting import Voice
from jianzheng.core.service import Service
from jianzheng.core.text import Text

MOST = 8
"""Materials or matters named one by one in a line; more are counted."""


@dataclass(frozen=True)
class Scene:
    """The service a case runs under, what kind of debt each owed material was (by its number), how people are called, how many
    of its matters were applied for (-1 = all), the free lines of its notice, and what stands beside some events though others
    say it (by sequence)."""

    service: Service
    debts: Mapping[int, str]
    called: Mapping[str, Text]
    applied: int = -1
    free: Lines = ()
    beside: Mapping[int, tuple[Text, ...]] = field(default_factory=dict)

    @cached_property
    def lone(self) -> bool:
        """Whether the case is about one matter only, which then need not be named in every line."""
        return len(self.service.matters) == 1

    def matters(self, *places: int) -> Text:
        """Matters by name; nothing where all of the case are meant."""
        known = [n for n in dict.fromkeys(places) if 0 <= n < len(self.service.matters)]
        if len(known) == (len(self.service.matters) if self.applied < 0 else self.applied):
            return Text("")
        return listed(self.service.matters[n].title for n in known)

    def steps(self, *numbers: int) -> Text:
        """Steps by name, each with its matter where the case holds several."""
        steps = self.service.process.steps
        return listed(self._step(n) for n in numbers if 0 <= n < len(steps))

    def _step(self, number: int) -> Text:
        title = self.service.process.steps[number].title
        if self.lone:
            return title
        matter = self.service.matters[self.service.owner[number]].title
        return Text(f"{title.zh}（{matter.zh}）", f"{title.en or title.zh} ({matter.en or matter.zh})")

    def materials(self, asked: Iterable[int]) -> Text:
        """Materials by name."""
        known = dict(enumerate(one.title for one in self.service.asked))
        known |= {FREE + n: Text(text) for n, (_, text) in enumerate(self.free)}
        return listed(known[n] for n in asked if n in known)

    def people(self, logins: Iterable[str]) -> Text:
        """People by name."""
        return listed(self.called.get(login, Text(login)) for login in logins)


@dataclass(frozen=True, slots=True)
class Said:
    """One event in words: its heading, what everybody may read of it, and what only officials may."""

    head: Text
    more: tuple[Text, ...] = ()
    inside: tuple[Text, ...] = ()


def listed(texts: Iterable[Text]) -> Text:
    """Names one after the other; a long list is cut and counted."""
    all_of_them = list(dict.fromkeys(texts))
    shown = all_of_them[:MOST]
    zh, en = "、".join(one.zh or one.en for one in shown), ", ".join(one.en or one.zh for one in shown)
    if len(all_of_them) > MOST:
        return Text(f"{zh}等 {len(all_of_them)} 项", f"{en} and {len(all_of_them) - MOST} more")
    return Text(zh, en)


def of(head: Text, about: Text) -> Text:
    """A heading and what it is about."""
    if not str(about):
        return head
    return Text(f"{head.zh}：{about.zh or about.en}", f"{head.en}: {about.en or about.zh}")


def named(zh: str, en: str, value: object) -> Text:
    """A detail under its name; nothing where there is none."""
    text = value if isinstance(value, Text) else Text(str(value or ""))
    return of(Text(zh, en), text) if str(text).strip() else Text("")


def written(text: str) -> Text:
    """What was written in a form; a line the house offered in both languages is read in one."""
    lines = spelt(text)
    return Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def by(zh: str, en: str, due: int) -> Text:
    """A detail that is a last day."""
    return named(zh, en, last_day(due))


def answers(
    asks: Iterable[Field], facts: Mapping[str, object], called: Mapping[str, Text]
) -> tuple[tuple[Text, Text], ...]:
    """What was answered to the questions of a kind of step, each under its question."""
    found = ((ask.title, _answer(facts, ask, called)) for ask in asks)
    return tuple((title, answer) for title, answer in found if str(answer).strip(" /"))


def spoken(present: object, called: Mapping[str, Text]) -> Text:
    """What each office said at a meeting and who came for it, a line each."""
    rows = (
        [row for row in present if len(row) == len(Voice._fields)]
        if isinstance(present, (list, tuple))
        else []
    )
    lines = [_spoke(Voice(*map(str, row)), called) for row in rows]
    return Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _spoke(voice: Voice, called: Mapping[str, Text]) -> Text:
    office, who = organ(voice.organ).title, called.get(voice.person, Text(voice.person, voice.person))
    outcome = OUTCOMES.get(voice.outcome, Text(voice.outcome))
    why = Text(f"，理由：{voice.said}", f", because: {voice.said}") if voice.said else Text("")
    return Text(
        f"{office.zh}，{who.zh}：{outcome.zh}{why.zh}",
        f"{office.en or office.zh}, {who.en or who.zh}: {outcome.en}{why.en}",
    )


def _answer(facts: Mapping[str, object], field: Field, called: Mapping[str, Text]) -> Text:
    value = facts.get(field.name, "")
    if field.kind == "voices":
        words = facts.get("offices") or ()  # of a meeting in an early version nothing more is known
        there = (
            listed(organ(str(word)).title for word in words) if isinstance(words, (list, tuple)) else Text("")
        )
        return spoken(value, called) if value else there
    if chosen := dict(field.choices).get(str(value)):
        return chosen
    return written("\n".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value))
