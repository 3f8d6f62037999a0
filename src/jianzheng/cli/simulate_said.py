"""The answer of `jianzheng simulate` for people: does it reproduce today, what is assumed, then the figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianzheng.core.text import Text

SHOWN = {
    "open_mean": Text("历时（工作日，平均）", "working days, mean"),
    "open_p50": Text("历时（工作日，中位）", "working days, median"),
    "open_p90": Text("历时（工作日，九成以内）", "working days, 90 %"),
    "span_mean": Text("历时（自然日，平均）", "natural days, mean"),
    "within_limit": Text("在各环节时限最长链之内的比例", "share within the longest chain of limits"),
}
FIGURES = {
    "mean": Text("平均", "mean"),
    "median": Text("中位", "median"),
    "p90": Text("九成以内", "90 %"),
}


def lines(answer: Mapping[str, Any]) -> str:
    """Everything, a line each."""
    found = fit_lines(answer["fit"]) if answer["fit"] else []
    found += [f"{text['zh']}\n  {text['en']}" for text in answer["assumptions"]]
    day = answer["arrivals_a_working_day"]
    found.append(
        f"每个工作日 {day:g} 件 · {day:g} cases a working day; {answer['runs']} runs, seed {answer['seed']}"
    )
    return "\n".join([*found, *_figures(answer), *_overloaded(answer)])


def fit_lines(fit: Mapping[str, Any]) -> list[str]:
    """What a log was fitted with, first of all whether it reproduces today."""
    cases, covered = fit["cases"], f"{fit['events_covered']:.0%}"
    found = [
        f"由 {cases} 件拟合，{covered} 的事件是环节 · "
        f"fitted to {cases} cases of {fit['log']}; {covered} of the events are its steps",
        *_replay(fit["today"], Text("今天能否重现", "does it reproduce today?"), TODAY),
    ]
    if fit["held_out"]:
        asked = Text("由前三分之二推算最后三分之一", "is the last third foretold by the first two?")
        found += _replay(fit["held_out"], asked, LATER)
    found += [f"{text['zh']}\n  {text['en']}" for text in fit["told"]]
    for office in fit["offices"]:
        first, last = office["hours"]
        explained = f"{office['queue_explains']:.0%}"
        found.append(
            f"{office['name']}：{office['people']} 人，{first:g}–{last:g} 点；等候中排队占 {explained} · "
            f"people: {office['people']}; {explained} of the waiting is a queue for them"
        )
    return found


TODAY = (
    Text("能（相差不超过一成）", "yes, within 10 %"),
    Text(
        "不能：以下数字只宜作比较，不宜作预测", "no: compare with the figures below, do not foretell by them"
    ),
)
LATER = (
    Text("吻合（相差不超过一成）", "yes, within 10 %"),
    Text(
        "不吻合：后来办得与以前不同，或最后的办件尚未办完",
        "no: the offices worked otherwise later, or the last cases had not ended",
    ),
)


def _replay(made: Mapping[str, Any], asked: Text, words: tuple[Text, Text]) -> list[str]:
    says = words[0] if made["reproduced"] else words[1]
    rows = made["days"].items()
    zh = "，".join(f"{FIGURES[name].zh} {row['seen']:.2f} → {row['simulated']:.2f}" for name, row in rows)
    return [
        f"{asked.zh}：{says.zh}；自然日，日志 → 仿真：{zh}",
        f"  {asked.en} {says.en} (natural days, log → simulated: "
        + ", ".join(f"{FIGURES[name].en} {row['seen']:.2f} → {row['simulated']:.2f}" for name, row in rows)
        + ")",
    ]


def _figures(answer: Mapping[str, Any]) -> list[str]:
    sides = [(answer["process"], answer["figures"])]
    if "after" in answer:
        sides += [(answer["against"], answer["after"]), ("变化 change", answer["change"])]
    loads = [name for name in answer["figures"] if name.startswith("load_")]
    labels = {**SHOWN, **{n: Text(f"负荷：{n[5:]}", f"load: {n[5:]}") for n in loads}}
    found = []
    for name, label in labels.items():
        for title, figures in sides:
            if name in figures:
                row = figures[name]
                mean, low, high = (round(row[end], 2) + 0.0 for end in ("mean", "low", "high"))
                numbers = f"{mean:.2f}  [{low:.2f}, {high:.2f}]"
                found.append(f"{label.zh} · {label.en}  {title}: {numbers}")
    return found


def _overloaded(answer: Mapping[str, Any]) -> list[str]:
    return [
        f"！“{office}”忙不过来：工作量超过人手，队伍只会越来越长，历时没有意义。请增加人数或减少件数。\n"
        f"  {office} cannot cope: more work than people, the queue grows without end. Add staff or take fewer cases."
        for office in answer["overloaded"]
    ]
