"""`jianzheng conform`: how many cases fit a Petri net that another tool drew, exactly, and how far off the others are."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianzheng.cli.logs import add_log, kept_cases, read_log
from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    from jianzheng.lab.conform.net import Net
    from jianzheng.lab.variants import Variants

SHOWN = 10


def run(argv: list[str]) -> int:
    """Lay a log against a net and print how many cases fit."""
    parser = ArgumentParser("jianzheng conform", description="日志与 Petri 网是否相符 · does a log fit a net")
    add_log(parser)
    parser.add_argument("net", metavar="NET.pnml", help="Petri 网（PNML）· the net")
    done = "只看办结活动的事件 · only events that end work"
    parser.add_argument("--done", action="store_true", help=done)
    most = "算出多少种不相符走法的距离 · unfit ways whose distance is found"
    parser.add_argument("--most", type=int, default=20, metavar="20", help=most)
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    found = _found(options)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else _said(found))
    return 0


def _found(options: Namespace) -> dict[str, Any]:
    from jianzheng.lab.conform.net import Acceptor
    from jianzheng.lab.conform.pnml import read_pnml

    net, ways = read_pnml(Path(options.net)), _ways(options).top()
    labels = {transition.label for transition in net.transitions}
    acceptor = Acceptor(net)
    unfit = [one for one in ways if not acceptor.fits(one.way)]
    cases, off = sum(one.cases for one in ways), sum(one.cases for one in unfit)
    strange = sorted({name for one in unfit for name in one.way} - labels)
    return {
        "cases": cases,
        "fitting": cases - off,
        "fitting_share": round((cases - off) / cases, 4) if cases else 1.0,
        "ways": len(ways),
        "fitting_ways": len(ways) - len(unfit),
        "not_in_the_net": strange,
        "unfit": [
            {"way": list(one.way), "cases": one.cases, "distance": _distance(net, one.way)}
            for one in unfit[: options.most]
        ],
    }


def _ways(options: Namespace) -> Variants:
    from jianzheng.lab.log.pairs import done
    from jianzheng.lab.variants import Variants

    log = read_log(options.log, options).log
    keep = kept_cases(log, options)
    log = log if keep is None else log.chosen(keep)
    if options.done:
        log = done(log)
        log = log.chosen(log.lengths > 0)
    return Variants.of(log)


def _distance(net: Net, way: tuple[str, ...]) -> int | None:
    """The cost of an optimal alignment; None where the net has too many states to find it."""
    from jianzheng.lab.conform.net import distance

    try:
        return distance(net, way)
    except Refused:
        return None


def _said(found: dict[str, Any]) -> str:
    fitting, cases, share = found["fitting"], found["cases"], f"{found['fitting_share']:.2%}"
    lines = [
        f"{cases} 件中 {fitting} 件（{share}）与网相符 · {fitting} of {cases} cases ({share}) fit the net",
        f"{found['ways']} 种走法中 {found['fitting_ways']} 种相符 · "
        f"{found['fitting_ways']} of {found['ways']} ways fit",
    ]
    if found["not_in_the_net"]:
        names = "、".join(found["not_in_the_net"][:SHOWN])
        lines.append(f"网中没有的活动 · not in the net: {names}")
    for row in found["unfit"][:SHOWN]:
        off = "?" if row["distance"] is None else row["distance"]
        lines.append(f"  {row['cases']} 件 cases，距离 distance {off}: {' → '.join(row['way'])}")
    return "\n".join(lines)
