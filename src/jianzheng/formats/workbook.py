"""Our Excel template: handed out empty for offices to fill in, and processes written into it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jianzheng.core.ground import UNSTATED, Ground, GroundKind, law
from jianzheng.core.process import Conduct, Need, Process, Step
from jianzheng.formats.pack_steps import GROUND_KINDS, HANDLINGS, STEP_KINDS

Columns = Sequence[tuple[str, str]]
Rows = list[dict[str, Any]]
EXAMPLE = "示例："
"""A step whose name begins so is an example; examples are read only while there is nothing else."""
README, PROCESS = "说明 readme", "流程 process"
STEPS, MATERIALS, ORDERS, FEES = "环节 steps", "材料 materials", "次序 orders", "费用 fees"
_GROUND = (("依据类型", "ground"), ("依据条款", "cite"), ("条款原文", "quote"))
SHEETS: Mapping[str, Columns] = {
    STEPS: (
        ("编号", "id"),
        ("环节名称", "name"),
        ("英文名", "name_en"),
        ("部门", "office"),
        ("承诺工作日", "days"),
        ("法定工作日", "legal"),
        ("法定时限条款", "legal_cite"),
        ("类型", "kind"),
        ("所属事项", "matter"),
        ("编码", "code"),
        ("图上位置", "box"),
        ("适用条件", "when"),
        ("多选一组", "one_of"),
        ("跑动次数", "visits"),
        ("签批级数", "sign_levels"),
        ("产出", "yields"),
        ("表单字段", "fields"),
        *_GROUND,
    ),
    MATERIALS: (
        ("环节编号", "step"),
        ("材料名称", "material"),
        ("由谁产出", "origin"),
        ("处理方式", "handling"),
        ("可容缺", "tolerable"),
        ("可承诺", "promisable"),
        ("仅首次提供", "once"),
        *_GROUND,
    ),
    ORDERS: (("先办环节编号", "before"), ("后办环节编号", "after"), *_GROUND),
    FEES: (("环节编号", "step"), ("收费名称", "name"), ("金额", "amount"), *_GROUND),
    PROCESS: (("项目", "key"), ("内容", "value"), ("英文", "value_en")),
}
KEYS = (
    ("编号", "id"),
    ("流程名称", "title"),
    ("来源", "source"),
    ("承诺工作日", "promised"),
    ("法定工作日", "legal"),
    ("成立的条件", "condition"),
    ("不成立的条件", "not_condition"),
    ("假设", "assumption"),
    ("英文名称", "english"),
)
"""What the process sheet says, a row each; the last four may stand on several rows."""
FLAGS = ("tolerable", "promisable", "once")
LISTS = ("yields", "fields")
YES, NO = "是", "否"
_NOTES = (
    ("填写说明", "每个环节一行；材料、次序、费用用环节编号指回环节。产出、表单字段有几项时用“；”隔开。"),
    (
        "How to",
        "One row a step; the other sheets point at step ids. Several yields or fields: put ； between.",
    ),
    (
        "由谁产出 origin",
        "写环节编号；政府已有的写 held；申请人自备留空。 a step id, held, or empty (the applicant).",
    ),
    (
        "依据类型 ground",
        "law 法律法规 · data 数据依赖 · rule 规范性文件 · habit 惯例 · 留空 = 未说明 not stated",
    ),
    (
        "适用条件 when",
        "写条件的名字；同一“多选一组”的环节只办其一。 a condition; steps of one group: one is done.",
    ),
    (
        "示例 example",
        f"填了自己的环节后，“{EXAMPLE}”各行不再读入，可以留着。 not read once other steps are there.",
    ),
)
_EXAMPLE: dict[str, Rows] = {
    PROCESS: [{"key": f"{zh} {key}"} for zh, key in KEYS],
    STEPS: [
        {"id": "e1", "name": f"{EXAMPLE}受理", "office": "综合窗口", "days": 1, "kind": "receive"},
        {"id": "e2", "name": f"{EXAMPLE}审查", "office": "审批科", "days": 5, "kind": "review"},
    ],
    MATERIALS: [{"step": "e1", "material": f"{EXAMPLE}申请表"}],
    ORDERS: [{"before": "e1", "after": "e2", "ground": "data", "cite": f"{EXAMPLE}申请表"}],
}
_LONGEST = 32_767
"""Most characters Excel keeps in a cell."""


def template() -> bytes:
    """The empty template with example rows (an .xlsx file)."""
    return _book(_EXAMPLE, [])


def write_workbook(process: Process) -> bytes:
    """A process in the template. Texts are written as texts: a leading = + - @ never becomes a formula. What the template
    has no place for is named on its first sheet."""
    rows: dict[str, Rows] = {
        PROCESS: list(_process_rows(process)),
        STEPS: [_step_row(step) for step in process.steps],
        MATERIALS: [_need_row(step, need) for step in process.steps for need in step.needs],
        ORDERS: [
            {"before": order.before, "after": order.after, **_ground(order.ground)}
            for order in process.orders
        ],
        FEES: [
            {"step": step.id, "name": fee.name, "amount": fee.amount, **_ground(fee.ground)}
            for step in process.steps
            for fee in step.fees
        ],
    }
    return _book(rows, left_out(process))


def _process_rows(process: Process) -> Iterator[dict[str, Any]]:
    said: list[tuple[str, Any, str]] = [
        ("id", process.id, ""),
        ("title", process.title.zh, process.title.en),
        ("source", process.source, ""),
        ("promised", process.promised, ""),
        ("legal", process.legal, ""),
        *(("condition", name, "") for name, holds in process.conditions.items() if holds),
        *(("not_condition", name, "") for name, holds in process.conditions.items() if not holds),
        *(("english", name, en) for name, en in process.en.items()),
        *(("assumption", text.zh, text.en) for text in process.assumptions),
    ]
    names = {key: f"{zh} {key}" for zh, key in KEYS}
    for key, value, value_en in said:
        yield {"key": names[key], "value": value, "value_en": value_en}


def _step_row(step: Step) -> dict[str, Any]:
    keys = {key for _, key in SHEETS[STEPS]} - {"legal", "legal_cite", "ground", "cite", "quote", *LISTS}
    cells = {key: getattr(step, key) for key in keys}
    lists = {key: "；".join(getattr(step, key)) for key in LISTS}
    legal_cite = step.legal_ground.cite if step.legal_ground.kind is GroundKind.LAW else ""
    return {**cells, **lists, "legal": step.legal_days, "legal_cite": legal_cite, **_ground(step.ground)}


def _need_row(step: Step, need: Need) -> dict[str, Any]:
    flags = {key: YES for key in FLAGS if getattr(need, key)}
    return {
        "step": step.id,
        "material": need.material,
        "origin": need.origin,
        "handling": need.handling,
        **flags,
        **_ground(need.ground),
    }


def _ground(ground: Ground) -> dict[str, str]:
    kind = "" if ground.kind is GroundKind.UNSTATED else ground.kind.value
    return {"ground": kind, "cite": ground.cite, "quote": ground.quote}


def left_out(process: Process) -> list[str]:
    """What a process says that the template has no place for, in both languages."""
    steps = process.steps
    grounds = [order.ground for order in process.orders]
    for step in steps:
        grounds += [step.ground, *(need.ground for need in step.needs), *(fee.ground for fee in step.fees)]
    texts = (
        text for step in steps for text in (step.name, step.matter, *(need.material for need in step.needs))
    )
    checks = {
        "办理方式（人数、岗位等） conduct": any(step.conduct != Conduct() for step in steps),
        "依据的条件和出处 when and source of grounds": any(
            ground.when or ground.source or ground.when_en for ground in grounds
        ),
        "法定时限的非法律依据 other grounds of limits": any(
            step.legal_ground not in (UNSTATED, law(step.legal_ground.cite)) for step in steps
        ),
        "超长文字的末尾 the end of very long texts": any(len(text) > _LONGEST for text in texts),
    }
    return [name for name, lost in checks.items() if lost]


def _book(rows: Mapping[str, Rows], lost: Sequence[str]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # Without it the file holds the second it was made, and the same process makes two different files.
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
        bold = book.add_format({"bold": True, "bg_color": "#DCE6F1", "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        readme = book.add_worksheet(README)
        readme.set_column(0, 0, 24)
        readme.set_column(1, 1, 100, wrap)
        notes = [*_NOTES, *(("未写入 not in here", name) for name in lost)]
        for number, said in enumerate(notes):
            for place, text in enumerate(said):
                readme.write_string(number, place, text)
        for title, columns in SHEETS.items():
            _sheet(book.add_worksheet(title), columns, rows.get(title, []), bold)
    return out.getvalue()


def _sheet(sheet: Any, columns: Columns, rows: Rows, bold: Any) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(columns) - 1, 18)
    choices = {
        "ground": GROUND_KINDS,
        "kind": STEP_KINDS,
        "handling": HANDLINGS,
        **dict.fromkeys(FLAGS, (YES, NO)),
    }
    for place, (zh, key) in enumerate(columns):
        sheet.write_string(0, place, f"{zh} {key}", bold)
        if key in choices:
            sheet.data_validation(
                1,
                place,
                5000,
                place,
                {"validate": "list", "source": list(choices[key]), "ignore_blank": True},
            )
    for number, row in enumerate(rows, 1):
        for place, (_, key) in enumerate(columns):
            value = row.get(key)
            if isinstance(value, (int, float)):
                sheet.write_number(number, place, value)
            elif value:
                sheet.write_string(number, place, str(value))
