"""Redesign: what may lawfully be simplified, move by move, and the process that comes out of it."""

from __future__ import annotations

from dataclasses import replace

from jianzheng.core.confront import Confronted
from jianzheng.core.redesign import propose_order, propose_papers
from jianzheng.core.redesign.apply import apply, idle
from jianzheng.core.redesign.moves import KINDS, Move

PROPOSERS = (
    propose_order.removed,
    propose_order.dropped,
    propose_order.at_once,
    propose_order.deferred,
    propose_order.run_together,
    propose_order.merged,
    propose_papers.struck,
    propose_papers.reused,
    propose_papers.promised,
    propose_papers.flattened,
    propose_papers.delegated,
)


def propose(confronted: Confronted) -> list[Move]:
    """Every lawful simplification found, in the order they are applied; a material is the target of one move only."""
    moves: list[Move] = []
    taken: set[str] = set()
    for propose_some in PROPOSERS:
        for move in propose_some(confronted):
            targets = move.targets if move.kind in ("reuse", "drop_material") else ()
            free = tuple(target for target in targets if target not in taken)
            if targets and not free:
                continue
            taken.update(free)
            moves.append(move if free == targets else replace(move, targets=free))
    return moves


__all__ = ["KINDS", "Move", "apply", "idle", "propose"]
