"""Which activity of a log is which step of a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from jianzheng.core.process import Process
from jianzheng.lab.kept import named
from jianzheng.lab.log.log import UNKNOWN, Coded, Log
from jianzheng.lab.log.own import by_steps


def matched(process: Process, activities: tuple[str, ...], told: Mapping[str, str]) -> dict[str, str]:
    """Activity → step id: as told, else where the activity is the id, code or name of a step."""
    place: dict[str, str] = {}
    for step in reversed(process.steps):
        for word in (step.name_en, step.name, step.code, step.id):
            if word:
                place[word.strip().casefold()] = step.id
    found = {name: place.get(name.strip().casefold()) for name in activities}
    return {name: step for name, step in found.items() if step is not None} | dict(told)


def stepped(log: Log, process: Process, told: Mapping[str, str]) -> tuple[Log, Mapping[str, str]]:
    """The log, and which of its activities are which steps: our own log says so itself, of any other the names do."""
    own = by_steps(log, process.index)
    return (log, matched(process, log.activity.names, told)) if own is log else (own, told)


def steps_in(log: Log, process: Process, told: Mapping[str, str]) -> set[str]:
    """The steps of a process that a log has."""
    called, steps = stepped(log, process, told)
    used = np.unique(called.activity.codes)
    names = (called.activity.names[code] for code in used.tolist() if code != UNKNOWN)
    return {step for name in names if (step := steps.get(name, name)) in process.index}


def relabelled(log: Log, steps: Mapping[str, str]) -> Log:
    """The log with activities called by their steps; activities of one step become one."""
    activity = named(log.activity)
    called = [steps.get(name, name) for name in activity.names]
    place = {name: code for code, name in enumerate(dict.fromkeys(called))}
    codes = np.array([place[name] for name in called], np.int32)[activity.codes]
    return replace(log, activity=Coded(codes, tuple(place)))
