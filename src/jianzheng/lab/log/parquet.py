"""Parquet in and out: any table of events, and our own stored form, sorted and coded, which is loaded as it lies.

Our form has one row an event in the order of a Log, texts in dictionaries, times in UTC microseconds, columns of cases under
`case:`, and what else a Log holds in the metadata `jianzheng-log`. It is a plain table to everybody else. A column whose name
is taken already, by one of ours or of the cases, has dashes put before it and its own name in the metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.log.log import NEVER, UNKNOWN, Coded, Codes, Log, Times
from jianzheng.lab.log.mapping import ABOUT_CASE, Mapping, guessed
from jianzheng.lab.log.moments import moments
from jianzheng.lab.log.order import Rows, laid, numbered
from jianzheng.lab.log.report import Imported, Oddity, Progress, Report, going
from jianzheng.lab.log.texts import arrow

OURS = b"jianzheng-log"
EDITION = 2
OWN = ("case", "activity", "at", "began", "resource")
"""Columns of our form that mean what every log has; no other column is stored under these names."""


@dataclass(frozen=True, slots=True)
class Understood:
    """How the table of a Parquet file is read: the mapping, the zone, whether it is our stored form, and which of its
    columns had to be stored under another name than their own."""

    mapping: Mapping
    zone: str = "UTC"
    ours: bool = False
    renamed: dict[str, str] = field(default_factory=dict)


def understood(schema: Any, mapping: Mapping | None = None, zone: str = "UTC") -> Understood:
    """How a table of this Arrow schema is read: as mapped, our own as it was stored, others as guessed by their names.
    Raises Refused when none would do."""
    said = (schema.metadata or {}).get(OURS)
    ours = json.loads(said or b"{}")
    mapping = mapping or (_stored(schema.names) if said else guessed(schema.names))
    mapping.check(schema.names)
    return Understood(mapping, ours.get("zone", zone), bool(said), ours.get("renamed", {}))


def _stored(names: list[str]) -> Mapping:
    """The mapping of our stored form."""
    case, activity, at, began, resource = (word if word in names else "" for word in OWN)
    return Mapping(case, activity, at, began, resource)


def read_parquet(
    path: Path, *, mapping: Mapping | None = None, zone: str = "UTC", progress: Progress | None = None
) -> Imported:
    """The log of a Parquet table; columns as mapped, else as guessed by their names. Raises Refused when none would do."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(path)
    except (pa.ArrowInvalid, OSError):
        raise Refused(
            f"Parquet 文件“{path.name}”不完整或已损坏，请重新生成。",
            f"The Parquet file “{path.name}” is cut off or damaged; make it again.",
        ) from None
    how = understood(schema, mapping, zone)
    named = (how.mapping.case, how.mapping.activity, how.mapping.at, how.mapping.resource)
    with (
        pq.ParquetFile(path, read_dictionary=schema.names) as file,
        ThreadPoolExecutor(1) as reader,
    ):
        columns = _Ahead(file, reader, [name for name in named if name])
        try:
            return imported(columns, how, progress)
        finally:
            reader.shutdown(wait=False, cancel_futures=True)


class Columns(Protocol):
    """A table of events whose columns are asked for one by one."""

    @property
    def schema(self) -> Any:
        """Its Arrow schema."""

    @property
    def num_rows(self) -> int:
        """How many rows it has."""

    def column(self, name: str) -> Any:
        """One column, in as many pieces as it comes in."""


class _Ahead:
    """The columns of a file; what every log has is read ahead while the column before it is coded. One thread alone reads:
    two reads of one file at a time can wait for each other for ever."""

    def __init__(self, file: Any, reader: ThreadPoolExecutor, first: list[str]) -> None:
        self.file, self.reader = file, reader
        self.schema, self.num_rows = file.schema_arrow, file.metadata.num_rows
        self.coming: dict[str, Future[Any]] = {name: self._read(name) for name in first}

    def _read(self, name: str) -> Future[Any]:
        return self.reader.submit(self.file.read, columns=[name])

    def column(self, name: str) -> Any:
        """One column, in as many pieces as it is read in."""
        return (self.coming.pop(name, None) or self._read(name)).result().column(0)


def imported(columns: Columns, how: Understood, progress: Progress | None = None) -> Imported:
    """The log of a table and its report. Raises Refused when no row has a case."""
    return _Table(columns, how, progress).imported()


class _Table:
    """A table of events on its way to a log, column by column."""

    def __init__(self, columns: Columns, how: Understood, progress: Progress | None) -> None:
        self.columns, self.how, self.mapping, self.progress = columns, how, how.mapping, progress
        self.report = Report(format="Parquet", rows=columns.num_rows)
        self.done = 0
        self.names = list(columns.schema.names)

    def column(self, name: str) -> Any:
        """One column, told to whoever watches."""
        going(self.progress, self.done, len(self.names))
        self.done += 1
        return self.columns.column(name)

    def imported(self) -> Imported:
        """The log and its report."""
        mapping, report = self.mapping, self.report
        keep, codes, cases = self._cases()
        rest = [name for name in self.names if name not in mapping.named]
        about, of_events = ([n for n in rest if n.startswith(ABOUT_CASE) is so] for so in (True, False))
        texts, times = self._several(of_events, keep)
        case_texts, case_times = self._several(about, keep)
        first = _firsts(codes, len(cases)) if about else np.empty(0, np.intp)
        rows = Rows(
            cases=cases,
            case=codes,
            activity=self._activity(keep),
            at=self._at(keep),
            began=self._moments(mapping.began, keep) if mapping.began else None,
            resource=_kept(arrow(self.column(mapping.resource)), keep) if mapping.resource else None,
            columns={self._called(n): c for n, c in texts.items()},
            dates={self._called(n): t for n, t in times.items()},
            case_columns={self._called(n): c.chosen(first) for n, c in case_texts.items()},
            case_dates={self._called(n): t[first] for n, t in case_times.items()},
        )
        report.kept = len(codes)
        if self.how.ours:
            report.notes.append(Text("本系统保存的日志", "a log as this product stores it"))
        return Imported(laid(rows, self.how.zone), report)

    def _called(self, name: str) -> str:
        """What a column is called in the log."""
        return self.how.renamed.get(name, name.removeprefix(ABOUT_CASE))

    def _cases(self) -> tuple[NDArray[np.bool_] | None, Codes, tuple[str, ...]]:
        """The rows that have a case (None: all), the case of each, and the cases that have a row."""
        case = arrow(self.column(self.mapping.case))
        lost = case.codes == UNKNOWN
        self.report.add(Oddity.NO_CASE, int(lost.sum()))
        keep = ~lost if lost.any() else None
        codes = case.codes if keep is None else case.codes[keep]
        present = np.zeros(len(case.names), np.bool_)
        present[codes] = True
        if present.all():
            return keep, codes, case.names
        codes, old = numbered(codes, len(case.names))
        return keep, codes, tuple(case.names[n] for n in old.tolist())

    def _activity(self, keep: NDArray[np.bool_] | None) -> Coded:
        activity = _kept(arrow(self.column(self.mapping.activity)), keep)
        self.report.add(Oddity.NO_ACTIVITY, int((activity.codes == UNKNOWN).sum()))
        return activity

    def _at(self, keep: NDArray[np.bool_] | None) -> Times:
        at = self._moments(self.mapping.at, keep)
        self.report.add(Oddity.NO_TIME, int((at == NEVER).sum()))
        return at

    def _moments(self, name: str, keep: NDArray[np.bool_] | None) -> Times:
        times, bad = moments(self.column(name).combine_chunks(), self.how.zone)
        self.report.add(Oddity.BAD_TIME if name == self.mapping.at else Oddity.BAD_DATE, bad, (name,))
        return times if keep is None else times[keep]

    def _several(
        self, names: Iterable[str], keep: NDArray[np.bool_] | None
    ) -> tuple[dict[str, Coded], dict[str, Times]]:
        """Further columns: moments by their type, everything else as texts."""
        import pyarrow as pa

        texts, times = {}, {}
        for name in names:
            kind = self.columns.schema.field(name).type
            if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
                times[name] = self._moments(name, keep)
            else:
                texts[name] = _kept(arrow(self.column(name)), keep)
        return texts, times


def _kept(column: Coded, keep: NDArray[np.bool_] | None) -> Coded:
    return column if keep is None else column.chosen(keep)


def _firsts(codes: NDArray[np.int32], count: int) -> NDArray[np.intp]:
    """The first row of each case."""
    first = np.empty(count, np.intp)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first


def write_parquet(log: Log, path: Path) -> None:
    """Store a log in our form."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, Any] = {
        "case": _dictionary(Coded(log.owner.astype(np.int32), tuple(log.cases))),
        "activity": _dictionary(log.activity),
        "at": _stamps(log.at),
    }
    if log.began is not None:
        columns["began"] = _stamps(log.began)
    if log.resource is not None:
        columns["resource"] = _dictionary(log.resource)
    renamed = _added(columns, log)
    said = json.dumps({"edition": EDITION, "zone": log.zone, "renamed": renamed}).encode()
    table = pa.table(columns).replace_schema_metadata({OURS: said})
    pq.write_table(table, path, compression="zstd", row_group_size=1 << 20)


def _added(columns: dict[str, Any], log: Log) -> dict[str, str]:
    """Add what else a log holds; which of it stands under another name than its own."""
    owner, renamed = log.owner, {}
    further = [(n, "", _dictionary(c)) for n, c in log.columns.items()]
    further += [(n, "", _stamps(times)) for n, times in log.dates.items()]
    further += [(n, ABOUT_CASE, _dictionary(c.chosen(owner))) for n, c in log.case_columns.items()]
    further += [(n, ABOUT_CASE, _stamps(times[owner])) for n, times in log.case_dates.items()]
    for name, level, column in further:
        stored = level + name
        while stored in (*columns, *OWN) or stored.startswith(ABOUT_CASE) is not bool(level):
            stored = f"{level}-{stored.removeprefix(level)}"
        columns[stored] = column
        if stored.removeprefix(ABOUT_CASE) != name:
            renamed[stored] = name
    return renamed


def _dictionary(column: Coded) -> Any:
    import pyarrow as pa

    indices = pa.array(column.codes, mask=column.codes == UNKNOWN)
    return pa.DictionaryArray.from_arrays(indices, pa.array(column.names, pa.string()))


def _stamps(times: Times) -> Any:
    import pyarrow as pa

    return pa.array(times, pa.int64(), mask=times == NEVER).cast(pa.timestamp("us", "UTC"))
