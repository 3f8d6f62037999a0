"""The verbs of supervision: each one transaction, written down in the chain of its case before any row follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.oversight import mapping
from jianzheng.apps.oversight import rules as here
from jianzheng.apps.oversight.models import Card, Deed, Finding, Record
from jianzheng.apps.oversight.queries import REMINDER, UNANSWERED, deeds, history_of
from jianzheng.core.authority import SYSTEM, Actor, NotEmpowered, require
from jianzheng.core.case import Light
from jianzheng.core.kinds.kind import says_why
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.watch import Finding as Found
from jianzheng.core.watch import History, RuleSet, Rung, check, detect, due, following

LONGEST = 2000
Seen = tuple[History, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Act:
    """Who writes into which case when."""

    case: Case
    actor: Actor
    at: int

    @property
    def by(self) -> str:
        """How records name the actor, as events do."""
        return f"{self.actor.person}@{self.actor.post}"


def _case(number: str) -> Case:
    """The case of a number, held until the transaction ends. Raises Refused when there is none."""
    row = Case.objects.select_for_update().only("id", "number").filter(number=number).first()
    if row is None:
        raise Refused(f"没有编号为“{number[:50]}”的办件。", f"There is no case “{number[:50]}”.")
    return row


def _write(act: Act, kind: str, content: dict[str, Any]) -> None:
    """Append a record to the chain of the case."""
    last = (
        Record.objects.filter(case_id=act.case.pk)
        .order_by("-sequence")
        .values_list("sequence", "hash")
        .first()
    )
    sequence, head = (last[0] + 1, bytes(last[1])) if last else (1, b"")
    text = mapping.dumps(content)
    hash = mapping.link(head, act.case.number, sequence, act.at, (kind, act.by, text))
    Record.objects.create(
        case_id=act.case.pk, sequence=sequence, at=act.at, kind=kind, by=act.by, text=text, hash=hash
    )


def refresh(*, number: str, now: dt.datetime, seen: Seen | None = None) -> int:
    """Look through a case again and write down what was not found before; how much that was is returned. `seen`: its history
    and the organs of its matters, where they are at hand."""
    with transaction.atomic():
        act = Act(_case(number), SYSTEM, moment(now))
        history, organs = seen or history_of(act.case.pk)
        return _keep(act, detect(history), organs)


def keep(*, number: str, found: Found, organs: Mapping[int, str], now: dt.datetime) -> int:
    """Write down one finding that took many cases to see, with the case it ends in; 0 where it was known."""
    with transaction.atomic():
        return _keep(Act(_case(number), SYSTEM, moment(now)), (found,), organs)


def _keep(act: Act, found: Sequence[Found], organs: Mapping[int, str]) -> int:
    """Write down findings that are new, each with the card its rule set gives; what concerns the whole case falls on the organ
    of its first matter."""
    known = set(Finding.objects.filter(case_id=act.case.pk).values_list("kind", "evidence"))
    fresh = [each for each in found if (each.kind, mapping.evidence(each)) not in known]
    chosen = here.chosen()
    for each in fresh:
        organ = organs.get(each.item, next(iter(organs.values()), ""))
        row = mapping.finding_row(each, organ)
        _write(act, "Found", row)
        Finding.objects.create(case_id=act.case.pk, found_at=act.at, **row)
        _breach_card(act, chosen, each, organ)
    return len(fresh)


def _breach_card(act: Act, chosen: RuleSet, found: Found, organ: str) -> None:
    for rule in chosen.rules:
        if rule.trigger == "missing_event" and rule.event == found.kind:
            row = {"item": found.item, "light": int(rule.card), "why": found.kind, "due": found.at}
            _card(act, row | {"organ": organ, "rules": chosen.id, "score": rule.score})


def _card(act: Act, row: dict[str, Any]) -> bool:
    """Write down a card unless it fell before; whether it is new."""
    once = {name: row[name] for name in ("item", "light", "why", "due")}
    if Card.objects.filter(case_id=act.case.pk, **once).exists():
        return False
    _write(act, "Carded", row)
    Card.objects.create(case_id=act.case.pk, at=act.at, **row)
    return True


def card(*, number: str, item: int, light: Light, due_at: int, now: dt.datetime) -> bool:
    """Write down the card of a light that has turned, with the points of the rule set in force; whether it is new."""
    with transaction.atomic():
        act = Act(_case(number), SYSTEM, moment(now))
        _, organs = history_of(act.case.pk)
        chosen = here.chosen()
        score = max(
            (rule.score for rule in chosen.rules if rule.card == light and not rule.event), default=0.0
        )
        row = {"item": item, "light": int(light), "why": "time", "due": due_at, "organ": organs[item]}
        return _card(act, row | {"rules": chosen.id, "score": score})


def climb(*, number: str, rung: str, actor: Actor, text: str, now: dt.datetime, urgent: str = "") -> Deed:
    """Take a rung of the ladder: urge, supervise, notify or hold accountable. Raises Refused where the rung below was not
    taken or its answer is not overdue and no urgent reason is stated; NotEmpowered for whom the power lacks."""
    require(actor, rung)
    said = _stated(text, "要求", "what is to be done")
    haste = _stated(urgent, "紧急理由", "why it cannot wait") if urgent.strip() else ""
    try:
        with transaction.atomic():
            act = Act(_case(number), actor, moment(now))
            done = [deed.done for deed in deeds(act.case.pk)]
            taken = check(here.ladder(), done, rung, act.at, haste)
            return _deed(act, taken, said, haste)
    except IntegrityError:
        raise Refused(
            "别人刚刚对这件办件采取了同一措施，请刷新页面。",
            "Somebody else has just taken this step; reload the page.",
        ) from None


def _deed(act: Act, taken: Rung, text: str, urgent: str) -> Deed:
    item, organ = mapping.worst(act.case.pk)
    until = due(taken, rules(), act.at)
    row = {
        "rung": taken.id,
        "organ": organ,
        "item": item,
        "to": ",".join(taken.to),
        "text": text,
        "urgent": urgent,
        "due_at": until or None,
    }
    _write(act, "Acted", row)
    return Deed.objects.create(case_id=act.case.pk, at=act.at, by=act.by, **row)


def urge(*, number: str, actor: Actor, text: str, now: dt.datetime, urgent: str = "") -> Deed:
    """Urge the handler (催办)."""
    return climb(number=number, rung="urge", actor=actor, text=text, now=now, urgent=urgent)


def supervise(*, number: str, actor: Actor, text: str, now: dt.datetime, urgent: str = "") -> Deed:
    """Supervise (督办): the chief answers."""
    return climb(number=number, rung="supervise", actor=actor, text=text, now=now, urgent=urgent)


def notify(*, number: str, actor: Actor, text: str, now: dt.datetime, urgent: str = "") -> Deed:
    """Notify and criticise (通报批评)."""
    return climb(number=number, rung="notify", actor=actor, text=text, now=now, urgent=urgent)


def hold_accountable(*, number: str, actor: Actor, text: str, now: dt.datetime, urgent: str = "") -> Deed:
    """Hold accountable (问责): handed to whoever decides on it by law; nothing is decided here."""
    return climb(number=number, rung="hold_accountable", actor=actor, text=text, now=now, urgent=urgent)


@transaction.atomic
def answer(*, deed: int, actor: Actor, text: str, now: dt.datetime) -> Deed:
    """Answer an act of supervision, for the organ it went to. Raises NotEmpowered for others, Refused for a second answer."""
    row = Deed.objects.select_for_update().select_related("case").filter(pk=deed).first()
    if row is None:
        raise Refused("没有这条督办记录。", "There is no such act of supervision.")
    if actor.organ != row.organ or actor.role not in (*row.to.split(","), "head"):
        raise NotEmpowered(
            "只有被督办单位的相应岗位可以答复。", "Only the post of the organ it went to may answer."
        )
    if row.answered_at:
        raise Refused("已经答复过。", "It was answered already.")
    row.answer = _stated(text, "答复", "the answer")
    act = Act(_case(row.case.number), actor, moment(now))
    _write(act, "Answered", {"rung": row.rung, "answer": row.answer})
    row.answered_at, row.answered_by = act.at, act.by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    return row


def _stated(text: str, zh: str, en: str) -> str:
    tidy, enough = fits(text, zh, en, LONGEST), rules().local.enough
    if not says_why(tidy, enough):
        raise Refused(
            f"请写明{zh}，至少 {enough.shortest} 个字，不要重复同一个字。",
            f"State {en} in at least {enough.shortest} characters, not one repeated.",
        )
    return tidy


def remind(*, number: str, item: int, now: dt.datetime) -> bool:
    """The clock reminds whoever handles a matter whose light has turned; once a case. Whether it did."""
    with transaction.atomic():
        act = Act(_case(number), SYSTEM, moment(now))
        first = here.ladder()[0]
        if first.by != "clock" or Deed.objects.filter(case_id=act.case.pk).exists():
            return False
        _deed(act, first, REMINDER.zh, "")
        return True


def lapse(*, deed: int, now: dt.datetime) -> bool:
    """Write down that an answer did not come by its day, and take the next rung where it follows by itself; whether it was
    due."""
    with transaction.atomic():
        row = Deed.objects.select_for_update().select_related("case").get(pk=deed)
        at = moment(now)
        if row.answered_at or row.lapsed_at or not row.due_at or row.due_at > at:
            return False
        _write(Act(_case(row.case.number), SYSTEM, at), "Lapsed", {"rung": row.rung, "due_at": row.due_at})
        row.lapsed_at = at
        row.save(update_fields=["lapsed_at"])
        _go_up(row, at)
        return True


def _go_up(row: Deed, at: int) -> None:
    """The clock takes the next rung where the ladder lets it by itself, the case still runs and nobody went further already."""
    act = Act(row.case, SYSTEM, at)
    taken = following(here.ladder(), [each.done for each in deeds(row.case_id)], at)
    if taken and taken.by_itself and not row.case.ended_at:
        _deed(act, taken, UNANSWERED.zh, "")
