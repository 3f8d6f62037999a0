"""What published lists leave unsaid, and what is assumed in its place: printed with every process read from one."""

from __future__ import annotations

import re
from collections.abc import Container

from jianzheng.core.text import Text

ONE_VISIT = Text(
    "来源未列跑动次数：每个事项按跑一次计。", "The source prints no visits: each matter counts as one visit."
)
SERIAL = Text(
    "流程图只印先后：相邻序号视为先办完前者再办后者，依据未说明。",
    "The chart prints only a sequence: each number waits for the one before, on no stated ground.",
)
GROUPED = Text(
    "相邻序号印有同一并联组：视为同时办理。",
    "Neighbouring numbers print one parallel group: they are taken to run together.",
)
ONE_AFTER_ANOTHER = Text(
    "指南只印环节顺序：视为逐个办理，依据未说明。",
    "The guide prints only a sequence: each step waits for the one before, on no stated ground.",
)
FIRST_ASKS = Text(
    "指南给出整个事项的材料清单：归在第一个环节名下。",
    "The guide lists materials for the whole matter: they are put under its first step.",
)
WHOLE_LIST = Text(
    "来源只给出整条链的材料清单：归在能用到它们的最后一个事项名下。",
    "The source lists materials for the chain as a whole: they are put under the last matter that can use them.",
)


def not_counted(name: str, limit: str) -> Text:
    """A limit that is not printed in working days cannot be added up."""
    return Text(
        f"“{name}”的时限印作“{limit}”，不是工作日，未计入合计。",
        f"The limit of “{name}” is printed as “{limit}”, not in working days; it is not counted.",
    )


def project_conditions(title: str) -> dict[str, bool]:
    """The kind of investment a flow's name states: one kind excludes the other."""
    for mine, other in (("政府投资", "企业投资"), ("企业投资", "政府投资")):
        if mine in title:
            return {f"{mine}项目": True, f"{other}项目": False}
    return {}


def identifier(title: str, number: int) -> str:
    """An id for a flow that has only a title: its Latin letters, else "flow-" and its number."""
    latin = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return latin if len(latin) > 2 else f"flow-{number}"


def apart(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or with the first free number behind it."""
    count, id = 1, wanted
    while id in taken:
        count += 1
        id = f"{wanted}-{count}"
    return id
