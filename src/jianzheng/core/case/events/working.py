"""What happens while a case is worked on, and what happens to its clocks."""

from __future__ import annotations

from jianzheng.core.case.clocks import Clock, Light, Moment
from jianzheng.core.case.events.event import event
from jianzheng.core.case.events.opened import Opened


@event
class Attempted:
    """Somebody tried what the law forbids and was refused (`verb`); the case stays as it was, but supervision sees it."""

    verb: str


@event
class Claimed:
    """Somebody took a piece of work ("" gave it back)."""

    step: int
    person: str


@event
class StepDone:
    """A step was finished; `facts` are the answers of its kind, `opened` the steps that became ready; `signed` where it was
    a sign-off, which makes nobody an examiner."""

    step: int
    item: int
    outcome: str
    facts: dict[str, object]
    staff: tuple[str, ...] = ()
    opened: tuple[Opened, ...] = ()
    signed: bool = False


@event
class Returned:
    """Work went back to an earlier step: it and what depends on it (`undone`, bits) are to be done again."""

    step: int
    reason: str
    undone: int
    opened: tuple[Opened, ...]


@event
class Copied:
    """Another organ was told (抄告) and asked for an answer by `due`; `minutes` of a joint meeting it was at."""

    organ: str
    text: str
    due: Moment
    minutes: bool = False


@event
class CopyAnswered:
    """The organ answered, or its silence counted as agreement (`by_clock`); `outcome` agree | disagree with minutes."""

    organ: str
    answer: str
    by_clock: bool = False
    outcome: str = ""


@event
class Paused:
    """A matter's clocks stopped for a reason the law lists, with a written notice of the time needed, until `until`."""

    item: int
    reason: str
    until: Moment
    document: str
    legal: Clock | None
    promised: Clock | None
    whole: Clock | None = None


@event
class PauseDisregarded:
    """Somebody tried to stop a clock without the law's leave: it runs on, and supervision hears of it."""

    item: int
    reason: str
    fault: str


@event
class Resumed:
    """A matter's clocks run again; `by_clock` where the announced time was over; `out` the days left out."""

    item: int
    legal: Clock | None
    promised: Clock | None
    out: int = 0
    by_clock: bool = False
    whole: Clock | None = None


@event
class Extended:
    """A matter's term was lengthened, once, by whom the law names, with the reason told to the applicant; the promised term
    stands (version 0.1.0 moved it too)."""

    item: int
    days: int
    reason: str
    approver: str
    legal: Clock | None
    promised: Clock | None
    whole: Clock | None = None
    document: str = ""

    @property
    def moved(self) -> dict[str, Clock]:
        """The terms that became longer, by name: joint handling, else by law; as it was once, what was promised too."""
        clocks = {"whole": self.whole} if self.whole else {"legal": self.legal, "promised": self.promised}
        return {name: clock for name, clock in clocks.items() if clock and clock.extended}


@event
class Met:
    """A joint meeting left with one opinion for these open steps; `present` what each office said and who came for it (organ,
    person, agree | disagree, why)."""

    steps: tuple[int, ...]
    opinion: str
    offices: tuple[str, ...]
    held_on: str = ""
    present: tuple[tuple[str, str, str, str], ...] = ()


@event
class Turned:
    """A light turned: of a matter (`item`), of open work (`step`), or of the whole (both -1); with `serving` that of what is
    still to be delivered before or after the result of the matter is undone."""

    light: Light
    item: int = -1
    step: int = -1
    serving: bool = False


@event
class Recounted:
    """A holiday notice moved due dates: the clocks of a matter as they run now (the term of joint handling as `legal` of matter
    -1); or open `work` with its own; or, of a result to be undone, the clock of delivery (`serving`) or the end of the term to
    speak (`until`)."""

    item: int
    notice: Clock | None
    legal: Clock | None
    promised: Clock | None
    deliver: Clock | None
    because: str
    moved: tuple[Moment, Moment] = (0, 0)
    work: tuple[Opened, ...] = ()
    serving: Clock | None = None
    until: Moment = 0
