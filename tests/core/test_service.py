"""A service ends every matter it holds, asks every material once, and knows whose step is whose."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.service import ENDINGS, Matter, Service, furnished
from jianzheng.core.text import Text

PERMIT = Text("许可证", "permit")


def service(process: Process, *matters: Matter) -> Service:
    """A finished service of these matters."""
    return Service("s", Text("事项", "matter"), furnished(process, matters), matters)


def flow(*steps: Step, orders: tuple[tuple[str, str], ...] = ()) -> Process:
    """A process of steps and bare orders."""
    return Process("p", Text("流程", "flow"), steps, tuple(Order(*pair) for pair in orders))


def before(process: Process, id: str) -> set[str]:
    """Everything a step waits for, walked the slow way."""
    found: set[str] = set()
    ahead = [id]
    while ahead:
        here = ahead.pop()
        more = {order.before for order in process.orders if order.after == here} - found
        found |= more
        ahead += more
    return found


KINDS = ("review", "inspect", "decide", "issue", "deliver")


@st.composite
def printed(draw: st.DrawFn) -> tuple[Process, tuple[Matter, ...]]:
    """A process without rings, its steps shared out among some matters, some with a result."""
    matters = tuple(
        Matter(f"m{n}", Text("事", "thing"), "o", result=PERMIT if draw(st.booleans()) else Text(""))
        for n in range(draw(st.integers(1, 3)))
    )
    steps = []
    for n in range(draw(st.integers(0, 6))):
        owner = draw(st.sampled_from(matters)).id
        used = {step.kind for step in steps if step.matter == owner}
        kind = draw(st.sampled_from([k for k in KINDS if k not in ENDINGS or k not in used]))
        steps.append(Step(f"s{n}", "步", "o", kind=kind, matter=owner))
    pairs = [(a.id, b.id) for n, a in enumerate(steps) for b in steps[n + 1 :]]
    orders = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    places = {kind: place for place, kind in enumerate(KINDS)}
    lawful = [(a, b) for a, b in orders if _forward(steps, a, b, places)]
    return flow(*steps, orders=tuple(lawful)), matters


def _forward(steps: list[Step], a: str, b: str, places: dict[str, int]) -> bool:
    """No matter starts over after its own decision."""
    first, second = (next(step for step in steps if step.id == id) for id in (a, b))
    return first.kind not in ENDINGS or places[first.kind] < places[second.kind]


class TestAFurnishedProcess:
    @settings(max_examples=300, deadline=None)
    @given(printed())
    def test_never_makes_steps_wait_for_one_another(self, made: tuple[Process, tuple[Matter, ...]]) -> None:
        assert furnished(*made).rings() == []

    @settings(max_examples=300, deadline=None)
    @given(printed())
    def test_decides_each_matter_after_all_its_work(self, made: tuple[Process, tuple[Matter, ...]]) -> None:
        process, matters = furnished(*made), made[1]
        for matter in matters:
            own = [step for step in process.steps if step.matter == matter.id]
            decides = [step.id for step in own if step.kind == "decide"]
            assert len(decides) == 1
            if decides[0] == f"{matter.id}.decide":
                work = {step.id for step in own if step.kind not in ENDINGS}
                assert work <= before(process, decides[0])

    @settings(max_examples=300, deadline=None)
    @given(printed())
    def test_issues_and_delivers_only_what_was_decided(
        self, made: tuple[Process, tuple[Matter, ...]]
    ) -> None:
        process, matters = furnished(*made), made[1]
        for matter in matters:
            own = {step.kind: step.id for step in process.steps if step.matter == matter.id}
            if str(matter.result):
                assert own["decide"] in before(process, own["issue"])
                assert own["issue"] in before(process, own["deliver"])

    @settings(max_examples=200, deadline=None)
    @given(printed())
    def test_furnished_again_is_the_same(self, made: tuple[Process, tuple[Matter, ...]]) -> None:
        once = furnished(*made)
        assert furnished(once, made[1]) == once

    @settings(max_examples=200, deadline=None)
    @given(printed())
    def test_says_every_order_once(self, made: tuple[Process, tuple[Matter, ...]]) -> None:
        pairs = [(order.before, order.after) for order in furnished(*made).orders]
        assert len(pairs) == len(set(pairs))

    def test_lets_the_next_matter_wait_for_the_decision_of_the_one_before(self) -> None:
        a, b = Matter("a", Text("甲"), "o"), Matter("b", Text("乙"), "o")
        made = furnished(
            flow(Step("x", "审", "o", matter="a"), Step("y", "审", "o", matter="b"), orders=(("x", "y"),)),
            (a, b),
        )
        assert "a.decide" in before(made, "y")

    def test_does_not_ring_where_one_matter_waits_within_another(self) -> None:
        a, b = Matter("a", Text("甲"), "o"), Matter("b", Text("乙"), "o")
        made = furnished(
            flow(
                Step("a1", "审", "o", matter="a"),
                Step("b1", "审", "o", matter="b"),
                Step("a2", "审", "o", matter="a"),
                orders=(("a1", "b1"), ("b1", "a2")),
            ),
            (a, b),
        )
        assert made.rings() == []
        assert {"a1", "a2"} <= before(made, "a.decide")

    def test_gives_a_matter_without_a_step_its_review(self) -> None:
        made = furnished(flow(), (Matter("m", Text("事"), "o", result=PERMIT),))
        assert [step.kind for step in made.steps] == ["review", *ENDINGS]


class TestTheJointSet:
    A, B = Matter("a", Text("甲"), "o", form=("名称",)), Matter("b", Text("乙"), "o", form=("名称", "地址"))

    def test_asks_a_material_once_whoever_needs_it(self) -> None:
        both = service(
            flow(
                Step("x", "审", "o", matter="a", needs=(Need("平面图", tolerable=True),)),
                Step("y", "审", "o", matter="b", needs=(Need("平面图"),)),
            ),
            self.A,
            self.B,
        )
        (asked,) = both.asked
        assert (asked.steps, asked.matters) == (("x", "y"), ("a", "b"))
        assert not asked.tolerable, "it may follow later only if both let it"

    def test_leaves_out_what_the_flow_itself_yields(self) -> None:
        made = service(
            flow(
                Step("x", "审", "o", matter="a", yields=("批复",)),
                Step("y", "审", "o", matter="b", needs=(Need("批复", origin="x"), Need("申请表"))),
            ),
            self.A,
            self.B,
        )
        assert [asked.material for asked in made.asked] == ["申请表"]

    def test_has_one_form_with_each_question_once(self) -> None:
        made = service(flow(Step("x", "审", "o", matter="a", fields=("地址", "电话"))), self.A, self.B)
        assert made.form == ("名称", "地址", "电话")

    def test_knows_whose_step_is_whose(self) -> None:
        made = service(
            flow(Step("x", "审", "o", matter="a"), Step("y", "审", "o", matter="b")), self.A, self.B
        )
        assert {step.matter for step in made.steps_of(1)} == {"b"}
        assert made.matter("b") is self.B
