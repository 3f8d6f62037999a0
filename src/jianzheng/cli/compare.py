"""`jianzheng compare`: several logs of the same matter side by side, or one process before and after it was changed."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianzheng.cli.logs import add_log, kept_cases, read_log
from jianzheng.formats.calendars import calendar

if TYPE_CHECKING:
    from jianzheng.lab.compare.sides import Compared, Done
    from jianzheng.lab.log.log import Log

DAY = 86_400_000_000
SHOWN = 10


def run(argv: list[str]) -> int:
    """Compare the logs named and print what they do alike, differently, and how sure that is."""
    parser = ArgumentParser("jianzheng compare", description="并排比较几份日志 · logs side by side")
    add_log(parser, several=True)
    parser.add_argument("--calendar", default="cn", help="工作日历 · working calendar (cn, nl …)")
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    from jianzheng.lab.compare.sides import compare
    from jianzheng.lab.worktime import WorkTime

    logs = [(_name(word), _chosen(word, options)) for word in options.logs]
    known = [log.at[log.at > 0] for _, log in logs]
    first, last = (int(pick(pick(at) for at in known)) for pick in (min, max))
    time = WorkTime.of(calendar(options.calendar), logs[0][1].zone, first, last)
    found = compare(logs, time)
    print(json.dumps(_shape(found), ensure_ascii=False, indent=1) if options.json else _said(found))
    return 0


def _chosen(word: str, options: Namespace) -> Log:
    """The cases of a log that were asked for."""
    log = read_log(word, options).log
    keep = kept_cases(log, options)
    return log if keep is None else log.chosen(keep)


def _name(word: str) -> str:
    return Path(word).name.split(".")[0]


def _shape(found: Compared) -> dict[str, Any]:
    """Everything, for programs."""
    from jianzheng.lab.compare.effect import effect_json

    return {
        "sides": [
            {
                "name": side.name,
                "cases": side.cases,
                "median_days": side.median,
                "p90_days": side.p90,
                "median_working_days": side.median_open,
                "p90_working_days": side.p90_open,
            }
            for side in found.sides
        ],
        "common": list(found.common),
        "only": {
            side.name: [
                {"activity": done.name, "shares": done.shares, "days": done.days}
                for done in found.only(side.name)
            ]
            for side in found.sides
        },
        "turned": [
            {"first": t.first, "then": t.then, "forth": t.forth, "back": t.back, **effect_json(t.effect)}
            for t in found.turned
        ],
        "effects": [{"from": a, "to": b, **effect_json(effect)} for (a, b), effect in found.effects.items()],
    }


def _cost(done: Done, place: int) -> str:
    """In how many of the side's cases it is done, and the days it takes there."""
    share, days = done.shares[place], done.days[place] or 0.0
    return f"{share:.1%} 的办件 of cases，{days:.1f} 日 days (中位 median)"


def _said(found: Compared) -> str:
    """The same for people, both languages, the longest lists cut."""
    lines = ["各方，快者在先 · sides, the fastest first"]
    lines += [
        f"  {s.name}: {s.cases} 件 cases, 中位 median {s.median_open:.1f} 工作日 working days ({s.median:.1f} 自然日 natural),"
        f" 九成 90 % {s.p90_open:.1f}"
        for s in found.sides
    ]
    for (a, b), effect in found.effects.items():
        word, low, high = effect.verdict.says, effect.low / DAY, effect.high / DAY
        lines.append(
            f"{a} → {b}: {effect.shift / DAY:+.2f} 自然日 natural days [{low:+.2f}, {high:+.2f}] {word.zh} · {word.en}"
        )
        lines += [f"    {reason.zh}\n    {reason.en}" for reason in effect.reasons]
    lines.append(f"都做的 done by all: {len(found.common)}")
    for side in found.sides:
        only = found.only(side.name)
        lines.append(f"只有 {side.name} 做的 · done only by {side.name}: {len(only)}")
        lines += [f"    {done.name}: {_cost(done, found.sides.index(side))}" for done in only[:SHOWN]]
    lines.append(f"先后相反的 · orders turned round: {len(found.turned)}")
    lines += [
        f"    {t.first} → {t.then}: {', '.join(t.forth)} / {', '.join(t.back)} {t.effect.shift / DAY:+.2f}"
        f" {t.effect.verdict.says.zh} · {t.effect.verdict.says.en}"
        for t in found.turned[:SHOWN]
    ]
    return "\n".join(lines)
