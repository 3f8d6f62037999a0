"""Where everything of a simulated hall lies: two arrays, whole numbers `n` and real ones `x`, and names for their tables.

Arrays handed on inside tuples are counted at every touch, which costs five times the work itself; so there are only two. Where
a table begins stands at the head of `n`, under the names below: the entry of task 3 in the table WAITS is n[n[WAITS] + 3].
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOBODY = -1
"""The pool of a task that needs no staff: time simply passes (an applicant's answer, a posting)."""
DAY = 86400.0
MOST = 100
"""A piece of work is sent back no more often than this."""
TASKS, DAYS, SEED, HEAP, STACK, WORKS, CHANGES, CHANGED, TOGETHER, ARCS = range(10)
"""Plain numbers at the head: tasks, days of the calendar, the seed, how many are in the heap and on the stack of the ready,
pieces of work in all, changes of staff and how many have come, whether a case takes all its samples from one row, and arcs: one
for each task right before another."""
PLAIN = 10
WHOLE = (
    "POOL", "KIND", "BACK_TO", "NEEDS", "BETWEEN", "SAMPLE_FROM", "AFTER_FROM", "AFTER", "CALENDAR", "FREE",
    "HEAD", "TAIL", "BEHIND", "WAITS", "OWES", "ATTEMPT", "LEVEL", "HEAP_WORK", "READY_STACK",
    "DELAY_FROM", "CHANGE_POOL", "CHANGE",
)  # fmt: skip
(POOL, KIND, BACK_TO, NEEDS, BETWEEN, SAMPLE_FROM, AFTER_FROM, AFTER, CALENDAR, FREE,
 HEAD, TAIL, BEHIND, WAITS, OWES, ATTEMPT, LEVEL, HEAP_WORK, READY_STACK,
 DELAY_FROM, CHANGE_POOL, CHANGE) = range(PLAIN, PLAIN + len(WHOLE))  # fmt: skip
"""Tables of whole numbers: of tasks their pool, kind of length, task they are sent back to, how many come before, for each task
a row that marks the tasks then done again, where their sample and their successors begin; successors, one an arc; of pools
calendar, free people, first and last in line (two priorities); of work who stands behind, how many it waits for; of cases and
arcs whether the successor still waits to be told; of work attempts; of cases their priority; of tasks where the sample of their
delays begins; of changes of staff the pool and by how many people."""
REAL = (
    "A", "B", "CHANCE", "BACK_CHANCE", "SAMPLES", "OPENS", "CLOSES", "BEFORE", "READY", "BEGAN", "ENDED", "WAITED",
    "OUTSIDE", "BUSY", "HEAP_TIME", "DELAYS", "CHANGE_TIME",
)  # fmt: skip
(A, B, CHANCE, BACK_CHANCE, SAMPLES, OPENS, CLOSES, BEFORE, READY, BEGAN, ENDED, WAITED,
 OUTSIDE, BUSY, HEAP_TIME, DELAYS, CHANGE_TIME) = range(
    PLAIN + len(WHOLE), PLAIN + len(WHOLE) + len(REAL))  # fmt: skip
"""Tables of real numbers: of tasks the parameters of their length and their chances; samples; of calendars and days opening,
closing and the open seconds before; of work when it was ready, began, ended (the last time) and how long it waited for staff
(every time); of cases what passed outside the offices; of pools the work done; delays before a task stands in line; when
staff changes."""
START = PLAIN + len(WHOLE) + len(REAL)


def laid(
    whole: Mapping[str, Ints], real: Mapping[str, Floats], plain: Mapping[int, int]
) -> tuple[Ints, Floats]:
    """The two arrays out of their tables by name."""
    head = np.zeros(START, np.int64)
    for place, number in plain.items():
        head[place] = number
    for names, tables, first, begin in ((WHOLE, whole, PLAIN, START), (REAL, real, PLAIN + len(WHOLE), 0)):
        ends = np.cumsum([begin, *(len(tables[name]) for name in names)])
        head[first : first + len(names)] = ends[:-1]
    return np.concatenate((head, *(whole[name] for name in WHOLE))), np.concatenate([real[n] for n in REAL])


def table(n: Ints, x: Floats, which: int) -> Floats:
    """A table of real numbers after a run."""
    last = which + 1 == START
    return x[n[which] : len(x) if last else n[which + 1]]
