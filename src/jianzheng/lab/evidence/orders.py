"""Evidence about order: what only habit keeps apart, and what the log does against the law."""

from __future__ import annotations

from jianzheng.core.text import Text
from jianzheng.lab.analysis import Terms, asked
from jianzheng.lab.discover.habits import Broken, Habit, habits
from jianzheng.lab.evidence.value import FEWEST, Evidence, Kind, Offered
from jianzheng.lab.log.log import Log
from jianzheng.lab.worktime import WorkTime

LEAST_DAYS = 0.1
"""An order whose dropping frees less than this, in the median case and in working days, is not worth a decision."""
TOGETHER = Text("让两个环节并行办理", "let the two run together")
AT_ONCE = Text(
    "生效流程并不要求这一先后：告知部门可以同时开始",
    "the process in force does not ask for this order: tell the offices that they may begin at once",
)


def in_order(log: Log, offered: Offered, terms: Terms, time: WorkTime) -> list[Evidence]:
    """Orders that are only habit, and demanded ones that are not kept."""
    seen = habits(log, None, offered.confronted, terms.steps, asked(terms))
    known = offered.confronted.process.index
    made = [
        _order(habit, offered, time)
        for habit in seen.habits
        if {habit.before, habit.after} <= known.keys()
        and habit.both >= FEWEST
        and habit.freed.median >= LEAST_DAYS * time.day_length
    ]
    return made + [_broken(one, offered) for one in seen.broken if one.reversed]


def _order(habit: Habit, offered: Offered, time: WorkTime) -> Evidence:
    before, after = offered.step(habit.before), offered.step(habit.after)
    move = offered.answer("run_together", habit.after, habit.before)
    move = move or offered.answer("defer", habit.before)
    days = habit.freed.median / time.day_length
    said = Text(
        f"“{after.name}”总在“{before.name}”之后才办：{habit.both} 件中有 {habit.first} 件如此，法律和数据都不要求；"
        f"若不等，办理时间最多可提前 {days:.1f} 个工作日（中位数）",
        f"“{after.en}” always came after “{before.en}”: in {habit.first} of {habit.both} cases, though neither law nor data "
        f"demand it; without the wait it could come up to {days:.1f} working days earlier (median)",
    )
    return Evidence(
        Kind.ORDER,
        (habit.before, habit.after),
        habit.first,
        habit.both,
        said,
        TOGETHER if move else AT_ONCE,
        days,
        habit.freed.total / time.day_length,
        move,
        examples=habit.examples,
    )


def _broken(one: Broken, offered: Offered) -> Evidence:
    before, after = offered.step(one.before), offered.step(one.after)
    said = Text(
        f"{one.cases} 件中有 {one.reversed} 件“{after.name}”先于“{before.name}”，而{one.ground.cite}要求相反",
        f"in {one.reversed} of {one.cases} cases “{after.en}” came before “{before.en}”; {one.ground.cite} demands the reverse",
    )
    remedy = Text(
        "法律要求这一先后：按此办理，并查明原因",
        "law demands this order: keep it, and find out why it was not",
    )
    return Evidence(
        Kind.BROKEN,
        (one.before, one.after),
        one.reversed,
        one.cases,
        said,
        remedy,
        ground=one.ground.cite,
        examples=one.examples,
    )
