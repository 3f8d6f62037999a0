"""Applying accepted moves to a process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jianzheng.core.confront import Confronted
from jianzheng.core.process import Need, Process, Step
from jianzheng.core.redesign.moves import Move
from jianzheng.core.redesign.relation import Timing, retimed

EXTRA = "extra"
"""Marks a drop of a material's second print in one step: the first stays."""
HANDLED = {"reuse": "reused", "promise": "promised", "tolerate": "tolerated"}


def timing_of(process: Process, moves: Iterable[Move]) -> Timing:
    """What the accepted moves do to the order and length of steps."""
    index = process.index
    chosen: dict[str, set[int]] = {}
    merged: dict[int, int] = {}
    for move in moves:
        numbers = [index[id] for id in move.targets if id in index]
        chosen.setdefault(move.kind, set()).update(numbers)
        if move.kind == "merge":
            _join(merged, numbers)
    return Timing(
        frozenset(chosen.get("run_together", ())),
        frozenset(chosen.get("defer", ())),
        frozenset(chosen.get("drop", ())),
        merged,
        frozenset(chosen.get("decide_at_once", ())),
    )


def _join(merged: dict[int, int], numbers: Sequence[int]) -> None:
    """Put `numbers`, and whatever was merged with them before, under the last of them as lead."""
    lead = merged.get(numbers[-1], numbers[-1])
    leads = {merged.get(number, number) for number in numbers}
    members = [number for number, old in merged.items() if old in leads]
    for number in (*members, *numbers):
        merged[number] = lead


def apply(confronted: Confronted, moves: Sequence[Move]) -> Process:
    """The process after `moves`. Raises Refused where a merge would make steps wait for themselves."""
    moves = list(moves)
    lightened = _lightened(confronted.process, moves)
    return retimed(replace(confronted, process=lightened), timing_of(lightened, moves))


def _lightened(process: Process, moves: Sequence[Move]) -> Process:
    """What is asked, signed and handed over, changed; the order of steps untouched."""
    handled = {
        target: move
        for move in moves
        if move.kind in HANDLED or move.kind == "drop_material"
        for target in move.targets
    }
    offices = {id: move.to for move in moves if move.kind == "delegate" for id in move.targets}
    levels = {id: int(move.to) for move in moves if move.kind == "flatten" for id in move.targets}
    steps = []
    for step in process.steps:
        needs = tuple(kept for seen, need in _counted(step) if (kept := _handled(step, need, handled, seen)))
        steps.append(
            replace(
                step,
                needs=needs,
                office=offices.get(step.id, step.office),
                sign_levels=min(step.sign_levels, levels.get(step.id, step.sign_levels)),
            )
        )
    return replace(process, steps=tuple(steps))


def _counted(step: Step) -> list[tuple[int, Need]]:
    """Each need with how often the step has already asked for it under the same print."""
    names = [need.material for need in step.needs]
    return [(names[:place].count(need.material), need) for place, need in enumerate(step.needs)]


def _handled(step: Step, need: Need, moves: dict[str, Move], seen: int) -> Need | None:
    move = moves.get(f"{step.id}:{need.material}")
    if move is None or (move.to == EXTRA and not seen):
        return need
    return None if move.kind == "drop_material" else replace(need, handling=HANDLED[move.kind])
