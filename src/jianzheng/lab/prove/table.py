"""The three gains in one table, read off the frozen value: what terminal, page and paper show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jianzheng.core.burden import LABELS
from jianzheng.core.text import Text
from jianzheng.formats.study import Json
from jianzheng.lab.compare.effect import Verdict

ARROW = " → "
NOMINAL, SIMULATED, MEASURED = Text("名义", "Nominal"), Text("仿真", "Simulated"), Text("实测", "Measured")
FIGURE = Text("指标", "Figure")
TIMES = (
    (Text("工作日：名义为最长链，仿真和实测为历时中位数",
          "Working days: longest chain (nominal), median span (simulated, measured)"), "days_chain", "open_p50", "open"),
    (Text("历时，工作日，平均", "Span, working days, mean"), "", "open_mean", ""),
    (Text("历时，工作日，九成以内", "Span, working days, 90 % within"), "", "open_p90", ""),
    (Text("历时，自然日，中位数", "Span, natural days, median"), "", "span_p50", "span"),
    (Text("办理时间，自然日，中位数（不含申请人和依法中止）",
          "Running time, natural days, median (without applicant and lawful pauses)"), "", "running_p50", "running"),
    (Text("办理时间，工作日，中位数", "Running time, working days, median"), "", "", "running_open"),
)  # fmt: skip
"""Label; the figure's name in the nominal, the simulated and the measured part, "" where that part has none."""
COUNTS = ("visits", "materials", "sign_levels", "offices", "handovers", "steps", "days_sum")
OUTRIGHT = "="
MEANINGLESS = Text("队伍只会越来越长，没有意义", "the queue grows without end: means nothing")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one part: before and after, the change with its interval, the word on it where there is one."""

    before: str
    after: str
    change: str
    word: Text | None = None

    @property
    def sides(self) -> str:
        """Before → after."""
        return f"{self.before}{ARROW}{self.after}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line; None where a part has no such figure."""

    figure: Text
    nominal: Cell | None = None
    simulated: Cell | None = None
    measured: Cell | None = None

    @property
    def cells(self) -> tuple[Cell | None, Cell | None, Cell | None]:
        """The three columns."""
        return self.nominal, self.simulated, self.measured


def rows(value: Json) -> list[Row]:
    """Times first, then what is on time, counted, loaded; lines that no part fills are left out."""
    found = [Row(t, _nominal(value, n), _simulated(value, s), _measured(value, m)) for t, n, s, m in TIMES]
    found.append(_on_time(value))
    found += [Row(LABELS[name], _nominal(value, name)) for name in COUNTS]
    found += _loads(value)
    return [row for row in found if any(row.cells)]


def _nominal(value: Json, name: str) -> Cell | None:
    row = value["nominal"]["figures"].get(name)
    if not row:
        return None
    before, after = row["before"], row["after"]
    known = before is not None and after is not None
    return Cell(number(before), number(after), signed(after - before) if known else "—")


def _simulated(value: Json, name: str) -> Cell | None:
    row = value["simulated"].get("figures", {}).get(name)
    if not row:
        return None
    before, after = (row[side] and row[side]["mean"] for side in ("before", "after"))
    change = row["change"]
    told = interval(change["mean"], change["low"], change["high"]) if change else "—"
    return Cell(number(before), number(after), told, MEANINGLESS if overloaded(value) else None)


def overloaded(value: Json) -> list[str]:
    """The offices that have more work than people before or after: what was simulated means nothing."""
    told = value["simulated"].get("overloaded", {})
    return list(dict.fromkeys(office for side in ("before", "after") for office in told.get(side, ())))


def _measured(value: Json, name: str) -> Cell | None:
    row = value["measured"].get("changes", {}).get(name)
    if not row:
        return None
    change = interval(row["shift_days"], *row["interval_days"])
    return Cell(number(row["before"]), number(row["after"]), change, Verdict(row["verdict"]).says)


def _on_time(value: Json) -> Row:
    """Shares: simulated within today's longest chain, measured by a due date of the log."""
    due, told = value["measured"].get("due", ""), value["measured"].get("on_time")
    within = value["simulated"].get("figures", {}).get("within_limit")
    cells = (_points(within), _kept(told))
    zh, en = "按时率", "On time"
    if cells[0]:
        limit = number(value["simulated"]["limit"])
        zh, en = (
            f"{zh}；仿真：今天的最长链 {limit} 个工作日之内",
            f"{en}; simulated: within today's {limit} working days",
        )
    if cells[1]:
        zh, en = f"{zh}；实测：日志的到期日 {due}", f"{en}; measured: by the due date {due} of the log"
    return Row(Text(zh, en), None, *cells)


def _points(row: Json | None) -> Cell | None:
    if not row or not (row["before"] and row["after"] and row["change"]):
        return None
    ends = (100 * row["change"][end] for end in ("mean", "low", "high"))
    return Cell(share(row["before"]["mean"]), share(row["after"]["mean"]), interval(*ends) + " %")


def _kept(row: Json | None) -> Cell | None:
    if not row:
        return None
    ends = (100 * row[end] for end in ("change", "low", "high"))
    return Cell(share(row["before"]), share(row["after"]), interval(*ends) + " %")


def _loads(value: Json) -> Iterator[Row]:
    for name, row in value["simulated"].get("figures", {}).items():
        if name.startswith("load_"):
            office = name.removeprefix("load_")
            first, last = (share(row[side]["mean"]) if row[side] else "—" for side in ("before", "after"))
            ends = row["change"] and [100 * row["change"][end] for end in ("mean", "low", "high")]
            told = interval(*ends) + " %" if ends else "—"
            yield Row(Text(f"负荷：{office}", f"Load: {office}"), None, Cell(first, last, told))


def number(value: float | None) -> str:
    """A figure to two digits, whole ones whole; — where there is none."""
    return "—" if value is None else f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def signed(value: float) -> str:
    """A change with its sign, = for none."""
    shown = number(abs(value))
    return OUTRIGHT if shown == "0" else f"{'−' if value < 0 else '+'}{shown}"


def share(value: float) -> str:
    """A share in percent."""
    return f"{value:.1%}"


def interval(middle: float, low: float, high: float) -> str:
    """A change with its interval."""
    return f"{signed(middle)} [{signed(low).replace(OUTRIGHT, '0')}, {signed(high).replace(OUTRIGHT, '0')}]"


def headline(value: Json) -> Text:
    """The three gains in one sentence; what is absent is said to be."""
    told = next(iter(rows(value)))
    zh: list[str] = []
    en: list[str] = []
    for title, part, cell in zip((NOMINAL, SIMULATED, MEASURED), PARTS, told.cells, strict=True):
        absent = value[part].get("absent")
        said = Text(absent["zh"].rstrip("。"), absent["en"].rstrip(".")) if absent else _said(title, cell)
        if part == "simulated" and (over := overloaded(value)):
            said = _unmeant(over)
        zh.append(said.zh)
        en.append(said.en[0].lower() + said.en[1:] if en else said.en)
    return Text("；".join(zh) + "。", "; ".join(en) + ".")


def _unmeant(offices: list[str]) -> Text:
    """Said in place of a gain that means nothing."""
    zh, en = "、".join(offices), ", ".join(offices)
    return Text(
        f"{SIMULATED.zh}没有意义：{zh} 的工作量超过人手，请增加人手或减少件数",
        f"{SIMULATED.en} figures mean nothing: more work than people in {en}; add staff or take fewer cases",
    )


PARTS = ("nominal", "simulated", "measured")


def _said(title: Text, cell: Cell | None) -> Text:
    if cell is None:
        return Text(f"{title.zh} —", f"{title.en} —")
    word = cell.word
    more = Text(f"，{word.zh}", f", {word.en}") if word else Text("", "")
    return Text(
        f"{title.zh} {cell.sides}（{cell.change}）个工作日{more.zh}",
        f"{title.en} {cell.sides} ({cell.change}) working days{more.en}",
    )
