"""What a reader of the proof sees, in one language: the table, and under it data, assumptions, seeds, versions, the command."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianzheng.core.ground import Ground, GroundKind
from jianzheng.core.text import Text
from jianzheng.formats.picture import said
from jianzheng.formats.proof import effect_said
from jianzheng.formats.study import Json
from jianzheng.lab.prove.table import (
    FIGURE,
    MEASURED,
    NOMINAL,
    OUTRIGHT,
    SIMULATED,
    Cell,
    headline,
    number,
    rows,
)
from jianzheng.lab.prove.words import cautions, text_of

Section = tuple[str, Sequence[str], Sequence[str], Sequence[Sequence[str]]]
"""A heading, sentences below the table, the table's header and rows."""
TITLE = Text("简化成效证明", "Proof of what a redesign gains")
TABLE = Text("名义、仿真、实测并列", "Nominal, simulated and measured side by side")
MOVES = Text("采纳的措施及依据", "Moves accepted, with their ground")
MOVE = (
    Text("措施", "Move"),
    Text("内容", "What"),
    Text("依据", "Ground"),
    Text("须修改", "To amend"),
    Text("增减", "Effect"),
)
CHAIN = Text("最长链", "Longest chain")
BEFORE, AFTER = Text("之前", "Before"), Text("之后", "After")
FIT = Text("仿真模型能否重现今天", "Does the fitted hall reproduce today?")
FITTED = (Text("自然日", "Natural days"), Text("日志", "Log"), Text("仿真", "Simulated"))
KINDS = {
    "mean": Text("平均", "mean"),
    "median": Text("中位", "median"),
    "p90": Text("九成以内", "90 % within"),
}
TODAY, LATER = Text("今天", "today"), Text("留出的最后三分之一", "the last third, held out")
YES, NO = Text("能（相差不超过一成）", "yes, within 10 %"), Text("不能", "no")
INPUTS = Text("输入及其 SHA-256", "Inputs with their SHA-256")
INPUT = (Text("用途", "Role"), Text("名称", "Name"), Text("SHA-256", "SHA-256"))
ROLES = {
    "process": Text("流程", "process"),
    "against": Text("改变后的流程", "process after"),
    "law": Text("法律", "law"),
    "calendar": Text("工作日历", "calendar"),
    "fit": Text("拟合用日志", "log fitted to"),
    "before": Text("之前的日志", "log before"),
    "after": Text("之后的日志", "log after"),
    "log": Text("前后都在其中的日志", "log of both sides"),
}
CAUTIONS = Text("读数字时须注意", "Mind when you read the figures")
ASSUMED = Text("前提、随机种子、版本", "Assumptions, seeds, versions")
RECOMPUTE = Text("如何复算", "How to recompute")
HOW = Text(
    "把上列输入和证明文件（JSON）放在一起，运行 jianzheng prove --check 证明.json；也可用下列命令从头计算。",
    "Put the inputs listed beside the proof (JSON) and run jianzheng prove --check PROOF.json; or compute it anew with:",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything printed, in one language."""

    lang: str
    title: str
    subtitle: str
    headline: str
    sections: tuple[Section, ...]
    annex: tuple[Section, ...]
    recompute: str
    how: str
    command: str
    digest: str


def printed(value: Json, language: str) -> Printed:
    """The value in the words of one language."""
    title = text_of(value["process"]["title"])
    return Printed(
        lang="zh" if language.startswith("zh") else "en",
        title=f"{TITLE.within(language)}：{title.within(language)}" if language.startswith("zh")
        else f"{TITLE.en}: {title.within(language)}",
        subtitle=value["process"]["source"],
        headline=headline(value).within(language),
        sections=tuple(_sections(value, language)),
        annex=tuple(_annex(value, language)),
        recompute=RECOMPUTE.within(language),
        how=HOW.within(language),
        command=shlex.join(["jianzheng", *value["command"]]),
        digest=f"SHA-256 {value['digest']}",
    )  # fmt: skip


def _sections(value: Json, language: str) -> Iterator[Section]:
    if fit := value["simulated"].get("fit"):
        yield _fit(fit, language)
    yield gains(value, language)
    if noted := [text.within(language) for text in cautions(value)]:
        yield CAUTIONS.within(language), noted, (), ()
    yield _inputs(value["inputs"], language)
    yield ASSUMED.within(language), assumed(value, language), (), ()


def _annex(value: Json, language: str) -> Iterator[Section]:
    """What the nominal gain consists of."""
    if value["nominal"]["moves"]:
        yield _moves(value["nominal"]["moves"], language)
    yield _chains(value["nominal"], language)


def gains(value: Json, language: str) -> Section:
    """The one table of the three gains; what is absent is said under it."""
    header = [text.within(language) for text in (FIGURE, NOMINAL, SIMULATED, MEASURED)]
    lines = [[row.figure.within(language), *(_cell(c, language) for c in row.cells)] for row in rows(value)]
    absent = [
        text_of(value[part]["absent"]).within(language)
        for part in ("simulated", "measured")
        if "absent" in value[part]
    ]
    return TABLE.within(language), absent, header, lines


def _cell(cell: Cell | None, language: str) -> str:
    if cell is None:
        return "—"
    word = f" {cell.word.within(language)}" if cell.word else ""
    return f"{cell.sides} ({cell.change}){word}" if cell.change != OUTRIGHT else f"{cell.sides}{word}"


def _fit(fit: Json, language: str) -> Section:
    notes, lines = [], []
    for asked, made in ((TODAY, fit["today"]), (LATER, fit["held_out"])):
        if made:
            says = (YES if made["reproduced"] else NO).within(language)
            notes.append(f"{asked.within(language)}: {says} (n = {made['cases']})")
            lines += [
                [
                    f"{asked.within(language)}, {KINDS[name].within(language)}",
                    number(row["seen"]),
                    number(row["simulated"]),
                ]
                for name, row in made["days"].items()
            ]
    notes += [text_of(row).within(language) for row in fit["told"]]
    return FIT.within(language), notes, [text.within(language) for text in FITTED], lines


def _moves(moves: Sequence[Json], language: str) -> Section:
    lines = [
        [
            text_of(move["label"]).within(language),
            text_of(move["said"]).within(language),
            _ground(move["ground"], language),
            text_of(move["amend"]).within(language),
            effect_said(move["effect"] or {}, language) or "–",
        ]
        for move in moves
    ]
    return MOVES.within(language), (), [text.within(language) for text in MOVE], lines


def _ground(row: Json, language: str) -> str:
    condition = {name: row.get(name, "") for name in ("when", "when_en")}
    return said(Ground(GroundKind(row["kind"]), row["cite"], **condition), language)


def _chains(nominal: Json, language: str) -> Section:
    notes = []
    for side, name in ((BEFORE, "before"), (AFTER, "after")):
        steps = [
            f"{text_of(nominal['names'][step['id']]).within(language)} {number(step['days'])}"
            for step in nominal["chain"][name]
        ]
        notes.append(f"{side.within(language)}: {' → '.join(steps) or '—'}")
    return CHAIN.within(language), notes, (), ()


def _inputs(inputs: Sequence[Json], language: str) -> Section:
    lines = [[ROLES[row["role"]].within(language), row["name"], row["sha256"]] for row in inputs]
    return INPUTS.within(language), (), [text.within(language) for text in INPUT], lines


def assumed(value: Json, language: str) -> list[str]:
    """What was taken for given, of the process and of the simulation, with seeds, replications and versions."""
    made = value["simulated"]
    notes = [text_of(row) for row in (*value["assumptions"], *made.get("assumptions", ()))]
    if "seed" in made:
        notes += _run(made)
    named = "，".join(f"{name} {number}" for name, number in value["versions"].items())
    notes.append(Text(f"版本：{named}。", f"Versions: {named.replace('，', ', ')}."))
    return [text.within(language) for text in notes]


def _run(made: Json) -> list[Text]:
    day, (start, days) = number(made["arrivals_a_working_day"]), made["period"]
    last, runs = made["seed"] + made["runs"] - 1, made["runs"]
    warm = f"{number(made['warm_up']['before'])} / {number(made['warm_up']['after'])}"
    return [
        Text(
            f"仿真：每个工作日 {day} 件，自 {start} 起 {days} 天，日历 {made['calendar']}；前后为同一批申请人。",
            f"Simulated: {day} cases a working day for {days} days from {start}, calendar {made['calendar']}; "
            "the same applicants before and after.",
        ),
        Text(
            f"重复 {runs} 次（随机种子 {made['seed']}–{last}），每次舍去开头平均 {warm} 件（之前/之后）；区间为 95 %。",
            f"{runs} replications (seeds {made['seed']}–{last}); the first {warm} cases left out (before / after); "
            "intervals of 95 %.",
        ),
    ]
