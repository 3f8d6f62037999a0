"""Which start belongs to which end: first come, first served, within one piece of work."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
ALONE = -1


@compiled
def partners(order: Numbers, work: Numbers, starts: NDArray[np.bool_], ends: NDArray[np.bool_]) -> Numbers:
    """For every event that ends work the event that started it, ALONE for all others. `order` sorts events by `work`, those
    of one piece of work as they happened."""
    found = np.full(len(work), ALONE, np.int64)
    waiting = np.empty(len(work), np.int64)
    first = last = 0
    for place in range(len(order)):
        event = order[place]
        if place and work[event] != work[order[place - 1]]:
            first = last = 0
        if starts[event]:
            waiting[last] = event
            last += 1
        elif ends[event] and first < last:
            found[event] = waiting[first]
            first += 1
    return found
