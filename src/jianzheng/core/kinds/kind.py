"""What every kind of step answers: what it asks, what makes its outcome lawful, how it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jianzheng.core.calendar import Calendar
from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

AGREE = "agree"
DISAGREE = "disagree"
OUTCOMES: dict[str, Text] = {AGREE: Text("同意", "agree"), DISAGREE: Text("不同意", "disagree")}
WEEKDAYS = Calendar("weekdays")


@dataclass(frozen=True, slots=True)
class Enough:
    """When a text is a reason: at least so many characters, so many of them different; local figures, no law."""

    shortest: int = 10
    different: int = 5


ENOUGH = Enough()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a step's page asks: `kind` text | lines (`rows` high) | date | number | choice | voices (what each office
    said); lines become a tuple, one a line; `when` for which outcome it is needed, where that depends."""

    name: str
    title: Text
    kind: str = "text"
    required: bool = True
    choices: tuple[tuple[str, Text], ...] = ()
    hint: Text = Text("")
    when: Text = Text("")
    rows: int = 4


class Report(NamedTuple):
    """What somebody says they did at a step: the outcome, the answers to its fields, who took part (person ids), who
    reports, who examined this matter before, what day it is, on which day the application came (both ISO), the calendar days
    are counted by, when a text is a reason here, and on which day the matter was accepted (ISO)."""

    step: Step
    outcome: str
    facts: Mapping[str, object]
    staff: tuple[str, ...]
    person: str
    examiners: tuple[str, ...] = ()
    today: str = ""
    applied: str = ""
    calendar: Calendar = WEEKDAYS
    enough: Enough = ENOUGH
    accepted: str = ""

    def text(self, name: str) -> str:
        """An answer as text, "" when not given."""
        value = self.facts.get(name, "")
        return value.strip() if isinstance(value, str) else "、".join(self.lines(name))

    def lines(self, name: str) -> tuple[str, ...]:
        """An answer of several lines, without empty ones."""
        value = self.facts.get(name, ())
        parts = (
            value.splitlines()
            if isinstance(value, str)
            else value
            if isinstance(value, (list, tuple))
            else ()
        )
        return tuple(str(part).strip() for part in parts if str(part).strip())


Check = Callable[[Report], None]


def nothing_more(_: Report) -> None:
    """The kind asks for nothing beyond its fields."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of step. `pause` names the art. 45 reason its time may rest on ("" = it consumes the clock); `outcomes` what
    one may say; `check` raises Refused when the outcome would not be lawful."""

    word: str
    title: Text
    asks: tuple[Field, ...] = ()
    check: Check = nothing_more
    pause: str = ""
    outcomes: Mapping[str, Text] = field(default_factory=lambda: OUTCOMES)
    verb: str = "finish"


def missing(report: Report, asked: tuple[Field, ...]) -> None:
    """Refuse a report that leaves a required field empty, naming all of them at once; and an opinion that is written but says
    no word: it has at least two letters or characters."""
    said = {each.name: report.text(each.name) for each in asked}
    empty = [each.title for each in asked if each.required and not said[each.name]]
    if empty:
        zh, en = "、".join(t.zh for t in empty), ", ".join(t.en for t in empty)
        raise Refused(f"请填写：{zh}。", f"Please fill in: {en}.")
    opinion = said.get("opinion")
    if opinion and sum(map(str.isalpha, opinion)) < 2:
        title = next(each.title for each in asked if each.name == "opinion")
        raise Refused(
            f"“{title.zh}”至少写两个字，说明看了什么、意见是什么。",
            f"“{title.en}” needs at least a word: say what was looked at and what you think of it.",
        )


NOWHERE = Text("")
"""No article of law asks for the reason in so many words."""


def says_why(text: str, enough: Enough = ENOUGH) -> bool:
    """Whether a text can be a reason: long enough, and not a few characters repeated."""
    return len(text.strip()) >= enough.shortest and len(set("".join(text.split()))) >= enough.different


def reasoned(text: str, enough: Enough, law: Text = NOWHERE) -> None:
    """Refuse a reason that cannot be one: whatever goes against a person, or what somebody else has to rely on, states its
    reasons; `law` the article that asks for them, as the message ends."""
    if not says_why(text, enough):
        raise Refused(
            f"请写明理由：查明了什么、依据哪一条规定或者为什么这样办。至少 {enough.shortest} 个字，其中不同的字不少于 "
            f"{enough.different} 个{law.zh}。",
            "State the reason: what was found, which provision it rests on or why it is done, in at least "
            f"{enough.shortest} characters, {enough.different} or more of them different{law.en}.",
        )
