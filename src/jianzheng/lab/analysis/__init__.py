"""Everything a log says at first sight, in one value: what the command prints and the report shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from jianzheng.core.calendar import Calendar
from jianzheng.core.confront import Confronted
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.conform.log import Conformance, conform
from jianzheng.lab.deadlines import Columns, Deadlines
from jianzheng.lab.discover.batches import Batch, Minutes
from jianzheng.lab.discover.habits import Habits, Question, habits
from jianzheng.lab.discover.map import Map
from jianzheng.lab.discover.rework import Rework, between, ping_pong, through_applicant
from jianzheng.lab.discover.tally import Pattern, Tally
from jianzheng.lab.follows import Edge, Follows
from jianzheng.lab.honesty import Doubt, Found, Honesty, Known
from jianzheng.lab.kept import Keep
from jianzheng.lab.log.log import NEVER, UNKNOWN, Coded, Log
from jianzheng.lab.log.pairs import paired
from jianzheng.lab.profile import Profile
from jianzheng.lab.variants import Variant
from jianzheng.lab.waiting.split import Roles, office_column, office_of
from jianzheng.lab.waiting.table import Waiting
from jianzheng.lab.worktime import WorkTime

WEEKDAYS = Calendar("weekdays")
"""Monday to Friday: what counts as working where no calendar is named."""

ACTIVITIES, ARCS = 16, 28
"""How much of the process map one page can show."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a log is read: the calendar, the declared process with its law and which activity is which of its steps,
    who the applicant is and which column names the office, what counts as always, what is known beside the log, which columns
    hold due dates. `most` rows of each list are kept."""

    calendar: Calendar = WEEKDAYS
    declared: Confronted | None = None
    steps: Mapping[str, str] = field(default_factory=dict)
    roles: Roles = field(default_factory=Roles)
    question: Question = field(default_factory=Question)
    known: Known = field(default_factory=Known)
    deadlines: Columns = field(default_factory=Columns)
    most: int = 20


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found. `ping_pong` is between people, `to_and_fro` between offices, `offices` are hand-overs between offices,
    None where no column names offices (people then stand for them in `waiting`); `applicant` are loops through the
    applicant, None where nobody said who that is. `declared` and `conformance` are None where no process was named.
    `habits` is None, and `unordered` says why, where there are too many activities to compare. Without a named calendar,
    what habits free counts in natural days; `day_length` is one day."""

    profile: Profile
    edges: tuple[Edge, ...]
    map: Map
    variants: tuple[Variant, ...]
    starts: tuple[tuple[str, int], ...]
    ends: tuple[tuple[str, int], ...]
    honesty: Mapping[Doubt, Found]
    waiting: Waiting
    deadlines: Deadlines
    habits: Habits | None
    unordered: Text | None
    repeats: tuple[Pattern, ...]
    loops: tuple[Pattern, ...]
    ping_pong: tuple[Pattern, ...]
    offices: tuple[Pattern, ...] | None
    to_and_fro: tuple[Pattern, ...] | None
    applicant: tuple[Pattern, ...] | None
    batches: tuple[Batch, ...]
    calendar: str
    day_length: int
    declared: Process | None
    conformance: Conformance | None

    @property
    def titles(self) -> Mapping[str, Text]:
        """The names of the declared steps by their ids."""
        return {step.id: step.title for step in self.declared.steps} if self.declared else {}


def worktime(log: Log, calendar: Calendar) -> WorkTime:
    """Working time over the whole log, in its zone."""
    known = log.at[log.at != NEVER]
    first, last = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    if log.began is not None:
        begun = log.began[log.began != NEVER]
        first = min(first, int(begun.min())) if len(begun) else first
    return WorkTime.of(calendar, log.zone, first, last)


def analyse(log: Log, terms: Terms | None = None, keep: Keep | None = None) -> Analysis:
    """The chosen cases in full."""
    terms, log = terms or Terms(), log if keep is None else log.chosen(keep)
    most, profile, follows = terms.most, Profile.of(log), Follows.of(log)
    rework, time = Rework.of(log), worktime(log, terms.calendar)
    office, (ordered, refused) = office_of(log, terms.roles), _habits(log, terms)
    return Analysis(
        profile=profile,
        edges=_busiest(follows, most),
        map=Map.of(follows, ACTIVITIES, ARCS),
        variants=tuple(profile.variants.top(most)),
        starts=_most(follows.names, follows.starts.tolist(), most),
        ends=_most(follows.names, follows.ends.tolist(), most),
        honesty=Honesty.of(log, terms.calendar, terms.known).doubts(),
        waiting=Waiting.of(paired(log), time, terms.roles),
        deadlines=Deadlines.of(log, terms.deadlines),
        habits=ordered,
        unordered=refused,
        repeats=tuple(rework.repeats.patterns(most)),
        loops=tuple(rework.loops.patterns(most)),
        ping_pong=_people(log, most),
        offices=_among(between, log, office, most),
        to_and_fro=_among(ping_pong, log, office, most),
        applicant=_through(log, terms.roles.applicant, most),
        batches=tuple(Minutes.of(log).batches(log, most=most)),
        calendar=terms.calendar.id,
        day_length=time.day_length,
        declared=terms.declared.process if terms.declared else None,
        conformance=_conform(log, terms, time),
    )


def _conform(log: Log, terms: Terms, time: WorkTime) -> Conformance | None:
    """Where cases leave the declared process; limits count on the calendar only where one was named."""
    if terms.declared is None:
        return None
    limits = None if terms.calendar is WEEKDAYS else time
    office = office_column(log, terms.roles)
    return conform(log, terms.declared.process, told=terms.steps, time=limits, office=office)


def _people(log: Log, most: int) -> tuple[Pattern, ...]:
    return tuple(ping_pong(log, log.resource).patterns(most)) if log.resource else ()


def _among(
    look: Callable[[Log, Coded], Tally], log: Log, office: Coded, most: int
) -> tuple[Pattern, ...] | None:
    """What is seen between offices; None where no column names them."""
    named = office is not log.resource and (office.codes != UNKNOWN).any()
    return tuple(look(log, office).patterns(most)) if named else None


def _through(log: Log, applicant: frozenset[str], most: int) -> tuple[Pattern, ...] | None:
    return tuple(through_applicant(log, applicant).patterns(most)) if applicant else None


def asked(log: Log, terms: Terms) -> Question:
    """What counts as always, and in which days: working days where a calendar was named."""
    if terms.question.worktime is not None or terms.calendar is WEEKDAYS:
        return terms.question
    return replace(terms.question, worktime=worktime(log, terms.calendar))


def _habits(log: Log, terms: Terms) -> tuple[Habits | None, Text | None]:
    question = asked(log, terms)
    try:
        return habits(log, None, terms.declared, terms.steps, question), None
    except Refused as refused:
        return None, Text(refused.zh, refused.en)


def _busiest(follows: Follows, most: int) -> tuple[Edge, ...]:
    edges = follows.edges()
    return tuple(sorted(edges, key=lambda edge: (-edge.n, edge.before, edge.after))[:most])


def _most(names: tuple[str, ...], counts: list[int], most: int) -> tuple[tuple[str, int], ...]:
    pairs = ((name, n) for name, n in zip(names, counts, strict=True) if n)
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:most])
