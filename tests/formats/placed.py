"""Values without the places they were read from, so that what was written and what was read can be compared."""

from __future__ import annotations

from dataclasses import replace

from jianzheng.core.process import Process, Step
from jianzheng.formats.pack import Pack


def nowhere(process: Process) -> Process:
    """The process with every place forgotten."""
    return replace(process, steps=tuple(_step(step) for step in process.steps))


def _step(step: Step) -> Step:
    return replace(step, place="", needs=tuple(replace(need, place="") for need in step.needs))


def pack_nowhere(pack: Pack) -> Pack:
    """The pack with every place forgotten."""
    return replace(
        pack,
        processes=tuple(nowhere(process) for process in pack.processes),
        matters=tuple(replace(matter, place="") for matter in pack.matters),
    )
