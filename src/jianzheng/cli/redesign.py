"""`jianzheng redesign`: today, the lawful moves, the process after them, and the proof as a report."""

from __future__ import annotations

import datetime as dt
import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from jianzheng.cli.reading import add_source, situated, source
from jianzheng.core.burden import LABELS
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.process import Process
from jianzheng.core.redesign import Move
from jianzheng.core.refusal import Refused
from jianzheng.core.study import Study, possible, study
from jianzheng.formats.study import Json, burden_json, study_json
from jianzheng.formats.write import to_yaml


def run(argv: list[str]) -> int:
    """Redesign what is named and print or write the result."""
    options = _parser().parse_args(argv)
    if options.budget is None and (options.cost or options.seconds != _SECONDS):
        raise Refused("--cost 和 --seconds 要与 --budget 一起用。", "--cost and --seconds go with --budget.")
    _, processes, lawbook = source(options.source, options.process)
    if not processes:
        raise Refused(
            "这个文件里没有流程，只有清单；请用 jianzheng examine。",
            "No process here, only a list; use jianzheng examine.",
        )
    done = [redesigned(situated(p, options.when, options.unless), lawbook, options) for p in processes]
    if options.report:
        _report([made for made, _ in done], Path(options.report), options.language)
    if options.json:
        shapes = [shape for _, shape in done]
        print(
            json.dumps(shapes[0] if len(shapes) == 1 else {"processes": shapes}, ensure_ascii=False, indent=1)
        )
    else:
        for made, shape in done:
            _print(made, shape)
    return 0


_SECONDS = 30.0


def _parser() -> ArgumentParser:
    parser = ArgumentParser("jianzheng redesign", description="合法简化 · lawful simplification")
    add_source(parser)
    parser.add_argument(
        "--budget", type=float, metavar="K", help="最多采纳 K 项措施（或总成本）· at most K moves (or cost)"
    )
    parser.add_argument(
        "--cost", action="append", default=[], metavar="MOVE=COST", help="某项措施的成本 · cost of a move"
    )
    parser.add_argument("--seconds", type=float, default=_SECONDS, help="求解时限 · time for the solver")
    add_moves(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    parser.add_argument("--report", metavar="OUT.pdf|html", help="写出证明 · write the proof")
    parser.add_argument(
        "--language", choices=["zh", "en"], default="zh", help="证明的语言 · language of the proof"
    )
    return parser


def add_moves(parser: ArgumentParser) -> None:
    """The arguments that say which moves are not taken."""
    parser.add_argument(
        "--reject", action="append", default=[], metavar="MOVE", help="不采纳这项措施 · reject this move"
    )
    parser.add_argument(
        "--keep-unstated",
        action="store_true",
        help="未说明依据的先后一律保留 · keep every order nobody stated a ground for",
    )


def redesigned(process: Process, lawbook: Lawbook, options: Namespace) -> tuple[Study, Json]:
    """The study of one process under the options, and its JSON."""
    whole = study(process, lawbook, accepted=())
    taken = offered(whole, options)
    if options.budget is None or not taken:
        made = study(process, lawbook, [move.id for move in taken])
        return made, study_json(made)
    from jianzheng.lab.search import best

    costs = _costs(options.cost, {move.id for move in whole.moves})
    chosen = best(whole.confronted, taken, options.budget, costs, options.seconds)
    made = study(process, lawbook, chosen.moves)
    proof = {
        "limit": options.budget,
        "cost": chosen.cost,
        "days_chain": chosen.days,
        "proved_optimal": chosen.proved,
        "bound": chosen.bound,
        "solver": chosen.solver,
    }
    return made, {**study_json(made), "budget": proof}


def offered(whole: Study, options: Namespace) -> list[Move]:
    """The moves that may be taken together: not rejected, and none without a stated ground where those are to be kept."""
    rejected = set(options.reject)
    unknown = rejected - {move.id for move in whole.moves}
    if unknown:
        raise Refused(
            f"没有这样的措施：{'、'.join(sorted(unknown))}。", f"No such move: {', '.join(sorted(unknown))}."
        )
    kept = options.keep_unstated
    wanted = [move for move in whole.moves if move.id not in rejected and not (kept and move.unconfirmed)]
    return possible(whole.confronted, wanted)


def _costs(words: list[str], known: set[str]) -> dict[str, float]:
    costs = {}
    for word in words:
        move, _, price = word.rpartition("=")
        if move not in known:
            raise Refused(f"没有这样的措施：{move or word}。", f"No such move: {move or word}.")
        try:
            costs[move] = float(price)
        except ValueError:
            raise Refused(f"成本要写成数字：{word}。", f"A cost must be a number: {word}.") from None
    return costs


def _report(studies: list[Study], path: Path, language: str) -> None:
    if path.suffix not in (".pdf", ".html"):
        raise Refused("报告文件名要以 .pdf 或 .html 结尾。", "The report must end in .pdf or .html.")
    from jianzheng.formats import proof, report

    day = dt.date.today()
    made = (
        proof.pdf(studies, day, language)
        if path.suffix == ".pdf"
        else report.html(studies, day, language).encode()
    )
    path.write_bytes(made)
    for each in studies:
        beside = path.with_name(f"{each.process.id}.yaml")
        beside.write_text(to_yaml(each.process), encoding="utf-8")
        print(f"已写出 wrote {path} + {beside.name}（复算用 to recompute）", file=sys.stderr)


def _print(made: Study, shape: Json) -> None:
    print(f"■ {made.process.title.zh}  {made.process.title.en}".rstrip())
    before, after = burden_json(made.burden_before), burden_json(made.burden_after)
    for name, label in LABELS.items():
        print(f"  {label.zh} {label.en}: {_shown(before[name])} → {_shown(after[name])}")
    print(
        f"  仅由法律和数据决定的最长链 forced by law and data alone: {_shown(shape['law_and_data']['days_chain'])}"
    )
    print("  最长链 longest chain: " + " → ".join(step["name"] for step in shape["after"]["chain"]))
    if "budget" in shape:
        proved = (
            "已证明最优 proved optimal"
            if shape["budget"]["proved_optimal"]
            else f"下界 bound {shape['budget']['bound']}"
        )
        print(
            f"  预算 budget {shape['budget']['limit']:g}: {shape['budget']['days_chain']:g}"
            f"（{proved}，{shape['budget']['solver']}）"
        )
    for move in shape["moves"]:
        _print_move(move)
    for order in shape["kept"]:
        ground = order["ground"]
        step = made.process.step
        print(f"  = {step(order['before']).name} → {step(order['after']).name}  〔{ground['cite']}〕")
    print()


def _print_move(move: Json) -> None:
    mark = "✓" if move["accepted"] else "○"
    effect = "，".join(f"{LABELS[name].zh} {days:+g}" for name, days in (move["effect"] or {}).items())
    cite = move["ground"]["cite"] or move["ground"]["kind"]
    print(f"  {mark} {move['id']}  {move['label']['zh']} {move['label']['en']} 〔{cite}〕")
    print(f"      {move['said']['zh']}\n      {move['said']['en']}")
    print(f"      → {move['amend']['zh']} · {move['amend']['en']}" + (f"   {effect}" if effect else ""))


def _shown(figure: object) -> str:
    return "—" if figure is None else f"{figure:g}" if isinstance(figure, float) else str(figure)
