"""`jianzheng simulate`: a process with staff, hours and a calendar; and what another one would do with the same applicants."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from jianzheng.cli.progress import bar
from jianzheng.cli.reading import situated, source
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.calendars import calendar

if TYPE_CHECKING:
    from jianzheng.lab.simulate.figures import Interval, Simulated
    from jianzheng.lab.simulate.process import Assumed

SHOWN = {
    "open_mean": Text("历时（工作日，平均）", "working days, mean"),
    "open_p50": Text("历时（工作日，中位）", "working days, median"),
    "open_p90": Text("历时（工作日，九成以内）", "working days, 90 %"),
    "span_mean": Text("历时（自然日，平均）", "natural days, mean"),
    "within_limit": Text("在各环节时限最长链之内的比例", "share within the longest chain of limits"),
}


def run(argv: list[str]) -> int:
    """Simulate what is named and print the figures with their intervals."""
    options = _parser().parse_args(argv)
    process = _process(options.source, options)
    other = _process([options.against], options) if options.against else None
    answer = _simulated(process, other, options)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if options.json else _said(answer))
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser("jianzheng simulate", description="流程仿真 · simulate a process with its staff")
    add = parser.add_argument
    add("source", nargs="+", metavar="FILE|PACK[:PROCESS]", help="流程 · the process")
    add("--process", help="只取其中一个流程 · only this process of the file")
    add("--against", metavar="FILE|PACK:PROCESS", help="与这个流程比较 · compare with this process")
    add("--when", action="append", default=[], metavar="条件", help="这个条件成立 · this condition holds")
    add("--unless", action="append", default=[], metavar="条件", help="这个条件不成立 · it does not hold")
    add("--arrivals", type=float, default=10, metavar="N", help="每个工作日收件数 · cases a working day")
    staff = "每个部门人数，或 部门=人数 · people in each office, or OFFICE=N"
    add("--staff", action="append", default=[], metavar="N|OFFICE=N", help=staff)
    effort = "时限每个工作日对应的实际工作小时 · hours of work for each working day of a limit"
    add("--effort", type=float, default=1.0, metavar="H", help=effort)
    add("--hours", default="9-17", metavar="9-17", help="办公时间 · opening hours")
    add("--calendar", default="cn", help="工作日历 · working calendar (cn, nl, de-by …)")
    add("--start", default="2025-01-02", metavar="YYYY-MM-DD", help="从这一天起 · from this day")
    add("--days", type=int, default=366, help="多少天的收件 · days of arrivals")
    add("--seed", type=int, default=1, help="随机种子 · seed")
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


def _assumed(options: Namespace) -> Assumed:
    """What was said of staff and hours. Raises Refused for what is no number."""
    from jianzheng.lab.simulate.process import Assumed

    people, staff = 3, {}
    try:
        for word in options.staff:
            office, named, count = word.rpartition("=")
            if named:
                staff[office] = int(count)
            else:
                people = int(count)
        first, last = (float(part) for part in options.hours.split("-"))
    except ValueError:
        raise Refused(
            "人数写成 3 或 部门=3，办公时间写成 9-17。", "Write staff as 3 or OFFICE=3, hours as 9-17."
        ) from None
    return Assumed(options.effort, people, staff, (first, last))


def _simulated(process: Process, other: Process | None, options: Namespace) -> dict[str, Any]:
    from jianzheng.lab.simulate.figures import MOST, against, simulated
    from jianzheng.lab.simulate.period import Period
    from jianzheng.lab.simulate.process import hall_of
    from jianzheng.lab.simulate.run import Arrivals

    assumed, drawn = _assumed(options), bar("仿真 simulating")
    try:
        start = dt.date.fromisoformat(options.start)
    except ValueError:
        raise Refused("日期写成 2025-01-02。", "Write the day as 2025-01-02.") from None
    period = Period(start, options.days, calendar(options.calendar))
    arrivals = Arrivals(options.arrivals, assumed.hours)
    limits = [("limit", float(process.schedule.length))]
    told: Any = (lambda done: drawn(done, MOST)) if drawn else (lambda done: None)
    halls = [hall_of(one, assumed) for one in (process, other) if one is not None]
    answer: dict[str, Any] = {
        "process": process.id,
        "assumptions": [{"zh": text.zh, "en": text.en} for text in assumed.said],
        "arrivals_a_working_day": options.arrivals,
        "period": [start.isoformat(), options.days],
        "calendar": options.calendar,
        "seed": options.seed,
    }
    if other is None:
        made = simulated(halls[0], arrivals, period, seed=options.seed, limits=limits, tell=told)
        return answer | _side(made)
    both = against((halls[0], halls[1]), arrivals, period, seed=options.seed, limits=limits, tell=told)
    sides = {"against": other.id, "after": _side(both.after)["figures"]}
    return answer | _side(both.before) | sides | {"change": {n: _ends(i) for n, i in both.change.items()}}


def _side(made: Simulated) -> dict[str, Any]:
    over = [name[5:] for name, load in made.figures.items() if name.startswith("load_") and load.mean >= 1]
    return {
        "runs": made.runs,
        "overloaded": over,
        "figures": {name: _ends(found) for name, found in made.figures.items()},
    }


def _ends(found: Interval) -> dict[str, float]:
    return {"mean": found.mean, "low": found.low, "high": found.high}


def _said(answer: dict[str, Any]) -> str:
    """The answer for people: assumptions first, then figures with their intervals."""
    lines = [f"{text['zh']}\n  {text['en']}" for text in answer["assumptions"]]
    day = answer["arrivals_a_working_day"]
    lines.append(
        f"每个工作日 {day:g} 件 · {day:g} cases a working day; {answer['runs']} runs, seed {answer['seed']}"
    )
    sides = [(answer["process"], answer["figures"])]
    if "after" in answer:
        sides += [(answer["against"], answer["after"]), ("变化 change", answer["change"])]
    loads = [name for name in answer["figures"] if name.startswith("load_")]
    labels = {**SHOWN, **{n: Text(f"负荷：{n[5:]}", f"load: {n[5:]}") for n in loads}}
    for name, label in labels.items():
        for title, figures in sides:
            if name in figures:
                found = figures[name]
                numbers = f"{found['mean']:.2f}  [{found['low']:.2f}, {found['high']:.2f}]"
                lines.append(f"{label.zh} · {label.en}  {title}: {numbers}")
    for office in answer["overloaded"]:
        lines.append(
            f"！“{office}”忙不过来：工作量超过人手，队伍只会越来越长，历时没有意义。请增加人数或减少件数。\n"
            f"  {office} cannot cope: more work than people, the queue grows without end. Add staff or take fewer cases."
        )
    return "\n".join(lines)
