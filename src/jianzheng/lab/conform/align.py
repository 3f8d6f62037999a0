"""One way of going against the declared process: its distance, and every deviation by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from jianzheng.core.network import ancestors
from jianzheng.core.process import Process
from jianzheng.core.text import Text
from jianzheng.lab.conform.antichain import heaviest

NONE: frozenset[str] = frozenset()


class Deviation(StrEnum):
    """How a case left the process."""

    SKIPPED = "skipped"
    ADDED = "added"
    REPEATED = "repeated"
    REORDERED = "reordered"
    LATE = "late"
    WRONG_OFFICE = "wrong_office"

    @property
    def says(self) -> Text:
        """The word for it."""
        return _WORDS[self]


_WORDS = {
    Deviation.SKIPPED: Text("跳过", "skipped"),
    Deviation.ADDED: Text("流程之外", "not in the process"),
    Deviation.REPEATED: Text("重复", "done again"),
    Deviation.REORDERED: Text("次序颠倒", "out of order"),
    Deviation.LATE: Text("超过时限", "beyond its limit"),
    Deviation.WRONG_OFFICE: Text("不是应办部门", "by another office"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A deviation: the step or activity, and for one out of order the step it should have come after ("" else)."""

    kind: Deviation
    what: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A way laid against the process: the fewest events to leave out plus steps to put in (0: it fits), and which."""

    distance: int
    deviations: tuple[Named, ...]


class Declared:
    """A process ready to be laid against: steps that must be done (no condition; of alternatives one), and their order."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.above = ancestors(process.network)
        self.groups = process.alternatives()
        self.must = [not step.when and not step.one_of for step in process.steps]

    def align(self, way: Sequence[str], spared: frozenset[str] = NONE, whole: bool = True) -> Aligned:
        """The alignment of a sequence of step ids; a word that is no step id is an event outside the process.

        A condition is known only to who decided the case, so a step that has one may be missing. Of alternatives exactly one
        is done: each is tried. `spared` steps need not be done; where the way is not `whole` a step is missed only when one
        that needs it was done."""
        found = [self._given(way, chosen, spared, whole) for chosen in self._choices(way)]
        return min(found, key=lambda one: one.distance)

    def _choices(self, way: Sequence[str]) -> list[frozenset[str]]:
        """The alternatives not taken, for every choice worth trying: those that occur, else the first."""
        choices: list[frozenset[str]] = [frozenset()]
        there = set(way)
        for steps in self.groups.values():
            ids = [step.id for step in steps]
            worth = [id for id in ids if id in there] or ids[:1]
            choices = [gone | (set(ids) - {taken}) for gone in choices for taken in worth]
        return choices

    def _given(
        self, way: Sequence[str], gone: frozenset[str], spared: frozenset[str], whole: bool
    ) -> Aligned:
        index = self.process.index
        places = [n for n, word in enumerate(way) if word in index and word not in gone]
        steps = [index[way[n]] for n in places]
        must = [
            (need or (step.one_of != "" and step.id not in gone and not step.when)) and step.id not in spared
            for need, step in zip(self.must, self.process.steps, strict=True)
        ]
        if not whole:
            passed = reduce(or_, (self.above[step] for step in steps), 0)
            must = [need and bool(passed >> step & 1) for step, need in enumerate(must)]
        kept = heaviest(steps, [2 if must[step] else 1 for step in steps], self.above)
        done = {steps[n]: places[n] for n in kept}
        skipped = [s for s, need in enumerate(must) if need and s not in done]
        named = [
            Named(Deviation.SKIPPED, self.process.steps[s].id) for s in skipped if not self._seen(s, steps)
        ]
        left = [n for n in range(len(way)) if n not in set(done.values())]
        named += [self._left(way, n, done) for n in left]
        return Aligned(len(left) + len(skipped), tuple(named))

    def _seen(self, step: int, steps: Sequence[int]) -> bool:
        """Whether a step was done, only at the wrong time: it is then named once, as out of order."""
        return step in steps

    def _left(self, way: Sequence[str], n: int, done: dict[int, int]) -> Named:
        """Why an event is left out of the alignment."""
        step = self.process.index.get(way[n])
        if step is None:
            return Named(Deviation.ADDED, way[n])
        if step in done:
            return Named(Deviation.REPEATED, way[n])
        for other, place in done.items():
            if place > n and self.above[step] >> other & 1:
                return Named(Deviation.REORDERED, way[n], self.process.steps[other].id)
            if place < n and self.above[other] >> step & 1:
                return Named(Deviation.REORDERED, self.process.steps[other].id, way[n])
        return Named(Deviation.ADDED, way[n])
