"""What a log of our own says about the process in force: what could change, what only people and time can, what law demands.

Each piece of evidence names the lawful move that answers it, where core.redesign proposes one; never one that core.lawful
refuses. What law or data demand is said to be so, and gets another remedy or none.
"""

from __future__ import annotations

from collections.abc import Mapping

from jianzheng.lab.analysis import Terms
from jianzheng.lab.evidence.orders import in_order
from jianzheng.lab.evidence.times import in_materials, in_rework, in_waiting
from jianzheng.lab.evidence.value import FEWEST, Evidence, Kind, Offered
from jianzheng.lab.log.log import Log
from jianzheng.lab.waiting.table import Waiting
from jianzheng.lab.worktime import WorkTime

__all__ = ["FEWEST", "Evidence", "Kind", "Offered", "evidence"]


def evidence(
    log: Log,
    offered: Offered,
    terms: Terms,
    time: WorkTime,
    papers: Mapping[tuple[str, str], tuple[int, int]],
) -> list[Evidence]:
    """Everything the log shows, what frees most time first. `papers` says for "step:material" and a handling in how many of
    how many accepted cases the material came like that."""
    if len(log) < FEWEST:
        return []
    waiting = Waiting.of(log, time, terms.roles)
    found = [
        *in_order(log, offered, terms, time),
        *in_waiting(waiting, offered, len(log), time),
        *in_rework(log, waiting, time),
        *in_materials(offered, papers),
    ]
    return sorted(found, key=lambda one: (not one.move, -one.total, -one.cases, one.id))
