"""Everything a log says at first sight, in one value: what the command prints and the report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.analysis.gathered import Gathered
from jianzheng.lab.analysis.terms import WEEKDAYS, Terms, asked, worktime
from jianzheng.lab.conform.log import Conformance
from jianzheng.lab.deadlines import Deadlines
from jianzheng.lab.discover.batches import Batch, Members, Minutes
from jianzheng.lab.discover.habits import Habits, habits_over
from jianzheng.lab.discover.map import Map
from jianzheng.lab.discover.tally import Pattern, Tally
from jianzheng.lab.follows import Edge, Follows
from jianzheng.lab.honesty import Doubt, Found
from jianzheng.lab.kept import Keep
from jianzheng.lab.log.log import Log
from jianzheng.lab.parts import Parts, Whole
from jianzheng.lab.profile import Profile
from jianzheng.lab.variants import Variant
from jianzheng.lab.waiting.table import Waiting

__all__ = ["WEEKDAYS", "Analysis", "Terms", "analyse", "analyse_over", "asked", "worktime"]
ACTIVITIES, ARCS = 16, 28
"""How much of the process map one page can show."""


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


def analyse(log: Log, terms: Terms | None = None, keep: Keep | None = None) -> Analysis:
    """The chosen cases of a log in memory, in full."""
    return analyse_over(Whole(log if keep is None else log.chosen(keep)), terms or Terms())


def analyse_over(parts: Parts, terms: Terms) -> Analysis:
    """The cases of a log in parts, in full."""
    found = parts.total(partial(Gathered.of, terms=terms))
    most, (ordered, refused) = terms.most, _habits(parts, terms)
    return Analysis(
        profile=found.profile,
        edges=_busiest(found.follows, most),
        map=Map.of(found.follows, ACTIVITIES, ARCS),
        variants=tuple(found.profile.variants.top(most)),
        starts=_most(found.follows.names, found.follows.starts.tolist(), most),
        ends=_most(found.follows.names, found.follows.ends.tolist(), most),
        honesty=found.honesty.doubts(),
        waiting=found.waiting,
        deadlines=found.deadlines,
        habits=ordered,
        unordered=refused,
        repeats=tuple(found.rework.repeats.patterns(most)),
        loops=tuple(found.rework.loops.patterns(most)),
        ping_pong=_patterns(found.people, most) or (),
        offices=_patterns(found.offices, most),
        to_and_fro=_patterns(found.to_and_fro, most),
        applicant=_patterns(found.applicant, most),
        batches=_batches(parts, found.minutes, most),
        calendar=terms.calendar.id,
        day_length=found.day_length,
        declared=terms.declared.process if terms.declared else None,
        conformance=found.conformance,
    )


def _patterns(found: Tally | None, most: int) -> tuple[Pattern, ...] | None:
    return None if found is None else tuple(found.patterns(most))


def _habits(parts: Parts, terms: Terms) -> tuple[Habits | None, Text | None]:
    try:
        return habits_over(parts, terms.declared, terms.steps, asked(terms)), None
    except Refused as refused:
        return None, Text(refused.zh, refused.en)


def _batches(parts: Parts, minutes: Minutes, most: int) -> tuple[Batch, ...]:
    """What is done in batches, each with some of the cases of its largest."""
    found = minutes.batches(most=most)
    cases = parts.total(partial(Members.of, batches=found)).cases if found else ()
    return tuple(replace(one, examples=shown) for one, shown in zip(found, cases, strict=True))


def _busiest(follows: Follows, most: int) -> tuple[Edge, ...]:
    edges = follows.edges()
    return tuple(sorted(edges, key=lambda edge: (-edge.n, edge.before, edge.after))[:most])


def _most(names: tuple[str, ...], counts: list[int], most: int) -> tuple[tuple[str, int], ...]:
    pairs = ((name, n) for name, n in zip(names, counts, strict=True) if n)
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:most])
