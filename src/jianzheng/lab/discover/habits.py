"""Orders that are only habit: always seen, but demanded neither by law nor by data; and demands the log breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from jianzheng.core import network as graph
from jianzheng.core.confront import Confronted, Pair
from jianzheng.core.ground import Ground, habit
from jianzheng.core.process import Order, Process
from jianzheng.lab.discover.against import Against, against
from jianzheng.lab.discover.precedence import Precedence, coded, direct, worked
from jianzheng.lab.discover.steps import relabelled, stepped
from jianzheng.lab.discover.tally import Pattern, Tally, tallied
from jianzheng.lab.kept import Keep
from jianzheng.lab.kernels import precedence as kernel
from jianzheng.lab.kernels.precedence import Marks
from jianzheng.lab.log.log import Log
from jianzheng.lab.parts import Parts, Whole
from jianzheng.lab.spans import Described
from jianzheng.lab.worktime import WorkTime

NOTHING = Described()
Line = Callable[[Log], WorkTime] | None


@dataclass(frozen=True, slots=True)
class Question:
    """What counts as always: `threshold` of the cases that decide, of which there are at least `least` (None: twenty, or
    half of a log with fewer than forty cases, at least two). `worktime` gives the working time of a log (or of a part of it),
    where that counts instead of natural time."""

    threshold: float = 0.95
    least: int | None = None
    worktime: Line = None
    most: int = 50

    def fewest(self, cases: int) -> int:
        """The least number of cases for a log of so many."""
        return self.least if self.least is not None else max(2, min(20, cases // 2))


@dataclass(frozen=True, slots=True)
class Habit:
    """`before` always came before `after`, and nobody said it must.

    `both` cases have the two, `first` with `before` first, `reversed` the other way round, `share` = first / (first +
    reversed). `freed` describes how much earlier `after` could have begun, in microseconds, in the cases where everything
    else that always precedes it (or the start of the case) was over before `before` was: at most what dropping this one
    order gains. `chain` is what the order adds to the longest chain of the declared process, in nominal working days (None
    where none is declared); `ground` what the process prints for it. `examples` waited longest, `exceptions` did not."""

    before: str
    after: str
    both: int
    first: int
    reversed: int
    share: float
    freed: Described
    chain: float | None
    ground: Ground | None
    examples: tuple[str, ...]
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """Law or data demand `before` before `after`; of the `cases` with `after`, `reversed` had them the other way round and
    `skipped` had no `before` at all."""

    before: str
    after: str
    ground: Ground
    cases: int
    reversed: int
    skipped: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """The observed order laid against what is demanded: habits, most gain first; demands broken; how many of the direct
    orders seen are `demanded`; activities `unplaced` in the declared process and its steps `unseen` in the log."""

    cases: int
    threshold: float
    least: int
    seen: int
    demanded: int
    habits: tuple[Habit, ...]
    broken: tuple[Broken, ...]
    unplaced: tuple[str, ...]
    unseen: tuple[str, ...]


def habits(
    log: Log,
    keep: Keep | None = None,
    declared: Confronted | None = None,
    told: Mapping[str, str] | None = None,
    question: Question | None = None,
) -> Habits:
    """What the chosen cases show against law and data; without a declared process nothing is known to be demanded."""
    return habits_over(Whole(log, keep), declared, told, question)


def habits_over(
    parts: Parts,
    declared: Confronted | None = None,
    told: Mapping[str, str] | None = None,
    question: Question | None = None,
) -> Habits:
    """The same of a log in parts, in three looks: which orders hold, what each would free, some cases that did otherwise. Only
    which cases are examples may depend on the parts."""
    question, called = question or Question(), partial(_called, declared=declared, told=told or {})
    seen = parts.total(partial(_ordered, called=called))
    least = question.fewest(seen.cases)
    held = seen.held(question.threshold, least)
    straight, law = direct(held), _demanded(declared, seen.names)
    asked = straight & ~law
    marks = marked(held, asked)
    gained = partial(_gained, called=called, line=question.worktime)
    gains = parts.total(partial(gained, names=seen.names, marks=marks))
    found = _grounded(_found(seen, asked, gains), declared)
    look = partial(_otherwise, called=called, names=seen.names)
    return Habits(
        seen.cases,
        question.threshold,
        least,
        int(straight.sum()),
        int((straight & law).sum()),
        _excepted(parts, look, found[: question.most]),
        _exemplified(parts, look, _broken(seen, declared)),
        tuple(name for name in seen.names if declared and name not in declared.process.index),
        tuple(step.id for step in (declared.process.steps if declared else ()) if step.id not in seen.names),
    )


def _called(log: Log, declared: Confronted | None, told: Mapping[str, str]) -> Log:
    """The log in the words of the declared process."""
    return relabelled(*stepped(log, declared.process, told)) if declared else log


def _ordered(log: Log, keep: Keep, called: Callable[[Log], Log]) -> Precedence:
    return Precedence.of(called(log), keep)


def _gained(
    log: Log, keep: Keep, called: Callable[[Log], Log], names: tuple[str, ...], marks: Marks, line: Line
) -> Tally:
    return freed(called(log), keep, names, marks, line(log) if line else None)


def _otherwise(
    log: Log, keep: Keep, called: Callable[[Log], Log], names: tuple[str, ...], pairs: list[tuple[Pair, bool]]
) -> Against:
    return against(called(log), keep, names, pairs)


def _excepted(parts: Parts, look: Callable[..., Against], found: list[Habit]) -> tuple[Habit, ...]:
    """The habits with some of the cases that did otherwise."""
    odd = [(habit.before, habit.after) for habit in found if habit.reversed]
    cases = parts.total(partial(look, pairs=[(pair, False) for pair in odd])).cases if odd else ()
    exceptions = dict(zip(odd, cases, strict=True))
    return tuple(replace(h, exceptions=exceptions.get((h.before, h.after), ())) for h in found)


def _exemplified(parts: Parts, look: Callable[..., Against], broken: list[Broken]) -> tuple[Broken, ...]:
    """The demands with some of the cases against them."""
    pairs = [((one.before, one.after), True) for one in broken]
    cases = parts.total(partial(look, pairs=pairs)).cases if pairs else ()
    return tuple(replace(one, examples=shown) for one, shown in zip(broken, cases, strict=True))


def _grounded(found: list[Habit], declared: Confronted | None) -> list[Habit]:
    """The habits with what the declared process prints and has to gain, most gain first."""
    adds = _chain(declared, [(habit.before, habit.after) for habit in found])
    printed = {(o.before, o.after): o.ground for o in declared.process.orders} if declared else {}
    told = [
        replace(h, chain=adds.get((h.before, h.after)), ground=printed.get((h.before, h.after)))
        for h in found
    ]
    return sorted(told, key=lambda h: (-h.freed.total, -(h.chain or 0), -h.both, h.before, h.after))


def _demanded(declared: Confronted | None, names: tuple[str, ...]) -> Keep:
    """The pairs law or data demand, directly or through one another."""
    demanded = np.zeros((len(names), len(names)), np.bool_)
    if declared:
        index = declared.process.index
        place = {index[name]: code for code, name in enumerate(names) if name in index}
        net = graph.network([0.0] * len(index), [(index[a], index[b]) for a, b in declared.binding])
        for after, above in enumerate(graph.ancestors(net)):
            for before in graph.bits(above):
                if before in place and after in place:
                    demanded[place[before], place[after]] = True
    return demanded


def freed(log: Log, keep: Keep, names: tuple[str, ...], marks: Marks, worktime: WorkTime | None) -> Tally:
    """How much earlier each asked pair (a, b) would have let b begin, case by case: a summary that adds up.

    `marks` says for the activities `names` which pairs are held and which of them are asked for (see kernels.precedence);
    it must come from the order of the whole log, so that every part asks the same."""
    begun, ended = worked(log)
    before, after, case, since, until = kernel.freed(log.bounds, coded(log, names), begun, ended, keep, marks)
    lengths = worktime.at(until) - worktime.at(since) if worktime else until - since
    return tallied(names, [before, after], (case, lengths), log.cases, int(keep.sum()))


def marked(held: Keep, asked: Keep) -> Marks:
    """The marks that `freed` takes."""
    marks: Marks = np.where(asked, kernel.ASKED, np.where(held, kernel.HELD, 0)).astype(np.int8)
    return marks


def _found(seen: Precedence, asked: Keep, tally: Tally) -> list[Habit]:
    gains = {pattern.what: pattern for pattern in tally.patterns()}
    return [
        _habit(seen, a, b, gains.get((seen.names[a], seen.names[b])))
        for a, b in zip(*(axis.tolist() for axis in np.nonzero(asked)), strict=True)
    ]


def _habit(seen: Precedence, a: int, b: int, gain: Pattern | None) -> Habit:
    first, other = int(seen.before[a, b]), int(seen.before[b, a])
    return Habit(
        seen.names[a],
        seen.names[b],
        int(seen.both[a, b]),
        first,
        other,
        first / (first + other),
        gain.time if gain else NOTHING,
        None,
        None,
        gain.examples if gain else (),
        (),
    )


def _chain(declared: Confronted | None, pairs: list[Pair]) -> dict[Pair, float]:
    """What each order seen adds to the longest chain, everything else staying as it is seen; {} where the orders seen and
    those printed run in a ring."""
    if declared is None:
        return {}
    process = declared.process
    placed = [pair for pair in pairs if set(pair) <= process.index.keys()]
    printed = {(order.before, order.after) for order in process.orders}
    seen = tuple(Order(a, b, habit()) for a, b in placed if (a, b) not in printed)
    whole = replace(process, orders=process.orders + seen)
    if whole.network.ringed:
        return {}
    length = graph.length(whole.network)
    return {pair: length - graph.length(_lacking(whole, pair).network) for pair in placed}


def _lacking(process: Process, pair: Pair) -> Process:
    return replace(process, orders=tuple(o for o in process.orders if (o.before, o.after) != pair))


def _broken(seen: Precedence, declared: Confronted | None) -> list[Broken]:
    """Demands with cases against them, those turned round most often first."""
    place = {name: code for code, name in enumerate(seen.names)}
    known = {
        pair: ground for pair, ground in (declared.binding if declared else {}).items() if {*pair} <= {*place}
    }
    found = []
    for (a, b), ground in known.items():
        other, cases = int(seen.before[place[b], place[a]]), int(seen.has[place[b]])
        skipped = cases - int(seen.both[place[a], place[b]])
        if other or skipped:
            found.append(Broken(a, b, ground, cases, other, skipped, ()))
    return sorted(found, key=lambda one: (-one.reversed, -one.skipped, one.before, one.after))
