"""The heap of coming ends of a simulated hall: the earliest first, equal times in the order of their work."""

from __future__ import annotations

from jianzheng.lab.kernels import compiled
from jianzheng.lab.kernels.hall_tables import HEAP, HEAP_TIME, HEAP_WORK, Floats, Ints


@compiled
def push(n: Ints, x: Floats, time: float, work: int) -> None:
    """Add an end to the heap; equal times in the order of their work."""
    times, works, place = n[HEAP_TIME], n[HEAP_WORK], n[HEAP]
    n[HEAP] += 1
    while place > 0:
        above = (place - 1) >> 1
        over = x[times + above]
        if over < time or (over == time and n[works + above] < work):
            break
        x[times + place] = over
        n[works + place] = n[works + above]
        place = above
    x[times + place] = time
    n[works + place] = work


@compiled
def pop(n: Ints, x: Floats) -> tuple[float, int]:
    """Take the earliest end from the heap."""
    times, works = n[HEAP_TIME], n[HEAP_WORK]
    now, work = x[times], n[works]
    n[HEAP] -= 1
    size, place = n[HEAP], 0
    time, last = x[times + size], n[works + size]
    while 2 * place + 1 < size:
        below = _smaller(n, x, 2 * place + 1)
        under = x[times + below]
        if time < under or (time == under and last < n[works + below]):
            break
        x[times + place] = under
        n[works + place] = n[works + below]
        place = below
    x[times + place] = time
    n[works + place] = last
    return now, work


@compiled
def _smaller(n: Ints, x: Floats, left: int) -> int:
    """Which of two neighbours in the heap ends first."""
    one, two = x[n[HEAP_TIME] + left], x[n[HEAP_TIME] + left + 1]
    if left + 1 >= n[HEAP] or one < two:
        return left
    return left if one == two and n[n[HEAP_WORK] + left] < n[n[HEAP_WORK] + left + 1] else left + 1
