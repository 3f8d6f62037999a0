"""Applying accepted moves to a process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jianzheng.core.confront import Confronted
from jianzheng.core.ground import GroundKind
from jianzheng.core.materials import asked, yielders
from jianzheng.core.process import Need, Process, Step
from jianzheng.core.redesign.moves import Move
from jianzheng.core.redesign.relation import Timing, retimed

EXTRA = "extra"
"""Marks a drop of a material's second print in one step: the first stays."""
HANDLED = {"reuse": "reused", "promise": "promised", "tolerate": "tolerated"}


def timing_of(process: Process, moves: Iterable[Move]) -> Timing:
    """What the accepted moves do to the order and length of steps."""
    index, moves = process.index, list(moves)
    chosen: dict[str, set[int]] = {}
    merged: dict[int, int] = {}
    gone = _dropped(moves)
    for move in moves:
        numbers = [index[id] for id in move.targets if id in index]
        chosen.setdefault(move.kind, set()).update(numbers)
        if move.kind == "merge" and gone.isdisjoint(move.targets):
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
    lightened = _lightened(confronted, moves)
    return retimed(replace(confronted, process=lightened), timing_of(lightened, moves))


def idle(confronted: Confronted, moves: Sequence[Move]) -> set[str]:
    """Ids of the moves that have nothing left to do, because others of `moves` drop every step they touch, or every step
    that made what they would share."""
    gone = _dropped(moves)
    if not gone:
        return set()
    left = {
        item.target
        for item in asked(confronted.process)
        if item.step.id not in gone and not _unmade(confronted, item.step, item.need, gone)
    }
    kept = {step.id for step in confronted.process.steps} - gone
    return {move.id for move in moves if move.kind != "drop" and not _has_work(move, left | kept)}


def _has_work(move: Move, left: set[str]) -> bool:
    """Whether a move still finds what it needs: a merge all its steps, any other one of its targets."""
    return left.issuperset(move.targets) if move.kind == "merge" else not left.isdisjoint(move.targets)


def _dropped(moves: Iterable[Move]) -> set[str]:
    return {id for move in moves if move.kind == "drop" for id in move.targets}


def _unmade(confronted: Confronted, step: Step, need: Need, gone: set[str]) -> bool:
    """Whether only steps that are gone made a material."""
    makers = yielders(confronted.yields, step, need) if gone else ()
    return bool(makers) and gone.issuperset(makers)


def _lightened(confronted: Confronted, moves: Sequence[Move]) -> Process:
    """What is asked, signed and handed over, changed; the order of steps untouched."""
    process, gone = confronted.process, _dropped(moves)
    handled = {target: move for move in moves for target in _relieved(move, gone)}
    offices = {id: move.to for move in moves if move.kind == "delegate" for id in move.targets}
    levels = {id: int(move.to) for move in moves if move.kind == "flatten" for id in move.targets}
    steps = []
    for step in process.steps:
        left = replace(step, needs=_without(confronted, step, gone))
        needs = tuple(kept for seen, need in _counted(left) if (kept := _handled(step, need, handled, seen)))
        steps.append(
            replace(
                step,
                needs=needs,
                office=offices.get(step.id, step.office),
                sign_levels=min(step.sign_levels, levels.get(step.id, step.sign_levels)),
            )
        )
    return replace(process, steps=tuple(steps))


def _without(confronted: Confronted, step: Step, gone: set[str]) -> tuple[Need, ...]:
    """What a step asks once the steps `gone` make nothing any more: of what only they made, the applicant brings what an
    article demands; the rest no longer exists."""
    needs = []
    for need in step.needs:
        unmade = _unmade(confronted, step, need, gone)
        if not unmade or need.ground.kind is GroundKind.LAW:
            needs.append(replace(need, origin="") if unmade else need)
    return tuple(needs)


def _relieved(move: Move, gone: set[str]) -> tuple[str, ...]:
    """The materials a move strikes, shares or lets follow; where the place that goes on asking is dropped, the next asks."""
    if move.kind not in HANDLED and move.kind != "drop_material":
        return ()
    left = tuple(target for target in move.targets if target.partition(":")[0] not in gone)
    return left[1:] if move.kind == "reuse" and move.to.partition(":")[0] in gone else left


def _counted(step: Step) -> list[tuple[int, Need]]:
    """Each need with how often the step has already asked for it under the same print."""
    names = [need.material for need in step.needs]
    return [(names[:place].count(need.material), need) for place, need in enumerate(step.needs)]


def _handled(step: Step, need: Need, moves: dict[str, Move], seen: int) -> Need | None:
    move = moves.get(f"{step.id}:{need.material}")
    if move is None or (move.to == EXTRA and not seen):
        return need
    if move.kind == "reuse" and not (need.origin or move.to):
        return need  # nobody makes it any more
    return None if move.kind == "drop_material" else replace(need, handling=HANDLED[move.kind])
