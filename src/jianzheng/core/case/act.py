"""One act: who acts, when, on which service, under which rules; and what every verb checks first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from jianzheng.core.authority import Actor, NotEmpowered, powers, require
from jianzheng.core.case.case import Case, Item, State, Work
from jianzheng.core.case.clocks import Moment, Rules
from jianzheng.core.kinds.kind import reasoned
from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.service import Asked, Matter, Service
from jianzheng.core.text import Text

Events = tuple[object, ...]
Verb = Callable[..., Events]


class Act(NamedTuple):
    """Who acts (`actor`), at which moment, on which service, under which rules."""

    service: Service
    rules: Rules
    actor: Actor
    at: Moment

    @property
    def by(self) -> str:
        """How the envelope names the actor: "person@post", "<post" behind it where that post delegated the power."""
        actor = self.actor
        if actor.by is None:
            return f"{actor.person}@{actor.post}"
        return f"{actor.person}@{actor.post}<{actor.instead_of}"

    def step(self, step: int) -> Step:
        """The step of that number. Raises Refused for a number that is none."""
        steps = self.service.process.steps
        if not 0 <= step < len(steps):
            raise Refused("没有这个环节，请刷新页面。", "There is no such step; reload the page.")
        return steps[step]

    def matter(self, item: int) -> Matter:
        """The matter of an item of the case. Raises Refused for a number that is none."""
        if not 0 <= item < len(self.service.matters):
            raise Refused("没有这个事项，请刷新页面。", "There is no such matter; reload the page.")
        return self.service.matters[item]

    def owner(self, step: int) -> int:
        """The number of the matter a step belongs to. Raises Refused for a step that is none."""
        self.step(step)
        return self.service.owner[step]


def decided(verb: Verb, case: Case, act: Act, said: Mapping[str, object]) -> tuple[Act, Events]:
    """What a verb decides under the first power of the actor that suffices, their own before any delegation; and the act with
    that power alone. Raises Refused as the verb does."""
    if not act.actor.given:
        return act, verb(case, act, **said)
    *first, last = (act._replace(actor=actor) for actor in powers(act.actor))
    for one in first:
        try:
            return one, verb(case, one, **said)
        except NotEmpowered:
            continue
    return last, verb(case, last, **said)


def item_of(case: Case, item: int) -> Item:
    """The item of that number. Raises Refused for a number that is none."""
    if not 0 <= item < len(case.items):
        raise Refused("没有这个事项，请刷新页面。", "There is no such matter; reload the page.")
    return case.items[item]


def standing_in(case: Case, item: int, states: Iterable[State], what_zh: str, what_en: str) -> Item:
    """The item, if it stands in one of `states`. Raises Refused, saying where it stands."""
    found = item_of(case, item)
    if found.state not in states or found.ended_at:
        title = found.state.title
        raise Refused(
            f"事项目前“{title.zh}”，不能{what_zh}。请刷新页面看最新情况。",
            f"The matter is “{title.en}” and cannot be {what_en}. Reload to see where it stands.",
        )
    return found


def at_work(case: Case, act: Act, step: int, verb: str) -> tuple[Work, Step]:
    """The open work at a step the actor may do. Raises Refused when it is not open, is another's, or the power lacks."""
    found = act.step(step)
    require(act.actor, verb, found)
    work = case.work(step)
    if work is None:
        raise _closed(case, act, step, found)
    if work.claimed_by and work.claimed_by != act.actor.person:
        raise Refused(
            f"环节“{found.name}”已由他人认领，请先由其放回待办。",
            f"Step “{found.en}” has been claimed by somebody else; they give it back first.",
        )
    return work, found


def _closed(case: Case, act: Act, step: int, found: Step) -> Refused:
    """Why nothing is to be done at a step: it is done, its matter is decided, or it has not begun."""
    item, said = case.items[act.service.owner[step]], ("尚未开始", "is not open yet")
    if case.is_done(step):
        said = ("已办完", "is done already")
    elif item.decided_at or item.ended_at:
        day, title = act.rules.day(item.decided_at or item.ended_at), item.state.title
        said = (f"已不用办：{day} 事项“{title.zh}”", f"is over: since {day} the matter is “{title.en}”")
    return Refused(
        f"环节“{found.name}”{said[0]}，请刷新页面。", f"Step “{found.en}” {said[1]}; reload the page."
    )


def of_window(act: Act) -> None:
    """Refuse anyone but the window that receives this service."""
    window = act.service.window
    if act.actor.role == "clerk" and window and act.actor.organ != window:
        raise NotEmpowered(
            "这项服务不由您所在的窗口受理，请转交负责窗口。",
            "Your window does not receive this service; hand it to the one that does.",
        )


def named(materials: Iterable[Asked]) -> Text:
    """Materials by name, one after another."""
    known = [one.title for one in materials]
    return Text("；".join(one.zh for one in known), "; ".join(one.en or one.zh for one in known))


def because(act: Act, text: str, zh: str, en: str) -> str:
    """A reason somebody else relies on, tidied. Raises Refused for none, and for a text too short or too poor to be one."""
    said = stated(text, zh, en)
    reasoned(said, act.rules.local.enough)
    return said


def stated(text: str, zh: str, en: str) -> str:
    """A text that must be there, tidied. Raises Refused naming what is missing or too long."""
    tidy = fits(text, zh, en)
    if not tidy:
        raise Refused(f"请填写{zh}。", f"Please state {en}.")
    return tidy
