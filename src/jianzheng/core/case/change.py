"""Small changes that events make to a case."""

from __future__ import annotations

from functools import partial
from typing import Any

from jianzheng.core.case import events as e
from jianzheng.core.case.case import Case, Paper, Work
from jianzheng.core.case.clocks import Light, Moment


def item(case: Case, place: int, **changed: Any) -> Case:
    """The case with one matter changed."""
    items = list(case.items)
    items[place] = items[place]._replace(**changed)
    return case._replace(items=tuple(items))


def items(case: Case, places: tuple[int, ...], **changed: Any) -> Case:
    """The case with some matters changed."""
    rows = list(case.items)
    for place in places:
        rows[place] = rows[place]._replace(**changed)
    return case._replace(items=tuple(rows))


_work = partial(tuple.__new__, Work)


def opened(steps: tuple[e.Opened, ...], at: Moment, again: bool = False) -> tuple[Work, ...]:
    """Open work from what an event opened."""
    return tuple([_work((step, at, clock, Light.GREEN, "", again)) for step, clock in steps])


def finish(case: Case, step: int, steps: tuple[e.Opened, ...], at: Moment) -> Case:
    """The step done, its work closed, what became ready opened."""
    left = tuple([work for work in case.open if work.step != step])
    return case._replace(done=case.done | 1 << step, open=(*left, *opened(steps, at)) if steps else left)


def papers(case: Case, rows: tuple[tuple[int, str, str], ...]) -> Case:
    """The case with papers as they now are."""
    if not rows:
        return case
    known = {paper.asked: paper for paper in case.papers}
    known |= {row[0]: Paper(*row) for row in rows}
    return case._replace(papers=tuple(known[asked] for asked in sorted(known)))


def debt(case: Case, asked: int, **changed: Any) -> Case:
    """The case with one debt changed."""
    return case._replace(
        debts=tuple(debt._replace(**changed) if debt.asked == asked else debt for debt in case.debts),
    )


def ended(case: Case, place: int, at: Moment, **changed: Any) -> Case:
    """The case with one matter ended."""
    return item(case, place, ended_at=at, light=Light.GREEN, notice=None, pause="", **changed)


def shut(case: Case, closes: int) -> Case:
    """The case without the open work of steps that will not be done any more."""
    return case._replace(open=tuple(work for work in case.open if not closes >> work.step & 1))
