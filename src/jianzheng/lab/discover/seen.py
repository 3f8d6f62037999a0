"""The process as the log shows it, in the words of a declared one: so that it can be examined, redesigned and proved."""

from __future__ import annotations

import numpy as np

from jianzheng.core.process import Order, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.discover.habits import Question, marked
from jianzheng.lab.discover.precedence import Precedence, coded, direct, worked
from jianzheng.lab.kept import Keep, chosen
from jianzheng.lab.kernels import precedence as kernel
from jianzheng.lab.log.log import DAY, UNKNOWN, Coded, Log
from jianzheng.lab.log.pairs import done, paired
from jianzheng.lab.simulate.model import MOST
from jianzheng.lab.spans import Spans

USUAL = 0.05
"""An activity in a smaller share of the cases is no step of the usual process."""
DIGITS = 4
SHARES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
"""Shares of the cases an activity must be in to be a step; the first that leaves few enough steps is taken."""


def usual_process(log: Log, office: str) -> Process:
    """The process the log shows, of the activities that are in enough of its cases; `office` is the column that names the
    office, "" for none. Raises Refused where it has too many to simulate as steps."""
    log = done(paired(log))
    log = log.chosen(log.lengths > 0)
    column = log.columns[office] if office else Coded(np.full(log.events, UNKNOWN, np.int32), ())
    for share in SHARES:
        process = process_seen(log, column, usual=share)
        if 0 < len(process.steps) <= MOST:
            return process
    raise Refused(
        "日志中的活动太多，无法作为环节仿真；请先筛选，或指明流程。",
        "The log has too many activities to simulate as steps; filter it, or name a process.",
    )


def process_seen(
    log: Log,
    office: Coded,
    question: Question | None = None,
    keep: Keep | None = None,
    usual: float = USUAL,
) -> Process:
    """A step for every activity in at least the share `usual` of the cases, an order for every direct one held, without a
    ground: a log cannot state one.

    A step's days are the median from when all that always precedes it was over to when it was over, working and waiting
    together; its office is the one that did it most often. What it reads, which law holds it and when it is needed no log
    says: these stay empty, to be filled by somebody who knows."""
    question, keep = question or Question(), chosen(log, keep)
    seen = Precedence.of(log, keep)
    frequent = seen.has >= max(1, usual * seen.cases)
    held = seen.held(question.threshold, question.fewest(seen.cases)) & np.outer(frequent, frequent)
    ids = {code: f"s{number:02}" for number, code in enumerate(np.flatnonzero(frequent).tolist(), 1)}
    days, offices = _days(log, keep, seen, held, question), _offices(log, office, seen.names)
    steps = tuple(Step(id, seen.names[code], offices[code], days[code]) for code, id in ids.items())
    pairs = zip(*(axis.tolist() for axis in np.nonzero(direct(held))), strict=True)
    orders = tuple(Order(ids[a], ids[b]) for a, b in pairs)
    title = Text("日志所见流程", "The process as seen in the log")
    return Process("seen", title, steps, orders, assumptions=_told(seen, question, len(ids)))


def _told(seen: Precedence, question: Question, steps: int) -> tuple[Text, ...]:
    rare = len(seen.names) - steps
    unit = Text("工作日", "working days") if question.worktime else Text("自然日", "natural days")
    return (
        Text(
            f"由 {seen.cases} 个办件的事件日志得出；每个先后在至少 {question.threshold:.0%} 的办件中成立，依据没有说明。",
            f"From the event log of {seen.cases} cases; every order holds in at least {question.threshold:.0%} of "
            "them, on no stated ground.",
        ),
        Text(
            f"环节天数是日志中从可以开始到完成的中位数（{unit.zh}），办理和等待合计。",
            f"Days are medians from when a step could begin to when it was over ({unit.en}), working and waiting together.",
        ),
        Text(f"少见的活动 {rare} 种没有列为环节。", f"{rare} rare activities are no steps."),
    )


def _days(log: Log, keep: Keep, seen: Precedence, held: Keep, question: Question) -> list[float]:
    begun, ended = worked(log)
    marks = marked(held, np.zeros_like(held))
    which, since, until = kernel.took(log.bounds, coded(log, seen.names), begun, ended, keep, marks)
    line = question.worktime(log) if question.worktime else None
    lengths = line.at(until) - line.at(since) if line else until - since
    order = np.argsort(which, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(np.bincount(which, minlength=len(seen.names))))).astype(np.int64)
    day = line.day_length if line else DAY
    return [round(time.median / day, DIGITS) for time in Spans(bounds, lengths[order]).described()]


def _offices(log: Log, office: Coded, names: tuple[str, ...]) -> list[str]:
    """Who did each activity most often; "" where nobody is named."""
    size = len(office.names)
    rows = office.codes != UNKNOWN
    pairs = coded(log, names)[rows].astype(np.int64) * max(size, 1) + office.codes[rows]
    counts = np.bincount(pairs, minlength=len(names) * size).reshape(len(names), size) if size else None
    if counts is None:
        return [""] * len(names)
    return [office.names[int(row.argmax())] if row.any() else "" for row in counts]
