"""What a case is at a moment, made from its events alone: matters with their clocks, open work, papers, debts, copies."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from jianzheng.core.case.clocks import NEVER, Clock, Light, Moment
from jianzheng.core.case.swift import swift
from jianzheng.core.text import Text


class State(IntEnum):
    """Where one matter stands; the numbers are those of the national construction-approval exchange (domain.md §2.6), but
    for 0, which is ours: what nobody applied for is not exchanged."""

    NOT_APPLICABLE = 0
    RECEIVED = 1
    WITHDRAWN = 2
    ACCEPTED = 3
    NOT_REQUIRED = 4
    NOT_OURS = 5
    SUPPLEMENT = 6
    SUPPLEMENTED = 7
    STARTED = 8
    PAUSED = 9
    RESUMED = 10
    GRANTED = 11
    GRANTED_WITH_GAP = 12
    REFUSED = 13
    RECALLED = 14
    REVOKED = 15

    @property
    def title(self) -> Text:
        """The word shown to people."""
        return _STATES[self]


_STATES = {
    State.NOT_APPLICABLE: Text("不适用（按所述情形不需要办理）", "not applicable in the situation stated"),
    State.RECEIVED: Text("已收件", "received"),
    State.WITHDRAWN: Text("已撤件", "withdrawn"),
    State.ACCEPTED: Text("已受理", "accepted"),
    State.NOT_REQUIRED: Text("不受理（无需许可）", "no licence required"),
    State.NOT_OURS: Text("不予受理", "not accepted"),
    State.SUPPLEMENT: Text("待补正", "to be supplemented"),
    State.SUPPLEMENTED: Text("已补正", "supplemented"),
    State.STARTED: Text("办理中", "in progress"),
    State.PAUSED: Text("特别程序中（不计时）", "special procedure, clock stopped"),
    State.RESUMED: Text("特别程序结束，办理中", "in progress again"),
    State.GRANTED: Text("办结（准予）", "granted"),
    State.GRANTED_WITH_GAP: Text("办结（容缺准予，待补齐）", "granted, held until the gap closes"),
    State.REFUSED: Text("办结（不予）", "refused"),
    State.RECALLED: Text("已撤回", "recalled"),
    State.REVOKED: Text("已撤销", "revoked"),
}
BEFORE = frozenset((State.RECEIVED, State.SUPPLEMENT, State.SUPPLEMENTED))
WORKING = frozenset((State.ACCEPTED, State.STARTED, State.PAUSED, State.RESUMED))
POSITIVE = frozenset((State.GRANTED, State.GRANTED_WITH_GAP))
DECIDED = frozenset((*POSITIVE, State.REFUSED))
UNSERVED = frozenset((State.REFUSED, State.NOT_OURS))
"""Decided against the applicant: the matter ends once that decision has reached them."""
TO_DELIVER = DECIDED | UNSERVED
GONE = frozenset((State.WITHDRAWN, State.NOT_REQUIRED, State.NOT_OURS, State.RECALLED, State.REVOKED))


class Item(NamedTuple):
    """One matter of a case, with its own number ("" = not applied for), clocks and decision. Moments are 0 until they come;
    `by_clock` says it was deemed accepted; `pause` the art. 45 reason in force, `pause_until` its announced end, `out` days
    left out so far; `valid_until` when the result ends to be valid, as decided (0 = the decision sets no end)."""

    number: str
    state: State = State.RECEIVED
    light: Light = Light.GREEN
    notice: Clock | None = None
    legal: Clock | None = None
    promised: Clock | None = None
    deliver: Clock | None = None
    received_by: str = ""
    accepted_at: Moment = NEVER
    by_clock: bool = False
    begun_at: Moment = NEVER
    asked_at: Moment = NEVER
    answered_at: Moment = NEVER
    pause: str = ""
    pause_until: Moment = NEVER
    out: int = 0
    extensions: int = 0
    examiners: tuple[str, ...] = ()
    outcome: str = ""
    decided_at: Moment = NEVER
    valid_until: Moment = NEVER
    result_no: str = ""
    ended_at: Moment = NEVER
    running: tuple[int, int, int] = (0, 0, 0)

    @property
    def over(self) -> bool:
        """Whether nothing is examined any more: it ended, or only the decision against it is still to be delivered."""
        return bool(self.ended_at) or self.state in UNSERVED

    @property
    def clock(self) -> Clock | None:
        """The clock that counts now: notice before acceptance, then the stricter of promised and legal, then delivery."""
        if self.ended_at:
            return None
        state, promised, legal = self.state, self.promised, self.legal
        if state in TO_DELIVER:
            return self.deliver
        if state in BEFORE:
            return self.notice
        if promised and legal:
            return legal if legal.due < promised.due else promised
        return promised or legal


class Work(NamedTuple):
    """One open piece of work: the step (its number in the process), when it opened, its clock, who claimed it."""

    step: int
    opened_at: Moment
    clock: Clock | None = None
    light: Light = Light.GREEN
    claimed_by: str = ""
    again: bool = False


class Paper(NamedTuple):
    """One material of the joint set (its number in `service.asked`, from FREE on that of a free line) and how it came:
    brought | on_file | promised | tolerated | coming (to the window) | missing; `file` names what was handed in."""

    asked: int
    handling: str
    file: str = ""


class Debt(NamedTuple):
    """A paper accepted without: `kind` tolerated | promised, due when, who checks, what follows otherwise; `state` open |
    handed_in (its checker has not looked yet) | settled | lapsed; a promise found false is of `kind` false, and put right
    like a paper that is owed; once the credit of whoever made it is repaired, of `kind` repaired."""

    asked: int
    kind: str
    due: Moment
    checker: str
    consequence: str
    state: str = "open"


class Copy(NamedTuple):
    """A notice to another organ (抄告) with the day an answer is due; silence counts as agreement, on their account; `minutes`
    of a joint meeting, which it agrees with or not."""

    organ: str
    due: Moment
    answer: str = ""
    minutes: bool = False


class Undoing(NamedTuple):
    """A result the organ means to annul (`act` revoke) or to take back (recall): on which ground (its id, and as printed), why,
    until when the holder may state and defend; `answered_at` when they did or said that they will not, `heard` what they said,
    `way` how, `noted_by` who of the organ took that down ("" = they did themselves), `denied` where they deny having waived;
    `serve` the clock of delivering what was then decided, `served_at` when that reached them; `notice` the clock of delivering
    the notice, `told_at` when that did, from which they have `days` working days; `light` of the clock that runs."""

    item: int
    act: str
    ground: str
    cited: tuple[str, ...]
    reason: str
    until: Moment
    answered_at: Moment = NEVER
    heard: str = ""
    serve: Clock | None = None
    served_at: Moment = NEVER
    way: str = ""
    noted_by: str = ""
    denied: bool = False
    notice: Clock | None = None
    told_at: Moment = NEVER
    days: int = 0
    light: Light = Light.GREEN

    @property
    def clock(self) -> Clock | None:
        """The clock of what is to be delivered now: the decision, before it the notice; None where that reached them."""
        if self.serve:
            return None if self.served_at else self.serve
        return None if self.told_at else self.notice

    def lasts(self, at: Moment) -> bool:
        """Whether the time to state and defend is not over at a moment: it begins when the notice reaches the holder."""
        return bool(self.notice and not self.told_at) or at < self.until


class Case(NamedTuple):
    """A case: `items` its matters in the order of the service, `done` and `skipped` sets of steps as bits, `open` work;
    `whole` the clock of joint handling; `ended_at` when the last matter ended; `undoings` results to be undone, or undone;
    `told` the materials its one notice named, `free` its lines for matters without a list (matter, what is asked)."""

    number: str = ""
    service: str = ""
    channel: str = ""
    applied_at: Moment = NEVER
    sequence: int = 0
    items: tuple[Item, ...] = ()
    done: int = 0
    skipped: int = 0
    open: tuple[Work, ...] = ()
    papers: tuple[Paper, ...] = ()
    debts: tuple[Debt, ...] = ()
    copies: tuple[Copy, ...] = ()
    whole: Clock | None = None
    light: Light = Light.GREEN
    ended_at: Moment = NEVER
    renews_until: Moment = NEVER
    undoings: tuple[Undoing, ...] = ()
    told: tuple[int, ...] = ()
    free: tuple[tuple[int, str], ...] = ()

    def undoing(self, item: int) -> Undoing | None:
        """How the result of a matter is to be undone or was; None where it stands unquestioned."""
        return next((one for one in self.undoings if one.item == item), None)

    def work(self, step: int) -> Work | None:
        """The open work at a step, None when it is not open."""
        for work in self.open:
            if work.step == step:
                return work
        return None

    def is_done(self, step: int) -> bool:
        """Whether a step is done."""
        return bool(self.done >> step & 1)

    def owed(self, asked: int) -> Debt | None:
        """The debt for a material, None when it is not owed."""
        return next((debt for debt in self.debts if debt.asked == asked), None)


for _kind in (Item, Work, Case):
    swift(_kind)


def alarm(case: Case) -> Moment:
    """When the clock next has something to do in this case by itself; NEVER when nothing is due."""
    if case.ended_at and not case.debts and not case.undoings:
        return NEVER
    moments, working = _beside(case) if case.debts or case.copies or case.undoings else [], False
    for work in case.open:
        if work.clock:
            moments.append(work.clock.turns_at(work.light))
    for item in case.items:
        if not item.ended_at:
            moments += item_alarms(item)
            working = working or item.state in WORKING
    if working:
        moments.append(case.renews_until)
    if case.whole and not case.ended_at:
        moments.append(case.whole.turns_at(case.light))
    return min(filter(None, moments), default=NEVER)


def _beside(case: Case) -> list[Moment]:
    owed = [debt.due for debt in case.debts if debt.state == "open"]
    asked = [copy.due for copy in case.copies if not copy.answer]
    return owed + asked + [one.clock.turns_at(one.light) for one in case.undoings if one.clock]


def item_alarms(item: Item) -> list[Moment]:
    """The moments at which one matter turns by itself."""
    clock = item.clock
    moments = [clock.turns_at(item.light)] if clock else []
    if item.notice and item.state in _UNANSWERED:
        moments.append(item.notice.due)
    if item.pause:
        moments.append(item.pause_until)
    return moments


_UNANSWERED = frozenset((State.RECEIVED, State.SUPPLEMENTED))
"""Where the organ owes the applicant an answer in time."""
