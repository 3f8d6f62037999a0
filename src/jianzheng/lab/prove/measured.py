"""What a change did, by the log: lengths and on-time shares before and after, and everything that speaks against believing it.

Running time and span, natural and working days are figures of their own and never mixed. Two periods differ in more than the
redesign: what else changed between them counts too, and the proof says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from jianzheng.core.process import Process
from jianzheng.core.text import Text
from jianzheng.lab.analysis.terms import Terms, worktime
from jianzheng.lab.compare.alike import FEWEST, widening
from jianzheng.lab.compare.effect import HALF_CUT, Effect, Proportions, Verdict, effect, proportions
from jianzheng.lab.compare.unended import unended
from jianzheng.lab.deadlines import Deadlines
from jianzheng.lab.discover.steps import steps_in
from jianzheng.lab.honesty import Doubt, Found, Honesty
from jianzheng.lab.log.log import DAY, Log, Times
from jianzheng.lab.log.own import made_up_in
from jianzheng.lab.log.pairs import paired
from jianzheng.lab.waiting.split import split
from jianzheng.lab.waiting.table import by_case

TITLES = {
    "span": Text("历时（自然日）", "span, natural days"),
    "open": Text("历时（工作日）", "span, working days"),
    "running": Text("办理时间（自然日，不含申请人和依法中止的时间）", "running time, natural days"),
    "running_open": Text("办理时间（工作日）", "running time, working days"),
}
OPEN = ("open", "running_open")
"""Figures in working days."""
SPOILING = (Doubt.ONE_MOMENT, Doubt.NO_TIME, Doubt.PROMISED_DAY)
"""Doubts that make a log no witness of speed where they touch more than HALF_CUT of it."""
PERIODS = Text(
    "前后对比的是两个时期：其间的其他变化（件数、人员、政策、季节）也计算在内。",
    "Two periods are compared: what else changed between them (cases, staff, rules, season) counts too.",
)
UNSPLIT = Text(
    "没有说明哪些活动是申请人的、哪些是依法中止，办理时间无法与历时分开，因此不列。",
    "Nobody said which activities are the applicant's or pauses by law: running time cannot be told from span.",
)
UNDATED = Text("日志没有前后都有的到期日，按时率无法测量。", "The logs share no due date: no on-time share.")


ALONE = Text(
    f"至少一侧不足 {FEWEST} 件，看不出相邻办件是否同快同慢；若是，区间应更宽。",
    f"Fewer than {FEWEST} cases on a side: nobody can see whether neighbours are slow together; if so, the interval is wider.",
)
UNLIKE = Text(
    "日志中没有一个活动是这个流程的环节：测得的只是这些办件，看不出与这个流程有关。请换成这个流程的日志，"
    "或说明哪个活动是哪个环节（命令写 --step 活动=环节）。",
    "No activity of the logs is a step of this process: what is measured is of these cases, and nothing shows that they are of"
    " this process. Choose its own logs, or say which activity is which step (--step ACTIVITY=STEP).",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One length on both sides: the medians (microseconds), the change, how long a day of it is, and by how much the interval
    is wider than that of cases that know nothing of one another."""

    before: float
    after: float
    effect: Effect
    day: int
    wider: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What two logs say of a change: every figure of TITLES that can be told, the on-time share by the column `due` (None:
    neither log has one), the doubts of either side, and what must be said beside the figures."""

    cases: tuple[int, int]
    unended: tuple[float, float]
    changes: Mapping[str, Change]
    due: str
    on_time: Proportions | None
    doubts: tuple[Mapping[Doubt, Found], Mapping[Doubt, Found]]
    notes: tuple[Text, ...]

    @property
    def verdict(self) -> Verdict:
        """The word on it: of the running time where it is told, else of the span, in working days."""
        return self.changes["running_open" if "running_open" in self.changes else "open"].effect.verdict


def said_first(process: Process, logs: tuple[Log, Log], steps: Mapping[str, str]) -> tuple[Text, ...]:
    """What must be said before all else: that neither log has a step of the process, that cases of our own are made up; `steps`
    says which activity is which step."""
    known = any(steps_in(log, process, steps) for log in logs)
    made_up = [made_up_in(log) for log in logs]
    return (*(() if known else (UNLIKE,)), *((_made_up(*made_up),) if any(made_up) else ()))


def _made_up(before: int, after: int) -> Text:
    return Text(
        f"其中含模拟办件（之前 {before} 件，之后 {after} 件）：只说明用法，不证明成效。",
        f"Simulated cases are among them ({before} before, {after} after): this shows how it works, not what it gains.",
    )


def measured(before: Log, after: Log, terms: Terms | None = None, first: tuple[Text, ...] = ()) -> Measured:
    """Compare the cases before with those after; `first` is said before every other note. Lengths are those of
    `lab.waiting`; the word is that the data cannot tell where a side is too small, cut off or made up afterwards, or the
    change may be chance."""
    terms = terms or Terms()
    doubts = (_doubts(before, terms), _doubts(after, terms))
    sides, cut = (
        (_lengths(before, terms), _lengths(after, terms)),
        _unended(before, after, terms.known.ended),
    )
    told, against = bool(terms.roles.applicant or terms.roles.pauses), _against(doubts)
    due, on_time = _on_time(before, after, terms)
    few = min(len(before), len(after)) < FEWEST
    said = ((PERIODS, True), (UNSPLIT, not told), (UNDATED, on_time is None), (ALONE, few))
    return Measured(
        cases=(len(before), len(after)),
        unended=cut,
        changes={
            name: _change(sides, name, cut, against)
            for name in TITLES
            if told or not name.startswith("running")
        },
        due=due,
        on_time=on_time,
        doubts=doubts,
        notes=(*first, *(text for text, so in said if so), *_drift(sides[0].open)),
    )


def _doubts(log: Log, terms: Terms) -> Mapping[Doubt, Found]:
    return Honesty.of(log, terms.calendar, terms.known).doubts()


@dataclass(frozen=True, slots=True, eq=False)
class _Lengths:
    """Every length of every case, in the order they came; `day`: what a working day counts."""

    span: Times
    open: Times
    running: Times
    running_open: Times
    day: int


def _lengths(log: Log, terms: Terms) -> _Lengths:
    log = paired(log)
    line = worktime(log, terms.calendar)
    (span, running), (span_open, running_open) = by_case(log, split(log, line, terms.roles))
    order = np.argsort(log.first, kind="stable")
    return _Lengths(span[order], span_open[order], running[order], running_open[order], line.day_length)


def _change(
    sides: tuple[_Lengths, _Lengths], name: str, cut: tuple[float, float], against: list[Text]
) -> Change:
    x, y = getattr(sides[0], name), getattr(sides[1], name)
    wider = widening(x, y)
    found = effect(x, y, open_before=cut[0], open_after=cut[1], wider=wider)
    if against:
        found = replace(found, verdict=Verdict.UNTOLD, reasons=(*found.reasons, *against))
    return Change(_median(x), _median(y), found, sides[0].day if name in OPEN else DAY, wider)


def _median(lengths: Times) -> float:
    return float(np.median(lengths)) if len(lengths) else 0.0


def _unended(before: Log, after: Log, ended: str) -> tuple[float, float]:
    """The share of cases on each side without an end."""
    one, other = (float(cases.mean()) if len(cases) else 0.0 for cases in unended(before, after, ended))
    return one, other


def _against(doubts: tuple[Mapping[Doubt, Found], Mapping[Doubt, Found]]) -> list[Text]:
    """Doubts so common that the log is no witness of speed."""
    found = []
    for doubt in SPOILING:
        share = max(side[doubt].share if doubt in side else 0.0 for side in doubts)
        if share > HALF_CUT:
            zh, en = (
                f"{doubt.says.zh}占 {share:.0%}：{doubt.spoils.zh}。",
                f"{doubt.says.en}: {share:.0%}; {doubt.spoils.en}.",
            )
            found.append(Text(zh, en[0].upper() + en[1:]))
    return found


def _on_time(before: Log, after: Log, terms: Terms) -> tuple[str, Proportions | None]:
    """The share of ended cases that kept the first due date both logs have."""
    sides = [Deadlines.of(log, terms.deadlines).cases for log in (before, after)]
    due = next((name for name, kept in sides[0].items() if kept.both and name in sides[1]), "")
    if not due:
        return "", None
    one, other = ((side[due].both - side[due].late, side[due].both) for side in sides)
    return due, proportions(one, other)


def _drift(lengths: Times) -> list[Text]:
    """Whether the cases before grew shorter or longer already, the earlier half against the later."""
    half = len(lengths) // 2
    found = effect(lengths[:half], lengths[half:], wider=widening(lengths[:half], lengths[half:]))
    if found.verdict is Verdict.UNTOLD:
        return []
    word = found.verdict.says
    return [
        Text(
            f"改变之前历时就已在变化（后一半比前一半{word.zh}）：测得的变化可能部分只是这个趋势，也可能被它掩盖。",
            f"Cases changed before the change already (the later half is {word.en}): what is measured may partly be that trend,"
            " or be hidden by it.",
        )
    ]
