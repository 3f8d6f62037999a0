"""Tables of events in: which column means what is guessed and shown, and can be said; then every row is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np

from jianzheng.core.text import Text
from jianzheng.lab.log.log import NEVER, UNKNOWN, Coded, Times
from jianzheng.lab.log.mapping import ABOUT_CASE, Mapping, guessed
from jianzheng.lab.log.order import Rows, laid, numbered
from jianzheng.lab.log.report import Imported, Oddity, Progress, Report, going
from jianzheng.lab.log.sheets import Form, Sheet
from jianzheng.lab.log.texts import Joined, arrow
from jianzheng.lab.log.written_dates import ISO, Pattern, column_read, pattern

SHOWN = 20
"""Rows of the preview."""
DUE = ("target", "due", "deadline", "promised", "planned", "承诺", "期限", "到期")
"""Words in the name of a moment that was set, not one when something happened."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a table seems to hold: its columns, the mapping, the pattern of every column of moments, the first rows."""

    names: tuple[str, ...]
    mapping: Mapping
    form: Form
    patterns: dict[str, Pattern]
    preview: tuple[tuple[str, ...], ...]


def guess(sheet: Sheet) -> tuple[Guess, list[Any]]:
    """What the first piece of a table suggests; the pieces already read are given back."""
    piece = next(sheet.pieces, None)
    values = (
        {}
        if piece is None
        else {n: piece.column(i).slice(0, 1000).to_pylist() for i, n in enumerate(piece.schema.names)}
    )
    patterns = {
        name: found
        for name, column in values.items()
        if (found := pattern([value for value in column if value])) is not None
    }
    mapping = _filled(guessed(sheet.names), sheet.names, patterns)
    rows = zip(*(column[:SHOWN] for column in values.values()), strict=True)
    preview = tuple(tuple(value or "" for value in row) for row in rows)
    made = Guess(tuple(sheet.names), mapping, sheet.form, patterns, preview)
    return made, [] if piece is None else [piece]


def _filled(mapping: Mapping, names: Sequence[str], patterns: dict[str, Pattern]) -> Mapping:
    """The mapping by names, completed by what the values are: moments, or a row a case with a moment for every stage."""
    moments = [name for name in names if name in patterns and not any(word in name.lower() for word in DUE)]
    if mapping.activity or not mapping.case:
        at = mapping.at or next((name for name in moments if name != mapping.began), "")
        return replace(mapping, at=at)
    stages = tuple(name for name in moments if patterns[name].format == ISO or patterns[name].read >= 0.9)
    return replace(mapping, stages=stages, at="", began="") if len(stages) > 1 else mapping


def read_table(
    sheet: Sheet, mapping: Mapping | None, zone: str, progress: Progress | None = None, size: int = 0
) -> Imported:
    """The log of a table. Raises Refused, naming the columns there are, when it cannot be told which is which."""
    first, pieces = guess(sheet)
    mapping = mapping or first.mapping
    mapping.check(sheet.names)
    columns, rows = {name: Joined() for name in sheet.names}, 0
    for piece in chain(pieces, sheet.pieces):
        place = np.arange(rows, rows + piece.num_rows, dtype=np.int64)
        for number, name in enumerate(piece.schema.names):
            columns[name].add(place, arrow(piece.column(number)))
        rows += piece.num_rows
        going(progress, rows, size)
    report = Report(format="CSV" if sheet.form.separator else "Excel", rows=rows + len(sheet.bad))
    report.add(Oddity.BAD_ROW, len(sheet.bad), sheet.bad)
    table = {name: column.column(rows) for name, column in columns.items()}
    return _Made(table, mapping, zone, report, first.patterns).imported()


class _Made:
    """A table of texts on its way to a log."""

    def __init__(
        self,
        table: dict[str, Coded],
        mapping: Mapping,
        zone: str,
        report: Report,
        patterns: dict[str, Pattern],
    ) -> None:
        self.table, self.mapping, self.zone, self.report, self.patterns = (
            table,
            mapping,
            zone,
            report,
            patterns,
        )

    def imported(self) -> Imported:
        """The log and its report."""
        case = self.table[self.mapping.case]
        lost = case.codes == UNKNOWN
        self.report.add(
            Oddity.NO_CASE, int(lost.sum()), (f"#{n + 2}" for n in np.flatnonzero(lost)[:5].tolist())
        )
        rows = np.flatnonzero(~lost)
        codes, old = numbered(case.codes[rows], len(case.names))
        cases = [case.names[n] for n in old.tolist()]
        made = self._staged(cases, codes, rows) if self.mapping.stages else self._plain(cases, codes, rows)
        self.report.kept = len(made.case)
        return Imported(laid(made, self.zone), self.report)

    def _plain(self, cases: list[str], codes: Any, rows: Any) -> Rows:
        """A row an event."""
        mapping, table, report = self.mapping, self.table, self.report
        activity = table[mapping.activity].chosen(rows)
        report.add(Oddity.NO_ACTIVITY, int((activity.codes == UNKNOWN).sum()))
        at = self._moments(mapping.at)[rows]
        bad = report.odd.get(Oddity.BAD_TIME, (0, ()))[0]
        report.add(Oddity.NO_TIME, int((at == NEVER).sum()) - bad)
        texts, dates = self._others(mapping.named)
        about = {name for name in (*texts, *dates) if name.startswith(ABOUT_CASE)}
        first = _firsts(codes, len(cases))
        return Rows(
            cases=cases,
            case=codes,
            activity=activity,
            at=at,
            began=self._moments(mapping.began)[rows] if mapping.began else None,
            resource=table[mapping.resource].chosen(rows) if mapping.resource else None,
            columns={name: column.chosen(rows) for name, column in texts.items() if name not in about},
            dates={name: times[rows] for name, times in dates.items() if name not in about},
            case_columns={
                n.removeprefix(ABOUT_CASE): texts[n].chosen(rows[first]) for n in about if n in texts
            },
            case_dates={n.removeprefix(ABOUT_CASE): dates[n][rows[first]] for n in about if n in dates},
        )

    def _staged(self, cases: list[str], codes: Any, rows: Any) -> Rows:
        """A row a case: every stage with a moment is an event named like its column; the rest belongs to the case."""
        stages = self.mapping.stages
        self.report.notes.append(
            Text(
                f"一行一件：{'、'.join(stages)} 各为一个事件",
                f"a row a case: {', '.join(stages)} are its events",
            )
        )
        times = np.concatenate([self._moments(stage)[rows] for stage in stages])
        happened = times != NEVER
        which = np.repeat(np.arange(len(stages), dtype=np.int32), len(rows))[happened]
        case, old = numbered(np.tile(codes, len(stages))[happened], len(cases))
        texts, dates = self._others(frozenset((self.mapping.case, *stages)))
        first = rows[_firsts(codes, len(cases))[old]]
        return Rows(
            cases=[cases[n] for n in old.tolist()],
            case=case,
            activity=Coded(which, tuple(stages)),
            at=times[happened],
            case_columns={name: column.chosen(first) for name, column in texts.items()},
            case_dates={name: values[first] for name, values in dates.items()},
        )

    def _others(self, named: frozenset[str]) -> tuple[dict[str, Coded], dict[str, Times]]:
        """The further columns: those of moments, and the others as texts."""
        rest = [name for name in self.table if name not in named]
        moments = [name for name in rest if name in self.patterns and self.patterns[name].format == ISO]
        return (
            {name: self.table[name] for name in rest if name not in moments},
            {name: self._moments(name) for name in moments},
        )

    def _moments(self, name: str) -> Times:
        """A column as moments; what cannot be read is counted."""
        column, asked = self.table[name], self.mapping.at_format
        found = self.patterns.get(name)
        if not asked or name != self.mapping.at:
            if self.mapping.day_first is not None and found and found.note:
                found = pattern(column.names, self.mapping.day_first)
            asked = found.format if found else ISO
        own = not self.mapping.at_format or name != self.mapping.at
        times, bad = column_read(column, asked, self.zone, guessed=own and found is not None)
        if found and found.note:
            self.report.notes.append(found.note)
        what = Oddity.BAD_TIME if name in (self.mapping.at, *self.mapping.stages) else Oddity.BAD_DATE
        self.report.add(what, bad, (name,) if bad else ())
        return times


def _firsts(codes: Any, count: int) -> Any:
    """The first row of each case."""
    first = np.empty(count, np.intp)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first
