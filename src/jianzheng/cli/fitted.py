"""`jianzheng simulate --fit LOG`: the hall a log shows, and first of all whether it reproduces today."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from jianzheng.cli.logs import add_columns, kept_cases, read_log
from jianzheng.core.process import Process
from jianzheng.formats.calendars import calendar

if TYPE_CHECKING:
    from jianzheng.lab.simulate.fit import Fitted


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
    from jianzheng.lab.discover.seen import usual_process
    from jianzheng.lab.simulate.fit import Said, fit
    from jianzheng.lab.waiting.split import Roles, check, office_column

    log = read_log(options.fit, options).log
    keep = kept_cases(log, options)
    log = log if keep is None else log.chosen(keep)
    roles = Roles(frozenset(options.applicant), {}, options.office)
    check(log, roles)
    office = office_column(log, roles)
    said = Said(steps_said(options), roles.applicant, office)
    return fit(log, process or usual_process(log, office), calendar(options.calendar), said)


def steps_said(options: Namespace) -> dict[str, str]:
    """Which activity is which step, as said."""
    return dict(word.rpartition("=")[::2] for word in options.step)
