"""Logs for the tests of the laboratory: small ones made by hand or at random, real ones read from the shared data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from jianzheng.lab.log.log import NEVER, UNKNOWN, Coded, Codes, Log, Times
from tests.shared import shared

MINUTE = 60_000_000
compiling = settings(deadline=None)
"""The first call of a loop may compile it."""


class Event(NamedTuple):
    """One event as a person would write it down."""

    activity: str | None
    at: int = NEVER
    resource: str | None = None
    began: int | None = None
    life: str = "complete"


Cases = list[tuple[str, list[Event]]]


def coded(names: Sequence[str | None], alphabet: Sequence[str] | None = None) -> Coded:
    """A column; names that do not occur may stand in its alphabet."""
    known = tuple(alphabet or dict.fromkeys(name for name in names if name is not None))
    codes = [UNKNOWN if name is None else known.index(name) for name in names]
    return Coded(np.array(codes, np.int32), known)


def log_of(cases: Cases, activities: Sequence[str] | None = None, zone: str = "UTC") -> Log:
    """The log of some cases, each with its events in time order."""
    events = [event for _, each in cases for event in each]
    began = [event.at if event.began is None else event.began for event in events]
    staged = any(event.life != "complete" for event in events)
    interval = any(event.began is not None for event in events)
    return Log(
        cases=[name for name, _ in cases],
        bounds=np.concatenate(([0], np.cumsum([len(each) for _, each in cases]))).astype(np.int64),
        activity=coded([event.activity for event in events], activities),
        at=np.array([event.at for event in events], np.int64),
        began=np.array(began, np.int64) if interval else None,
        resource=coded([event.resource for event in events]),
        columns={"lifecycle:transition": coded([event.life.upper() for event in events])} if staged else {},
        zone=zone,
    )


def way(
    name: str, activities: str, start: int = 0, step: int = MINUTE, who: str = ""
) -> tuple[str, list[Event]]:
    """A case whose activities are single letters, one a step apart; `who` names resources the same way, "." for nobody."""
    people = who.ljust(len(activities), ".")
    return name, [
        Event(letter, start + number * step, None if person == "." else person)
        for number, (letter, person) in enumerate(zip(activities, people, strict=True))
    ]


@st.composite
def cases(draw: st.DrawFn, most: int = 8, intervals: bool = False, staged: bool = False) -> Cases:
    """Some cases over few activities, people and moments, so that ties and repeats are frequent; some names and times
    are not known."""
    events = st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c", "丁", None]),
            st.sampled_from([NEVER, 0, 1, 2, 5, 7, 60, 4_000_000_000_000]),
            st.sampled_from(["Li", "Wang", "Zhao", None]),
            st.sampled_from([0, 0, 1, 3, 50]),
            st.sampled_from(["schedule", "start", "complete", "complete"]) if staged else st.just("complete"),
        ),
        min_size=1,
        max_size=7,
    )
    made: Cases = []
    for number, rows in enumerate(draw(st.lists(events, max_size=most))):
        rows.sort(key=lambda row: row[1])
        made.append(
            (
                f"c{number}",
                [
                    Event(a, at, who, (at if at == NEVER else at - long) if intervals else None, life)
                    for a, at, who, long, life in rows
                ],
            )
        )
    return made


def _column(names: list[object]) -> Coded:
    known = dict.fromkeys(str(name) for name in names if isinstance(name, str))
    place = {name: code for code, name in enumerate(known)}
    codes: Codes = np.array([place.get(str(name), UNKNOWN) for name in names], np.int32)
    return Coded(codes, tuple(known))


@cache
def real(name: str) -> Log:
    """A shared log, every event kept, read by pm4py and laid out by hand: it knows nothing of our own readers."""
    import pm4py

    frame = pm4py.read_xes(str(shared(f"logs/{name}")), variant="r4pm")
    frame = frame.sort_values(["case:concept:name", "time:timestamp"], kind="stable")
    lengths = frame.groupby("case:concept:name", sort=True).size()
    at: Times = (
        frame["time:timestamp"]
        .dt.tz_convert("UTC")
        .dt.tz_localize(None)
        .astype("datetime64[us]")
        .astype("int64")
        .to_numpy()
    )
    return Log(
        cases=tuple(map(str, lengths.index)),
        bounds=np.concatenate(([0], np.cumsum(lengths.to_numpy()))).astype(np.int64),
        activity=_column(list(frame["concept:name"])),
        at=at,
        resource=_column(list(frame["org:resource"])) if "org:resource" in frame else None,
    )
