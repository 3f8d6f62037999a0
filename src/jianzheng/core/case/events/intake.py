"""What happens to an application before it is worked on."""

from __future__ import annotations

from jianzheng.core.case.clocks import Clock, Moment
from jianzheng.core.case.events.event import event
from jianzheng.core.case.events.opened import Opened

Promises = tuple[tuple[int, str], ...]
"""Materials promised instead of proved, each with the version of the text that was confirmed."""


@event
class Applied:
    """An application was handed in; the clock of the notice starts for every matter applied for, which are those with a
    number (行政许可法第三十二条); `renews_until` is when what it renews expires; `promises` name the materials the applicant
    promised instead of handing in, each with the version of the text they read and confirmed; `moved` where the case began in
    another register: its number there, the file it was read from, the day it was brought over (ISO)."""

    number: str
    service: str
    channel: str
    numbers: tuple[str, ...]
    applicant: dict[str, str]
    notice: Clock
    form: dict[str, str]
    skipped: int = 0
    papers: tuple[tuple[int, str, str], ...] = ()
    simulated: bool = False
    renews_until: Moment = 0
    promises: Promises = ()
    moved: tuple[str, ...] = ()


@event
class Received:
    """A clerk took the papers in hand and gave a dated receipt; `papers` those brought to the window; `later` where the
    application was received before and these came after it."""

    document: str = ""
    papers: tuple[tuple[int, str, str], ...] = ()
    later: bool = False


@event
class SupplementAsked:
    """The one notice of everything that is missing: `wanted` (asked, what to do about it) for these matters, `until` when
    the organ expects the answer (0 = it set no day); `free` the lines (matter, what is asked) for matters without a list."""

    items: tuple[int, ...]
    wanted: tuple[tuple[int, str], ...]
    document: str = ""
    until: Moment = 0
    free: tuple[tuple[int, str], ...] = ()


@event
class Supplemented:
    """The applicant answered the notice, in whole or in part, with papers (a free line of the notice has the number FREE + its
    place) and `promises` (as in Applied); the organ's clock to say what follows runs from here."""

    items: tuple[int, ...]
    papers: tuple[tuple[int, str, str], ...]
    notice: Clock
    document: str = ""
    promises: Promises = ()


@event
class Accepted:
    """Matters were accepted, from `since` (for acceptance by the clock the day of receipt); debts name papers that follow;
    `promises` those the applicant signed at the window (as in Applied)."""

    items: tuple[int, ...]
    since: Moment
    papers: tuple[tuple[int, str, str], ...] = ()
    debts: tuple[tuple[int, str, Moment, str, str], ...] = ()
    whole: Clock | None = None
    by_clock: bool = False
    document: str = ""
    promises: Promises = ()


@event
class Begun:
    """A matter began to be worked: everything it waits for from other matters is there; its clocks start."""

    item: int
    legal: Clock | None
    promised: Clock | None
    opened: tuple[Opened, ...]


@event
class NotRequired:
    """A matter needs no licence; the applicant was told at once. Its steps (`closes`) hold nobody up."""

    item: int
    reason: str
    closes: int = 0
    document: str = ""


@event
class NotApplicable:
    """Of a matter applied for nothing is left to examine in the situation stated: it ends without a decision, its steps
    (`closes`) hold nobody up, `opened` became ready."""

    item: int
    closes: int
    opened: tuple[Opened, ...] = ()


@event
class NotOurs:
    """A matter was not accepted: not in this organ's power, the right `organ` named; or ("") its papers incomplete after the
    one notice was answered. The clock of delivering that decision starts (before version 0.2.0 the matter ended at once);
    `court_term` the term to sue it tells."""

    item: int
    organ: str
    reason: str
    document: str = ""
    deliver: Clock | None = None
    court_term: str = ""


@event
class Withdrawn:
    """The applicant took matters back before a decision, or let a deadline pass that counts as taking back (`by_clock`)."""

    items: tuple[int, ...]
    reason: str
    by_clock: bool = False
    closes: int = 0
