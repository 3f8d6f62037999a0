"""`jianzheng simulate`: a process with staff, hours and a calendar, assumed or fitted to a log, and what another would do."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from jianzheng.cli import simulate_said
from jianzheng.cli.fitted import add_fit, fitted, fitted_json
from jianzheng.cli.progress import bar
from jianzheng.cli.reading import situated, source
from jianzheng.cli.staffing import add_staff, assumed, staffing
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar

if TYPE_CHECKING:
    from jianzheng.lab.simulate.figures import Interval, Simulated
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
    add("--arrivals", type=float, metavar="N", help="每个工作日收件数 · cases a working day (10)")
    add_staff(parser)
    effort = "时限每个工作日对应的实际工作小时 · hours of work for each working day of a limit"
    add("--effort", type=float, default=1.0, metavar="H", help=effort)
    add("--calendar", default="cn", help="工作日历 · working calendar (cn, nl, de-by …)")
    add("--start", default="2025-01-02", metavar="YYYY-MM-DD", help="从这一天起 · from this day")
    add("--days", type=int, default=366, help="多少天的收件 · days of arrivals")
    add("--seed", type=int, default=1, help="随机种子 · seed")
    add_fit(parser)
    add("--json", action="store_true", help="输出 JSON · print JSON")
    return parser


def _process(words: list[str], options: Namespace) -> Process:
    """The one process meant. Raises Refused when there are none or several."""
    _, found, _ = source(words, options.process if words is options.source else None)
    if len(found) != 1:
        names = "、".join(one.id for one in found) or "–"
        raise Refused(
            f"请指明一个流程（文件:流程）；现有：{names}。",
            f"Name one process (FILE:PROCESS); there are: {names}.",
        )
    return situated(found[0], options.when, options.unless)


def _simulated(options: Namespace) -> dict[str, Any]:
    process = _process(options.source, options) if options.source else None
    other = _process([options.against], options) if options.against else None
    made = fitted(process, options) if options.fit else None
    process = made.process if made else process
    assert process is not None
    halls = _halls(process, other, made.hall if made else None, options)
    arrivals, period = _when(made, options)
    answer: dict[str, Any] = {
        "process": process.id,
        "fit": fitted_json(made, options) if made else None,
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


def _halls(process: Process, other: Process | None, seen: Hall | None, options: Namespace) -> list[Hall]:
    """Today, and where something is changed, tomorrow: what is said of staff holds for both sides where it is all that is
    known, and for tomorrow where today was fitted to a log."""
    from jianzheng.lab.simulate.process import check_offices, hall_of, staffed

    taken, said = assumed(options), staffing(options)
    if seen is None:
        halls = [hall_of(one, taken) for one in (process, other) if one is not None]
        check_offices(said, halls)
        return [staffed(hall, said) for hall in halls]
    after = hall_of(other, taken, seen) if other else seen
    check_offices(said, [seen, after])
    return [seen, staffed(after, said)] if other or said.offices else [seen]


def _when(made: Fitted | None, options: Namespace) -> tuple[Arrivals, Period]:
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

    drawn = bar("仿真 simulating")
    told: Any = (lambda done: drawn(done, MOST)) if drawn else (lambda done: None)
    if len(halls) == 1:
        return _side(simulated(halls[0], arrivals, period, seed=options.seed, limits=limits, tell=told))
    both = against((halls[0], halls[1]), arrivals, period, seed=options.seed, limits=limits, tell=told)
    change = {name: _ends(found) for name, found in both.change.items()}
    return _side(both.before) | {"after": _side(both.after)["figures"], "change": change}


def _side(made: Simulated) -> dict[str, Any]:
    over = [name[5:] for name, load in made.figures.items() if name.startswith("load_") and load.mean >= 1]
    return {
        "runs": made.runs,
        "overloaded": over,
        "figures": {name: _ends(found) for name, found in made.figures.items()},
    }


def _ends(found: Interval) -> dict[str, float]:
    return {"mean": found.mean, "low": found.low, "high": found.high}
