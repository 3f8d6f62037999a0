"""Attributes of traces and events, gathered block by block, and the log they make in the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import dates
from jianzheng.lab.kernels.scan import EVENT, TRACE
from jianzheng.lab.log.log import NEVER, UNKNOWN, Coded, Times
from jianzheng.lab.log.order import Rows, laid, numbered
from jianzheng.lab.log.report import Imported, Oddity, Report
from jianzheng.lab.log.texts import Joined

Numbers = NDArray[np.int64]
Key = tuple[int, str]
"""A level (TRACE or EVENT) and the key of an attribute."""
NAME, AT, BEGAN, WHO = "concept:name", "time:timestamp", "start_timestamp", "org:resource"


class Gathered:
    """What has been read so far of a log of nested traces."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.traces = 0
        self.events = 0
        self.nested = 0
        self.outside = 0
        self._trace_of: list[Numbers] = []
        self._texts: dict[Key, Joined] = {}
        self._times: dict[Key, list[tuple[Numbers, Times]]] = {}

    def grow(self, traces: int, trace_of: Numbers) -> None:
        """More traces, and events that belong to them (counted from the first of these)."""
        self._trace_of.append(trace_of + self.traces)
        self.traces += traces
        self.events += len(trace_of)

    def texts(self, key: Key, owners: Numbers, column: Coded) -> None:
        """Texts of some traces or events."""
        self._texts.setdefault(key, Joined()).add(owners, column)

    def times(self, key: Key, owners: Numbers, times: Times) -> None:
        """Moments of some traces or events."""
        self._times.setdefault(key, []).append((owners, times))

    def imported(self, report: Report) -> Imported:
        """The log and its report, which is filled in. Raises Refused when there is no event."""
        trace_of = np.concatenate([*self._trace_of, np.empty(0, np.int64)])
        report.rows = self.events + self.outside
        report.add(Oddity.NESTED, self.nested)
        report.add(Oddity.OUTSIDE, self.outside)
        case, kept, names = self._cases(trace_of.astype(np.int64), report)
        texts, times = self._level(EVENT, self.events, report)
        activity = texts.pop(NAME, Coded(np.full(self.events, UNKNOWN, np.int32), ()))
        at = times.pop(AT, None)
        at = _read_times(texts.pop(AT, None), self.events) if at is None else at
        report.add(Oddity.NO_ACTIVITY, int((activity.codes == UNKNOWN).sum()))
        report.add(Oddity.NO_TIME, int((at == NEVER).sum()) - report.odd.get(Oddity.BAD_TIME, (0, ()))[0])
        of_case, case_dates = self._level(TRACE, self.traces, report)
        of_case.pop(NAME, None)
        rows = Rows(
            cases=names,
            case=case,
            activity=activity,
            at=at,
            began=times.pop(BEGAN, None),
            resource=texts.pop(WHO, None),
            columns=texts,
            dates=times,
            case_columns={key: column.chosen(kept) for key, column in of_case.items()},
            case_dates={key: values[kept] for key, values in case_dates.items()},
        )
        report.kept = len(case)
        return Imported(laid(rows, self.zone), report)

    def _cases(
        self, trace_of: Numbers, report: Report
    ) -> tuple[NDArray[np.int32], NDArray[np.intp], list[str]]:
        """The case of every event, the trace that stands for each case, and the cases' names."""
        named = self._texts.get((TRACE, NAME), Joined()).column(self.traces)
        nameless = np.flatnonzero(named.codes == UNKNOWN)
        report.add(Oddity.UNNAMED, len(nameless), (f"#{n + 1}" for n in nameless[:5].tolist()))
        names = [*named.names, *(f"#{n + 1}" for n in nameless.tolist())]
        codes = named.codes.copy()
        codes[nameless] = np.arange(len(named.names), len(names), dtype=np.int32)
        first = np.full(len(names), -1, np.int64)
        first[codes[::-1]] = np.arange(self.traces)[::-1]
        again = np.flatnonzero(first[codes] != np.arange(self.traces))
        report.add(Oddity.SAME_CASE, len(again), (names[codes[n]] for n in again[:5].tolist()))
        case, old = numbered(first[codes[trace_of]].astype(np.int32), self.traces)
        empty = int((first >= 0).sum()) - len(old)
        report.add(Oddity.EMPTY_CASE, empty)
        return case, old, [names[codes[n]] for n in old.tolist()]

    def _level(self, level: int, size: int, report: Report) -> tuple[dict[str, Coded], dict[str, Times]]:
        """The columns of texts and of moments of a level."""
        texts = {key: joined.column(size) for (of, key), joined in self._texts.items() if of == level}
        found = {}
        for (of, key), pieces in self._times.items():
            if of == level:
                column = np.full(size, NEVER, np.int64)
                for owners, times in pieces:
                    column[owners] = times
                    bad = Oddity.BAD_TIME if (level, key) == (EVENT, AT) else Oddity.BAD_DATE
                    report.add(bad, int((times == NEVER).sum()), (key,))
                found[key] = column
        return texts, found


def _read_times(column: Coded | None, size: int) -> Times:
    """Moments that were written as plain texts."""
    if column is None:
        return np.full(size, NEVER, np.int64)
    parts = [name.encode() for name in column.names]
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    starts = np.concatenate(([0], ends[:-1])).astype(np.int64)
    read = dates.moments(starts, ends, np.frombuffer(b"".join(parts) or b" ", np.uint8))
    return np.append(read, NEVER)[column.codes]
