"""`jianzheng simulate`: a process with staff, hours and a calendar, assumed or fitted to a log, and what another would do."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianzheng.cli import simulate_said
from jianzheng.cli.fitted import add_fit, fitted
from jianzheng.cli.progress import bar
from jianzheng.cli.reading import situated, source
from jianzheng.cli.staffing import add_staff, assumed, staffing
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from jianzheng.formats.pack import Pack

if TYPE_CHECKING:
    from jianzheng.lab.simulate.figures import Simulated
    from jianzheng.lab.simulate.fit import Fitted
    from jianzheng.lab.simulate.model import Hall
    from jianzheng.lab.simulate.period import Period
    from jianzheng.lab.simulate.run import Arrivals

USUAL = 10
"""Cases a working day where nothing says how many."""


def run(argv: list[str]) -> int:
    """Simulate what is named and print the figures with their intervals."""
    options = _parser().parse_args(argv)
    if not options.source and not options.fit:
        raise Refused("请指明流程，或用 --fit 给出日志。", "Name a process, or give a log with --fit.")
    answer = _simulated(options)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if options.json else simulate_said.lines(answer))
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser("jianzheng simulate", description="流程仿真 · simulate a process with its staff")
    add = parser.add_argument
    add("source", nargs="*", metavar="FILE|PACK[:PROCESS]", help="流程 · the process")
    add("--process", help="只取其中一个流程 · only this process of the file")
    add("--against", metavar="FILE|PACK:PROCESS", help="与这个流程比较 · compare with this process")
    add("--when", action="append", default=[], metavar="条件", help="这个条件成立 · this condition holds")
    add("--unless", action="append", default=[], metavar="条件", help="这个条件不成立 · it does not hold")
    add_hall(parser)
    add_fit(parser)
    add("--json", action="store_true", help="输出 JSON · print JSON")
    return parser


def add_hall(parser: ArgumentParser) -> None:
    """The arguments that say who comes, who is there, and when."""
    add = parser.add_argument
    add("--arrivals", type=float, metavar="N", help="每个工作日收件数 · cases a working day (10)")
    add_staff(parser)
    effort = "时限每个工作日对应的实际工作小时 · hours of work for each working day of a limit"
    add("--effort", type=float, default=1.0, metavar="H", help=effort)
    add("--calendar", default="cn", help="工作日历 · working calendar (cn, nl, de-by …)")
    add("--start", default="2025-01-02", metavar="YYYY-MM-DD", help="从这一天起 · from this day")
    add("--days", type=int, default=366, help="多少天的收件 · days of arrivals")
    add("--seed", type=int, default=1, help="随机种子 · seed")


def one_process(words: list[str], options: Namespace) -> tuple[Process, Pack]:
    """The one process meant, and the pack it is in. Raises Refused when there are none or several."""
    pack, found, _ = source(words, options.process if words is options.source else None)
    if len(found) != 1:
        names = "、".join(one.id for one in found) or "–"
        raise Refused(
            f"请指明一个流程（文件:流程）；现有：{names}。",
            f"Name one process (FILE:PROCESS); there are: {names}.",
        )
    return situated(found[0], options.when, options.unless), pack


def _simulated(options: Namespace) -> dict[str, Any]:
    from jianzheng.lab.simulate.process import halls_of
    from jianzheng.lab.simulate.shape import fitted_json

    process = one_process(options.source, options)[0] if options.source else None
    other = one_process([options.against], options)[0] if options.against else None
    made = fitted(process, options) if options.fit else None
    process = made.process if made else process
    assert process is not None
    halls = halls_of((process, other), assumed(options), staffing(options), made.hall if made else None)
    arrivals, period = when(made, options)
    answer: dict[str, Any] = {
        "process": process.id,
        "fit": fitted_json(made, Path(options.fit).name) if made else None,
        "assumptions": [] if made else [{"zh": t.zh, "en": t.en} for t in assumed(options).said],
        "arrivals_a_working_day": round(arrivals.per_day, 4),
        "period": [period.start.isoformat(), period.days],
        "calendar": options.calendar,
        "seed": options.seed,
    }
    limits = [] if made and not options.source else [("limit", float(process.schedule.length))]
    return answer | _figures(halls, arrivals, period, limits, options) | _named(other, len(halls))


def _named(other: Process | None, sides: int) -> dict[str, Any]:
    if sides == 1:
        return {}
    return {"against": other.id if other else "人手变更 staff changed"}


def when(made: Fitted | None, options: Namespace) -> tuple[Arrivals, Period]:
    """When applicants come and on which days: as the log shows, else as said. Raises Refused for what is no day."""
    from dataclasses import replace

    from jianzheng.lab.simulate.period import Period
    from jianzheng.lab.simulate.run import Arrivals

    if made is not None:
        rate = made.arrivals.per_day if options.arrivals is None else options.arrivals
        return replace(made.arrivals, per_day=rate), made.period
    try:
        start = dt.date.fromisoformat(options.start)
    except ValueError:
        raise Refused("日期写成 2025-01-02。", "Write the day as 2025-01-02.") from None
    rate = USUAL if options.arrivals is None else options.arrivals
    return Arrivals(rate, assumed(options).hours), Period(start, options.days, calendar(options.calendar))


def _figures(
    halls: list[Hall], arrivals: Arrivals, period: Period, limits: list[tuple[str, float]], options: Namespace
) -> dict[str, Any]:
    from jianzheng.lab.simulate.figures import MOST, against, simulated
    from jianzheng.lab.simulate.shape import figures_json

    drawn = bar("仿真 simulating")
    told: Any = (lambda done: drawn(done, MOST)) if drawn else (lambda done: None)
    if len(halls) == 1:
        return _side(simulated(halls[0], arrivals, period, seed=options.seed, limits=limits, tell=told))
    both = against((halls[0], halls[1]), arrivals, period, seed=options.seed, limits=limits, tell=told)
    after = {"after": figures_json(both.after.figures), "change": figures_json(both.change)}
    return _side(both.before) | after


def _side(made: Simulated) -> dict[str, Any]:
    from jianzheng.lab.simulate.shape import figures_json, overloaded

    return {"runs": made.runs, "overloaded": overloaded(made), "figures": figures_json(made.figures)}
