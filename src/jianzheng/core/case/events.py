"""What can happen to a case, in the past tense; every event carries all it changes, so that replaying needs no calendar.

`item` and `step` are numbers in the service; `asked` numbers in `service.asked`; `closes` steps (bits) that are not done any
more. When and by whom stands in the envelope.
"""

from __future__ import annotations

from dataclasses import dataclass

from jianzheng.core.case.clocks import Clock, Light, Moment

Opened = tuple[int, Clock | None]
"""A step that opened, with its clock."""


@dataclass(frozen=True, slots=True)
class Applied:
    """An application was handed in; the clock of the notice starts for every matter (行政许可法第三十二条)."""

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


@dataclass(frozen=True, slots=True)
class Received:
    """A clerk took the papers in hand and gave a dated receipt."""

    document: str = ""


@dataclass(frozen=True, slots=True)
class SupplementAsked:
    """The one notice of everything that is missing: `wanted` (asked, what to do about it) for these matters."""

    items: tuple[int, ...]
    wanted: tuple[tuple[int, str], ...]
    document: str = ""


@dataclass(frozen=True, slots=True)
class Supplemented:
    """The applicant answered the notice; the organ must accept, its clock runs from here."""

    items: tuple[int, ...]
    papers: tuple[tuple[int, str, str], ...]
    notice: Clock


@dataclass(frozen=True, slots=True)
class Accepted:
    """Matters were accepted, from `since` (for acceptance by the clock the day of receipt); debts name papers that follow."""

    items: tuple[int, ...]
    since: Moment
    papers: tuple[tuple[int, str, str], ...] = ()
    debts: tuple[tuple[int, str, Moment, str, str], ...] = ()
    whole: Clock | None = None
    by_clock: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A matter began to be worked: everything it waits for from other matters is there; its clocks start."""

    item: int
    legal: Clock | None
    promised: Clock | None
    opened: tuple[Opened, ...]


@dataclass(frozen=True, slots=True)
class NotRequired:
    """A matter needs no licence; the applicant was told at once. Its steps (`closes`) hold nobody up."""

    item: int
    reason: str
    closes: int = 0
    document: str = ""


@dataclass(frozen=True, slots=True)
class NotOurs:
    """A matter is not in this organ's power; the right organ was named."""

    item: int
    organ: str
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Somebody took a piece of work ("" gave it back)."""

    step: int
    person: str


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step was finished; `facts` are the answers of its kind, `opened` the steps that became ready."""

    step: int
    item: int
    outcome: str
    facts: dict[str, object]
    staff: tuple[str, ...] = ()
    opened: tuple[Opened, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """Work went back to an earlier step: it and what depends on it (`undone`, bits) are to be done again."""

    step: int
    reason: str
    undone: int
    opened: tuple[Opened, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """Another organ was told (抄告) and asked for an answer by `due`."""

    organ: str
    text: str
    due: Moment


@dataclass(frozen=True, slots=True)
class CopyAnswered:
    """The organ answered, or its silence counted as agreement (`by_clock`)."""

    organ: str
    answer: str
    by_clock: bool = False


@dataclass(frozen=True, slots=True)
class Paused:
    """A matter's clocks stopped for a reason the law lists, with a written notice of the time needed, until `until`."""

    item: int
    reason: str
    until: Moment
    document: str
    legal: Clock | None
    promised: Clock | None
    whole: Clock | None = None


@dataclass(frozen=True, slots=True)
class PauseDisregarded:
    """Somebody tried to stop a clock without the law's leave: it runs on, and supervision hears of it."""

    item: int
    reason: str
    fault: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """A matter's clocks run again; `by_clock` where the announced time was over; `out` the days left out."""

    item: int
    legal: Clock | None
    promised: Clock | None
    out: int = 0
    by_clock: bool = False
    whole: Clock | None = None


@dataclass(frozen=True, slots=True)
class Extended:
    """A matter's term was lengthened, once, by whom the law names, with the reason told to the applicant."""

    item: int
    days: int
    reason: str
    approver: str
    legal: Clock | None
    promised: Clock | None
    whole: Clock | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """A joint meeting left with one opinion for these open steps."""

    steps: tuple[int, ...]
    opinion: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A matter was decided; `opened` the steps that became ready, the delivery clock starts where something is delivered, else
    the matter `ends`; `running` = counted working days used, left out by pauses, and spent waiting for the applicant."""

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


@dataclass(frozen=True, slots=True)
class Issued:
    """The result of a matter was made under this number."""

    item: int
    step: int
    number: str
    document: str = ""
    opened: tuple[Opened, ...] = ()
    valid_until: Moment = 0


@dataclass(frozen=True, slots=True)
class Delivered:
    """The result reached the applicant; the matter ends."""

    item: int
    step: int
    way: str
    receipt: str = ""
    late: bool = False
    opened: tuple[Opened, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant took matters back before a decision, or let a deadline pass that counts as taking back (`by_clock`)."""

    items: tuple[int, ...]
    reason: str
    by_clock: bool = False
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Recalled:
    """A result in force was taken back lawfully (行政许可法第八条)."""

    item: int
    reason: str
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Revoked:
    """A result was annulled (行政许可法第六十九条), or after a false promise."""

    item: int
    reason: str
    closes: int = 0


@dataclass(frozen=True, slots=True)
class DebtSettled:
    """A paper that was to follow came, or a promise was checked and found true."""

    asked: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class DebtLapsed:
    """A paper that was to follow did not come in time."""

    asked: int
    consequence: str


@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """A promise was checked and found false: to be put right by `due`, else the result is revoked."""

    asked: int
    found: str
    due: Moment


@dataclass(frozen=True, slots=True)
class Turned:
    """A light turned: of a matter (`item`), of open work (`step`), or of the whole (both -1)."""

    light: Light
    item: int = -1
    step: int = -1


@dataclass(frozen=True, slots=True)
class Recounted:
    """A holiday notice moved due dates: the clocks of a matter as they run now."""

    item: int
    notice: Clock | None
    legal: Clock | None
    promised: Clock | None
    deliver: Clock | None
    because: str
    moved: tuple[Moment, Moment] = (0, 0)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A renewal on which no decision came before expiry counts as granted (行政许可法第五十条)."""

    item: int
    step: int
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Closed:
    """The last matter ended: the case goes to the archive."""

    reason: str = ""


EVENTS: tuple[type, ...] = (
    Applied,
    Received,
    SupplementAsked,
    Supplemented,
    Accepted,
    Begun,
    NotRequired,
    NotOurs,
    Claimed,
    StepDone,
    Returned,
    Copied,
    CopyAnswered,
    Paused,
    PauseDisregarded,
    Resumed,
    Extended,
    Met,
    Decided,
    Issued,
    Delivered,
    Withdrawn,
    Recalled,
    Revoked,
    DebtSettled,
    DebtLapsed,
    PromiseBroken,
    Turned,
    Recounted,
    Renewed,
    Closed,
)
"""Every kind of event, in the order a case may meet them; names are words of the glossary and never change."""

Event = object
"""One of EVENTS."""
