"""Our own events to a log: rows in the order of their cases, moments in whole seconds since 1970 (UTC)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from jianzheng.lab.log.log import NEVER, SECOND, UNKNOWN, Coded, Log, Times
from jianzheng.lab.log.order import Rows, laid

ENDED = "ended"
"""The case date of our own logs: when the case ended."""
KIND = "kind"
"""The column of events that says what the engine wrote."""
LEFT_OUT = "left_out"
"""The column of cases that names the steps a case does not need."""
STEPS = frozenset(("StepDone", "Decided", "Issued", "Delivered"))
"""Kinds of events that end a step of the process."""
UNDONE = "Undone"
"""What stands as the kind of a step that was done and sent back later."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that happened to a case: its number, the activity, when, by whom ("" the clock) of which office, the kind of
    event, when the case ended (0: still open), and what is said of the case itself."""

    case: str
    activity: str
    at: int
    person: str
    office: str
    kind: str
    ended: int
    about: Mapping[str, str]


def own_log(rows: Iterable[Done], zone: str) -> Log | None:
    """The log of these events; None when there is none."""
    every = list(rows)
    if not every:
        return None
    place = {name: number for number, name in enumerate(dict.fromkeys(row.case for row in every))}
    firsts = {row.case: row for row in reversed(every)}
    cases = [firsts[name] for name in place]
    return laid(
        Rows(
            cases=list(place),
            case=np.array([place[row.case] for row in every], np.int32),
            activity=_coded([row.activity for row in every]),
            at=np.array([row.at for row in every], np.int64) * SECOND,
            resource=_coded([row.person for row in every]),
            columns={
                "org:group": _coded([row.office for row in every]),
                KIND: _coded([row.kind for row in every]),
            },
            case_columns={
                name: _coded([row.about.get(name, "") for row in cases]) for name in cases[0].about
            },
            case_dates={ENDED: _moments([row.ended for row in cases])},
        ),
        zone,
    )


def _coded(names: list[str]) -> Coded:
    """A column of names; an empty one is not known."""
    place = {name: code for code, name in enumerate(dict.fromkeys(name for name in names if name))}
    return Coded(np.array([place.get(name, UNKNOWN) for name in names], np.int32), tuple(place))


def _moments(seconds: list[int]) -> Times:
    return np.array([at * SECOND if at else NEVER for at in seconds], np.int64)
