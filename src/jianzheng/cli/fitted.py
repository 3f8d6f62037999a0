"""`jianzheng simulate --fit LOG`: the hall a log shows, and first of all whether it reproduces today."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianzheng.cli.logs import add_columns, kept_cases, read_log
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.calendars import calendar

if TYPE_CHECKING:
    from jianzheng.lab.log.log import Log
    from jianzheng.lab.simulate.fit import Fitted
    from jianzheng.lab.simulate.replay import Replay

SHARES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
"""Shares of the cases an activity must be in to be a step, the first that leaves few enough steps is taken."""
MOST = 62


def add_fit(parser: ArgumentParser) -> None:
    """The arguments that name a log and say how to read it."""
    add = parser.add_argument
    add("--fit", metavar="LOG", help="由日志拟合 · fit to this log")
    step = "日志中的活动就是流程的这个环节 · this activity is that step"
    add("--step", action="append", default=[], metavar="ACTIVITY=STEP", help=step)
    applicant = "申请人的活动，不占人手 · an activity of the applicant"
    add("--applicant", action="append", default=[], metavar="NAME", help=applicant)
    add("--office", default="", metavar="COLUMN", help="写着部门的列 · the column that names the office")
    add_columns(parser)


def fitted(process: Process | None, options: Namespace) -> Fitted:
    """The hall of a log: of the process named, else of the process the log shows. Raises Refused, saying what to do."""
    from jianzheng.lab.simulate.fit import Said, fit
    from jianzheng.lab.waiting.split import Roles, check, office_column

    log = read_log(options.fit, options).log
    keep = kept_cases(log, options)
    log = log if keep is None else log.chosen(keep)
    roles = Roles(frozenset(options.applicant), {}, options.office)
    check(log, roles)
    office = office_column(log, roles)
    told = dict(word.rpartition("=")[::2] for word in options.step)
    said = Said(told, roles.applicant, office)
    return fit(log, process or _seen(log, office), calendar(options.calendar), said)


def _seen(log: Log, office: str) -> Process:
    """The process the log shows, of the activities that are in enough of its cases."""
    import numpy as np

    from jianzheng.lab.discover.seen import process_seen
    from jianzheng.lab.log.log import UNKNOWN, Coded
    from jianzheng.lab.log.pairs import done, paired

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


def fitted_json(made: Fitted, options: Namespace) -> dict[str, Any]:
    """Whether it reproduces today, the third held out, the offices, and what was taken where the log says nothing."""
    return {
        "log": Path(options.fit).name,
        "cases": made.cases,
        "events_covered": round(made.covered, 4),
        "steps": len(made.hall.tasks),
        "today": _replay(made.today),
        "held_out": _replay(made.later) if made.later else None,
        "offices": [
            {
                "name": pool.id,
                "people": pool.people,
                "hours": list(pool.hours),
                "queue_explains": round(made.explained[pool.id], 4),
            }
            for pool in made.hall.pools
        ],
        "told": [_text(text) for text in made.told],
    }


def _replay(made: Replay) -> dict[str, Any]:
    from jianzheng.lab.simulate.replay import FIGURES

    rows = zip(FIGURES, made.seen, made.simulated, strict=True)
    days = {name: {"seen": round(seen, 4), "simulated": round(sim, 4)} for name, seen, sim in rows}
    return {"cases": made.cases, "reproduced": made.near, "days": days}


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en or text.zh}
