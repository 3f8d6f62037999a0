"""Small flows for the tests of redesign: one drawn by hand, and random ones for Hypothesis."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from jianzheng.core.ground import habit, law, rule
from jianzheng.core.lawbook import Concept, Lawbook, Precedence
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text

BOOK = Lawbook(
    concepts=(
        Concept("design", "设计方案审查"),
        Concept("plan", "建设工程规划许可"),
        Concept("permit", "施工许可证"),
        Concept("quality", "质量监督"),
        Concept("eia", "环境影响"),
        Concept("start", "开工"),
        Concept("land", "用地预审"),
        Concept("approval", "核准"),
    ),
    precedences=(
        Precedence("P14", "design", "plan", law("城乡规划法第四十条")),
        Precedence("P17", "plan", "permit", law("建筑法第八条")),
        Precedence("P27", "eia", "start", law("环境影响评价法第二十五条")),
        Precedence("P23", "quality", "permit", law("建设工程质量管理条例第十三条"), "merge"),
        Precedence("P02", "land", "approval", law("土地管理法实施条例第二十四条", when="占用农用地")),
    ),
)


def serial(*steps: Step, **more: object) -> Process:
    """Steps one after the other, nobody says why."""
    orders = tuple(Order(a.id, b.id) for a, b in itertools.pairwise(steps))
    return Process("flow", Text("流程", "flow"), steps, orders, **more)  # type: ignore[arg-type]


BUILDING = serial(
    Step("design", "规划设计方案审查", "规划局", 7),
    Step("eia", "环境影响评价审批", "环保局", 10),
    Step("plan", "建设工程规划许可证核发", "规划局", 7),
    Step("quality", "质量监督手续", "住建局", 5),
    Step("permit", "施工许可证核发", "住建局", 5),
)


@st.composite
def printed_flows(draw: st.DrawFn, most: int = 6) -> Process:
    """A random flow of up to `most` steps whose orders stand on all kinds of ground."""
    size = draw(st.integers(1, most))
    steps = tuple(
        Step(f"s{i}", f"环节{i}", draw(st.sampled_from("甲乙丙")), draw(st.integers(0, 9)))
        for i in range(size)
    )
    grounds = st.sampled_from([Order("", "").ground, habit("习惯"), rule("市规"), law("某法第一条")])
    pairs = draw(
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=10, unique=True)
    )
    orders = tuple(Order(f"s{a}", f"s{b}", draw(grounds)) for a, b in pairs if a < b)
    return Process("random", Text("随机", "random"), steps, orders)
