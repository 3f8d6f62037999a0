"""What the BPMN export says to people: names short enough to draw, documentation in both languages."""

from __future__ import annotations

from itertools import accumulate
from unicodedata import east_asian_width

from jianzheng.core.burden import tidy
from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.bpmn_flow import Block, Node, Slot, Variables
from jianzheng.formats.picture import said, waits

LABEL = 100
NO_OFFICE = Text("未列部门", "no office stated")
START, END, SKIP = Text("开始", "start"), Text("结束", "end"), Text("跳过", "skip")


def short(words: str, most: int = LABEL) -> str:
    """The words on one line, cut to `most` columns (a Chinese character takes two); the extension keeps them whole."""
    line = " ".join(words.split())
    ends = accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in line)
    fits = sum(end <= most for end in ends)
    return line if fits == len(line) else f"{line[: fits - 1]}…"


def both(text: Text) -> str:
    """Both languages in one label."""
    return f"{text.zh} {text.en}".strip()


def label(block: Block, node: Node, variables: Variables) -> str:
    """The name drawn on or under a node; "" for joins, merges and splits."""
    step = block.step
    if step is None:
        return both(START if node.kind == "startEvent" else END) if node.slot is Slot.MAIN else ""
    if node.slot is Slot.MAIN:
        return short(step.title.zh or step.title.en or step.id)
    if node.slot is not Slot.CHECK:
        return ""
    if step.when in variables.conditions:
        return short(step.when, 32) + "？"
    return short(step.one_of, 20) + "：选此项？ this one?"


def condition_words(step: Step, variables: Variables) -> Text:
    """When a step is done that is not always done."""
    zh, en = [], []
    if step.when in variables.conditions:
        zh.append(f"条件“{step.when}”成立（{variables.conditions[step.when]}）")
        en.append(f"condition “{step.when}” holds ({variables.conditions[step.when]})")
    if step.one_of in variables.choices:
        choice = f'{variables.choices[step.one_of]} == "{variables.keys[step.id]}"'
        zh.append(f"“{step.one_of}”中选定此项（{choice}）")
        en.append(f"it is the one chosen of “{step.one_of}” ({choice})")
    return Text(
        f"{'，且'.join(zh)}时办理，否则跳过。", f"Done where {' and '.join(en)}; passed over otherwise."
    )


def documentation(process: Process, step: Step, into: list[Order], language: str) -> str:
    """A step's office, days, grounds, materials, and what it waits for, one line each."""
    order_words = [
        (process.step(order.before).title.within(language), order.ground)
        for order in into
        if order.before in process.index
    ]
    papers = [f"{need.material}〔{_paper(need, language)}〕" for need in step.needs]
    rows = (
        (Text("名称", "Name"), step.title.within(language)),
        (Text("部门", "Office"), step.office or NO_OFFICE.within(language)),
        (Text("时限", "Time limit"), _days(step, language)),
        (Text("依据", "Ground"), said(step.ground, language)),
        (Text("条件", "Condition"), step.when),
        (Text("择一", "One of"), step.one_of),
        (Text("材料", "Materials"), "；".join(papers)),
        (Text("产出", "Yields"), "；".join(step.yields)),
        (Text("须等", "Waits for"), waits(order_words, language)),
    )
    colon = Text("：", ": ").within(language)
    return "\n".join(f"{head.within(language)}{colon}{value}" for head, value in rows if value)


def _paper(need: Need, language: str) -> str:
    ground = said(need.ground, language)
    if need.origin == "held":
        return Text(f"{ground}，政府已有", f"{ground}, held by government").within(language)
    from_step = Text(f"{ground}，来自{need.origin}", f"{ground}, from {need.origin}").within(language)
    return from_step if need.origin else ground


def _days(step: Step, language: str) -> str:
    parts = []
    if step.days is not None:
        parts.append(Text(f"承诺 {tidy(step.days)} 个工作日", f"promised {tidy(step.days)} working days"))
    if step.legal_days is not None:
        cited = _cited(step.legal_ground)
        legal = tidy(step.legal_days)
        parts.append(Text(f"法定 {legal} 个工作日{cited.zh}", f"legal limit {legal} working days{cited.en}"))
    return Text("，", ", ").within(language).join(part.within(language) for part in parts)


def _cited(ground: Ground) -> Text:
    if ground == UNSTATED:
        return Text("")
    return Text(f"（{said(ground, 'zh')}）", f" ({said(ground, 'en')})")
