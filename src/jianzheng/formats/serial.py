"""One box after another: the orders a flowchart prints when it prints only a sequence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from jianzheng.core.process import Order, Step
from jianzheng.formats.problems import unreadable

MOST_ORDERS = 500_000
"""Most orders one sequence may stand for; every step of a box waits for every step of the box before."""


def in_turn(boxes: Sequence[Sequence[str]], place: str) -> tuple[Order, ...]:
    """Ungrounded orders from every step of a box to every step of the next. Raises Unreadable at `place` ("file:line")
    when there would be too many."""
    count = sum(len(one) * len(two) for one, two in pairwise(boxes))
    if count > MOST_ORDERS:
        file, _, line = place.rpartition(":")
        raise unreadable(
            file,
            f"相邻各框之间共有 {count} 条先后，超过 {MOST_ORDERS} 条。请把大框拆小。",
            f"{count} orders between neighbouring boxes, more than {MOST_ORDERS}. Split the large boxes.",
            line,
        )
    return tuple(Order(a, b) for one, two in pairwise(boxes) for a in one for b in two)


def serial_by_box(steps: Iterable[Step], place: str) -> tuple[Order, ...]:
    """`in_turn` over the printed boxes of the steps, in the order in which boxes first appear."""
    boxes: dict[str, list[str]] = {}
    for step in steps:
        boxes.setdefault(step.box, []).append(step.id)
    return in_turn(list(boxes.values()), place)
