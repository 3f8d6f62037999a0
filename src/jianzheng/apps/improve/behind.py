"""The cases behind a proposal: read from the events its evidence was mined from, without anything about applicants."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.improve.mined import parquet
from jianzheng.apps.improve.models import Proposal
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.evidence import Kind
from jianzheng.lab.log.log import DAY, SECOND, Log
from jianzheng.lab.log.mapping import Mapping
from jianzheng.lab.log.own import FRAME
from jianzheng.lab.log.parquet import read_parquet

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: its number, when it began, natural days from the first to the last event, whether it is made up."""

    number: str
    begun: dt.datetime
    days: float
    simulated: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event: when, days since the one before, what, where; `meant` where the proposal is about it."""

    at: dt.datetime
    since: float
    said: Text
    office: str
    meant: bool


def behind(proposal: Proposal) -> list[CaseRow]:
    """The cases that show the finding, the longest first. Raises Refused where its events are no longer kept."""
    log = _log(proposal)
    length = log.last - log.first
    places = _places(log, proposal)
    zone = ZoneInfo(log.zone)
    return [
        CaseRow(
            log.cases[place],
            dt.datetime.fromtimestamp(int(log.first[place]) // SECOND, zone),
            int(length[place]) / DAY,
            log.case_columns["simulated"].at(place) == "true",
        )
        for place in places[np.argsort(-length[places], kind="stable")].tolist()
    ]


def trail(proposal: Proposal, number: str) -> list[EventRow]:
    """What happened to one case, in order. Raises Refused where there is no such case."""
    log = _log(proposal)
    if number not in log.cases:
        raise Refused("没有这个办件。", "There is no such case.")
    place = list(log.cases).index(number)
    first, end = int(log.bounds[place]), int(log.bounds[place + 1])
    titles = {step.id: step.title for step in service(proposal.edition_id).process.steps}
    zone, meant = ZoneInfo(log.zone), _names(proposal)
    rows = []
    for row in range(first, end):
        name = log.activity.at(row) or ""
        rows.append(
            EventRow(
                dt.datetime.fromtimestamp(int(log.at[row]) // SECOND, zone),
                int(log.at[row] - log.at[max(row - 1, first)]) / DAY,
                titles.get(name) or FRAME.get(name) or Text(name, name),
                log.columns["org:group"].at(row) or "",
                name in meant,
            )
        )
    return rows


def _names(proposal: Proposal) -> list[str]:
    """The activities a proposal is about, in the order it names them."""
    if proposal.kind == Kind.MATERIAL:
        return ["Accepted"]
    return proposal.what.split(" > ")


def _places(log: Log, proposal: Proposal) -> Places:
    """The cases with what the proposal is about, in the order it was seen in."""
    firsts = [_firsts(log, name) for name in _names(proposal)]
    has = np.all([first >= 0 for first in firsts], axis=0)
    if proposal.kind == Kind.ORDER:
        has &= firsts[0] < firsts[1]
    if proposal.kind == Kind.BROKEN:
        has &= firsts[0] > firsts[1]
    return np.flatnonzero(has)


def _firsts(log: Log, name: str) -> Places:
    """For every case the row of its first event of an activity, -1 for none."""
    found = np.full(len(log), -1, np.int64)
    if name in log.activity.names:
        rows = np.flatnonzero(log.activity.codes == log.activity.names.index(name))
        cases, first = np.unique(log.owner[rows], return_index=True)
        found[cases] = rows[first]
    return found


def _log(proposal: Proposal) -> Log:
    path = parquet(proposal.edition_id)
    if not path.exists():
        raise Refused(
            "这一版的事件没有保存在本机。请让夜间分析重新进行一次。",
            "The events of this edition are not kept here. Let the night look again.",
        )
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Log:
    return read_parquet(path, mapping=Mapping("case", "activity", "at", "", "resource")).log
