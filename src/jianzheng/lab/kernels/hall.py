"""A hall simulated event by event: cases arrive, tasks wait for those before them and for staff, staff keep opening hours.

Times are seconds since the first midnight of the table of days. A member of staff who is still at work when the office
closes goes on when it opens again; who is given work outside opening hours begins at the next opening. The two arrays `n` and
`x` and the names of their tables are those of hall_tables.
"""

from __future__ import annotations

from jianzheng.lab.kernels import compiled
from jianzheng.lab.kernels.draws import AGAIN, HOLDS, LIES, ROW, SAMPLE, length, stream, uniform
from jianzheng.lab.kernels.hall_tables import (
    AFTER,
    AFTER_FROM,
    ARCS,
    ATTEMPT,
    BACK_CHANCE,
    BACK_TO,
    BEGAN,
    BEHIND,
    BETWEEN,
    BUSY,
    CALENDAR,
    CHANCE,
    CHANGE,
    CHANGE_POOL,
    CHANGE_TIME,
    CHANGED,
    CHANGES,
    DAYS,
    DELAY_FROM,
    DELAYS,
    ENDED,
    FREE,
    HEAD,
    HEAP,
    HEAP_TIME,
    KIND,
    LEVEL,
    MOST,
    NEEDS,
    NOBODY,
    OUTSIDE,
    OWES,
    POOL,
    READY,
    READY_STACK,
    SAMPLE_FROM,
    SAMPLES,
    SEED,
    STACK,
    TAIL,
    TASKS,
    TOGETHER,
    WAITED,
    WAITS,
    WORKS,
    A,
    B,
    Floats,
    Ints,
)
from jianzheng.lab.kernels.heap import pop, push
from jianzheng.lab.kernels.open_time import worked

NEVER = 1e300


@compiled
def simulate(n: Ints, x: Floats, arrivals: Floats) -> int:
    """Run until every case has ended; the pieces of work that were done. At one moment staff changes first, then cases arrive,
    then work ends."""
    nxt, done = 0, 0
    while nxt < len(arrivals) or n[HEAP] > 0 or n[CHANGED] < n[CHANGES]:
        ends = x[n[HEAP_TIME]] if n[HEAP] > 0 else NEVER
        comes = arrivals[nxt] if nxt < len(arrivals) else NEVER
        if n[CHANGED] < n[CHANGES] and x[n[CHANGE_TIME] + n[CHANGED]] <= min(ends, comes):
            _staff(n, x)
        elif comes <= ends:
            for task in range(n[TASKS]):
                if n[n[NEEDS] + task] == 0:
                    _put(n, nxt * n[TASKS] + task)
            _begin(n, x, comes)
            nxt += 1
        else:
            done += _ends(n, x)
    return done


@compiled
def _staff(n: Ints, x: Floats) -> None:
    """People come or go; who is at work finishes it first."""
    place = n[CHANGED]
    n[CHANGED] += 1
    pool = n[n[CHANGE_POOL] + place]
    n[n[FREE] + pool] += n[n[CHANGE] + place]
    _call(n, x, pool, x[n[CHANGE_TIME] + place])


@compiled
def _ends(n: Ints, x: Floats) -> int:
    """The next thing in the heap: a delay is over and the work stands in line (0), or a piece of work is done (1)."""
    now, work = pop(n, x)
    if work >= n[WORKS]:
        _line_up(n, x, work - n[WORKS], now)
        return 0
    x[n[ENDED] + work] = now
    pool = n[n[POOL] + work % n[TASKS]]
    _finished(n, x, work)
    if pool != NOBODY:
        n[n[FREE] + pool] += 1
    _begin(n, x, now)
    if pool != NOBODY:
        _call(n, x, pool, now)
    return 1


@compiled
def _line_up(n: Ints, x: Floats, work: int, now: float) -> None:
    """Stand in line for staff."""
    pool = n[n[POOL] + work % n[TASKS]]
    x[n[READY] + work] = now
    _queue(n, 2 * pool + n[n[LEVEL] + work // n[TASKS]], work)
    _call(n, x, pool, now)


@compiled
def _put(n: Ints, work: int) -> None:
    """Note that a piece of work is ready."""
    n[n[READY_STACK] + n[STACK]] = work
    n[STACK] += 1


@compiled
def _begin(n: Ints, x: Floats, now: float) -> None:
    """Whatever is ready lies a while, queues for staff, lets time pass, or is passed over where it is not needed."""
    while n[STACK] > 0:
        n[STACK] -= 1
        work = n[n[READY_STACK] + n[STACK]]
        task, case = work % n[TASKS], work // n[TASKS]
        x[n[READY] + work] = now
        pool = n[n[POOL] + task]
        if _passed(n, x, work):
            x[n[BEGAN] + work] = now
            x[n[ENDED] + work] = now
            _release(n, work)
        elif pool == NOBODY:
            spent = _length(n, x, work)
            x[n[BEGAN] + work] = now
            x[n[OUTSIDE] + case] += spent
            push(n, x, now + spent, work)
        else:
            delay = _delay(n, x, work)
            if delay > 0.0:
                _, over = worked(n, x, n[n[CALENDAR] + pool] * n[DAYS], now, delay)
                push(n, x, over, work + n[WORKS])
            else:
                _line_up(n, x, work, now)


@compiled
def _delay(n: Ints, x: Floats, work: int) -> float:
    """How long a piece of work lies before it stands in line, in open time of its pool: one of the delays of its task."""
    task = work % n[TASKS]
    first = n[n[DELAY_FROM] + task]
    size = n[n[DELAY_FROM] + task + 1] - first
    if size == 0:
        return 0.0
    return float(x[n[DELAYS] + first + _one_of(n, work, size, LIES)])


@compiled
def _one_of(n: Ints, work: int, size: int, purpose: int) -> int:
    """Which of a sample: drawn for every piece of work, or once for the whole case."""
    if n[TOGETHER]:
        return int(uniform(stream(n[SEED], work // n[TASKS], 0, ROW), 0) * size)
    return int(
        uniform(stream(n[SEED], work // n[TASKS], work % n[TASKS], n[n[ATTEMPT] + work]), purpose) * size
    )


@compiled
def _passed(n: Ints, x: Floats, work: int) -> bool:
    """Whether the condition of a piece of work does not hold, or the row of samples says it was not done."""
    task = work % n[TASKS]
    if n[TOGETHER] and n[n[KIND] + task] == SAMPLE:
        return _length(n, x, work) < 0.0
    chance = x[n[CHANCE] + task]
    if chance >= 1.0:
        return False
    return bool(uniform(stream(n[SEED], work // n[TASKS], task, n[n[ATTEMPT] + work]), HOLDS) >= chance)


@compiled
def _length(n: Ints, x: Floats, work: int) -> float:
    """How long a piece of work takes."""
    task = work % n[TASKS]
    first = n[n[SAMPLE_FROM] + task]
    size = n[n[SAMPLE_FROM] + task + 1] - first
    if size > 0:
        return float(x[n[SAMPLES] + first + _one_of(n, work, size, 3)])
    word = stream(n[SEED], work // n[TASKS], task, n[n[ATTEMPT] + work])
    return length(word, n[n[KIND] + task], x[n[A] + task], x[n[B] + task])


@compiled
def _queue(n: Ints, line: int, work: int) -> None:
    """Stand in line behind those of the same pool and priority."""
    if n[n[HEAD] + line] < 0:
        n[n[HEAD] + line] = work
    else:
        n[n[BEHIND] + n[n[TAIL] + line]] = work
    n[n[TAIL] + line] = work


@compiled
def _call(n: Ints, x: Floats, pool: int, now: float) -> None:
    """While somebody is free, give them what has waited longest among the most urgent."""
    for line in range(2 * pool, 2 * pool + 2):
        while n[n[FREE] + pool] > 0 and n[n[HEAD] + line] >= 0:
            work = n[n[HEAD] + line]
            n[n[HEAD] + line] = n[n[BEHIND] + work]
            n[n[BEHIND] + work] = -1
            n[n[FREE] + pool] -= 1
            spent = _length(n, x, work)
            start, end = worked(n, x, n[n[CALENDAR] + pool] * n[DAYS], now, spent)
            x[n[BEGAN] + work] = start
            x[n[WAITED] + work] += start - x[n[READY] + work]
            x[n[BUSY] + pool] += spent
            push(n, x, end, work)


@compiled
def _finished(n: Ints, x: Floats, work: int) -> None:
    """A piece of work has ended: it is sent back, or what comes after it is released."""
    tasks, task = n[TASKS], work % n[TASKS]
    first, back = work - task, n[n[BACK_TO] + task]
    if back < 0 or n[n[ATTEMPT] + work] >= MOST:
        _release(n, work)
        return
    word = stream(n[SEED], work // tasks, task, n[n[ATTEMPT] + work])
    if uniform(word, AGAIN) >= x[n[BACK_CHANCE] + task] or not _settled(n, x, work):
        _release(n, work)
        return
    for other in range(tasks):
        if _between(n, task, other):
            x[n[ENDED] + first + other] = -1.0
            n[n[ATTEMPT] + first + other] += 1
            n[n[WAITS] + first + other] = 0
    for other in range(tasks):
        if _between(n, task, other):
            _wait(n, work, other)
    _put(n, first + back)


@compiled
def _between(n: Ints, task: int, other: int) -> bool:
    """Whether a task is done again when another is sent back."""
    return bool(n[n[BETWEEN] + task * n[TASKS] + other])


@compiled
def _settled(n: Ints, x: Floats, work: int) -> bool:
    """Whether all tasks of the case that would be done again have ended: what another has sent back already is not sent back
    twice."""
    task = work % n[TASKS]
    for other in range(n[TASKS]):
        if _between(n, task, other) and x[n[ENDED] + work - task + other] < 0:
            return False
    return True


@compiled
def _wait(n: Ints, work: int, other: int) -> None:
    """What comes right after a task done again, and is done again too, waits for it once more."""
    task, case = work % n[TASKS], work // n[TASKS]
    for place in range(n[n[AFTER_FROM] + other], n[n[AFTER_FROM] + other + 1]):
        after = n[n[AFTER] + place]
        if _between(n, task, after):
            n[n[WAITS] + work - task + after] += 1
            n[n[OWES] + case * n[ARCS] + place] = 1


@compiled
def _release(n: Ints, work: int) -> None:
    """What comes after a piece of work, and has not been told before, waits for one less."""
    task, arcs = work % n[TASKS], n[OWES] + work // n[TASKS] * n[ARCS]
    for place in range(n[n[AFTER_FROM] + task], n[n[AFTER_FROM] + task + 1]):
        if n[arcs + place]:
            n[arcs + place] = 0
            other = work - task + n[n[AFTER] + place]
            n[n[WAITS] + other] -= 1
            if n[n[WAITS] + other] == 0:
                _put(n, other)
