"""Parquet in and out: any table of events, and our own stored form, sorted and coded, which is loaded as it lies.

Our form has one row an event in the order of a Log, texts in dictionaries, times in UTC microseconds, columns of cases under
`case:`, and what else a Log holds in the metadata `jianzheng-log`. It is a plain table to everybody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

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
EDITION = 1


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
    ours = json.loads((schema.metadata or {}).get(OURS, b"{}"))
    mapping = mapping or guessed(schema.names)
    mapping.check(schema.names)
    file = pq.ParquetFile(path, read_dictionary=schema.names)
    table = _Table(file, zone if not ours else ours.get("zone", zone), mapping, progress)
    return table.imported(bool(ours))


class _Table:
    """A Parquet file read column by column; what every log has is read ahead while the column before it is coded."""

    def __init__(self, file: Any, zone: str, mapping: Mapping, progress: Progress | None) -> None:
        self.file, self.zone, self.mapping, self.progress = file, zone, mapping, progress
        self.report = Report(format="Parquet", rows=file.metadata.num_rows)
        self.done = 0
        self.names = list(file.schema_arrow.names)
        needed = (mapping.case, mapping.activity, mapping.at, mapping.resource)
        self.reader = ThreadPoolExecutor(1)
        self.coming = {name: self.reader.submit(file.read, columns=[name]) for name in needed if name}

    def column(self, name: str) -> Any:
        """One column, in as many pieces as it is read in."""
        going(self.progress, self.done, len(self.names))
        self.done += 1
        # One thread alone reads: two reads of one file at a time can wait for each other for ever.
        coming = self.coming.pop(name, None) or self.reader.submit(self.file.read, columns=[name])
        return coming.result().column(0)

    def imported(self, ours: bool) -> Imported:
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
            columns=texts,
            dates=times,
            case_columns={n.removeprefix(ABOUT_CASE): c.chosen(first) for n, c in case_texts.items()},
            case_dates={n.removeprefix(ABOUT_CASE): t[first] for n, t in case_times.items()},
        )
        report.kept = len(codes)
        if ours:
            report.notes.append(Text("本系统保存的日志", "a log as this product stores it"))
        return Imported(laid(rows, self.zone), report)

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
        times, bad = moments(self.column(name).combine_chunks(), self.zone)
        self.report.add(Oddity.BAD_TIME if name == self.mapping.at else Oddity.BAD_DATE, bad, (name,))
        return times if keep is None else times[keep]

    def _several(
        self, names: Iterable[str], keep: NDArray[np.bool_] | None
    ) -> tuple[dict[str, Coded], dict[str, Times]]:
        """Further columns: moments by their type, everything else as texts."""
        import pyarrow as pa

        texts, times = {}, {}
        for name in names:
            kind = self.file.schema_arrow.field(name).type
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

    owner = log.owner
    columns: dict[str, Any] = {
        "case": _dictionary(Coded(owner.astype(np.int32), tuple(log.cases))),
        "activity": _dictionary(log.activity),
        "at": _stamps(log.at),
    }
    if log.began is not None:
        columns["began"] = _stamps(log.began)
    if log.resource is not None:
        columns["resource"] = _dictionary(log.resource)
    columns |= {name: _dictionary(column) for name, column in log.columns.items()}
    columns |= {name: _stamps(times) for name, times in log.dates.items()}
    columns |= {ABOUT_CASE + n: _dictionary(c.chosen(owner)) for n, c in log.case_columns.items()}
    columns |= {ABOUT_CASE + n: _stamps(times[owner]) for n, times in log.case_dates.items()}
    said = json.dumps({"edition": EDITION, "zone": log.zone}).encode()
    table = pa.table(columns).replace_schema_metadata({OURS: said})
    pq.write_table(table, path, compression="zstd", row_group_size=1 << 20)


def _dictionary(column: Coded) -> Any:
    import pyarrow as pa

    indices = pa.array(column.codes, mask=column.codes == UNKNOWN)
    return pa.DictionaryArray.from_arrays(indices, pa.array(column.names, pa.string()))


def _stamps(times: Times) -> Any:
    import pyarrow as pa

    return pa.array(times, pa.int64(), mask=times == NEVER).cast(pa.timestamp("us", "UTC"))
