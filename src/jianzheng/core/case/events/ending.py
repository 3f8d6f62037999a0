"""How matters end, and what may follow."""

from __future__ import annotations

from jianzheng.core.case.clocks import Clock, Moment
from jianzheng.core.case.events.event import event
from jianzheng.core.case.events.opened import Opened


@event
class Decided:
    """A matter was decided; `opened` the steps that became ready, the delivery clock starts where something is delivered (a
    result, or a refusal), else the matter `ends`; `running` = counted working days used, left out by pauses, and spent waiting
    for the applicant; `valid_until` when what is granted ends to be valid (0 = the decision sets no end)."""

    item: int
    step: int
    outcome: str
    reasons: str
    remedies: str = ""
    opened: tuple[Opened, ...] = ()
    deliver: Clock | None = None
    document: str = ""
    ends: bool = False
    closes: int = 0
    running: tuple[int, int, int] = (0, 0, 0)
    valid_until: Moment = 0


@event
class Issued:
    """The result of a matter was made under this number."""

    item: int
    step: int
    number: str
    document: str = ""
    opened: tuple[Opened, ...] = ()
    valid_until: Moment = 0


@event
class Delivered:
    """The result reached the applicant; the matter ends."""

    item: int
    step: int
    way: str
    receipt: str = ""
    late: bool = False
    opened: tuple[Opened, ...] = ()


@event
class Served:
    """A decision against somebody (refusal, not accepted, annulled, taken back) reached them on the day that begins `on`, or
    the notice before their result is undone, after which they may state and defend `until` then."""

    item: int
    way: str
    receipt: str
    on: Moment
    late: bool = False
    until: Moment = 0


@event
class Intended:
    """The organ means to annul a result (`act` revoke) or to take it back (recall), and wrote to the holder the ground (its id,
    and as printed) and the reason. The notice is to reach them in `deliver`; from then on they have `days` working days to
    state and defend (until early in version 0.2.0 they had `until` then, from the notice on)."""

    item: int
    act: str
    ground: str
    cited: tuple[str, str]
    reason: str
    until: Moment
    document: str = ""
    deliver: Clock | None = None
    days: int = 0


@event
class Pleaded:
    """What the holder said to that, in their own words; "" where they said that they will not. `way` how it came, `noted`
    where an official took it down; `denied` where the holder says that a waiver taken down is not theirs; `more` where they may
    add to it while the term runs; `file` a paper they handed in with it."""

    item: int
    heard: str
    way: str = ""
    noted: bool = False
    denied: bool = False
    more: bool = False
    file: str = ""


@event
class Relented:
    """Having heard the holder the organ leaves the result in force."""

    item: int
    reason: str


@event
class Recalled:
    """A result in force was taken back lawfully (行政许可法第八条); `cited` the ground as printed, `deliver` the clock of the
    decision's delivery, `court_term` the term to sue it tells (none of them before version 0.2.0)."""

    item: int
    reason: str
    closes: int = 0
    document: str = ""
    cited: tuple[str, ...] = ()
    deliver: Clock | None = None
    court_term: str = ""


@event
class Revoked:
    """A result was annulled (行政许可法第六十九条), or after a false promise; the rest as for `Recalled`."""

    item: int
    reason: str
    closes: int = 0
    document: str = ""
    cited: tuple[str, ...] = ()
    deliver: Clock | None = None
    court_term: str = ""


@event
class DebtHandedIn:
    """A paper that was to follow came; its checker looks at it next."""

    asked: int
    file: str = ""


@event
class DebtReturned:
    """The checker sent a paper back: it is owed again, by `due`."""

    asked: int
    reason: str
    due: Moment


@event
class GapClosed:
    """Everything owed is there and checked: matters granted with a gap are granted."""

    items: tuple[int, ...]


@event
class DebtSettled:
    """A paper that was to follow, or a promise, was checked and found right (`file` where it came at once, as in version
    0.2.0)."""

    asked: int
    file: str = ""


@event
class DebtLapsed:
    """A paper that was to follow did not come in time."""

    asked: int
    consequence: str


@event
class DebtDropped:
    """What was owed is no longer to come or to be checked: everything it bears on ended without a result, or lost it."""

    asked: int


@event
class PromiseBroken:
    """A promise was checked and found false: to be put right by `due`, else the result is revoked; `document` is the
    order that says so."""

    asked: int
    found: str
    due: Moment
    document: str = ""


@event
class CreditRepaired:
    """The credit of whoever made a false promise was repaired under this number: it no longer keeps them from promising."""

    asked: int
    order_no: str


@event
class Renewed:
    """A renewal on which no decision came before expiry counts as granted (行政许可法第五十条)."""

    item: int
    step: int
    closes: int = 0


@event
class Closed:
    """The last matter ended: the case goes to the archive."""

    reason: str = ""
