"""What our own log says about the process in force: never a move that is unlawful, never an order that law or data demand."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core import network as graph
from jianzheng.core.calendar import Calendar
from jianzheng.core.confront import Confronted, confront
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.lawful import breaches
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.redesign import apply, propose
from jianzheng.core.text import Text
from jianzheng.lab.analysis import Terms, worktime
from jianzheng.lab.evidence import FEWEST, Evidence, Kind, Offered, evidence
from jianzheng.lab.log.log import Log
from jianzheng.lab.log.own import Done, own_log
from jianzheng.lab.waiting.split import Roles
from tests.core.flows import BOOK, BUILDING, printed_flows
from tests.lab.logs import compiling

DAY, MONDAY = 86_400, 1_735_520_400
CALENDAR = Calendar("week")
TERMS = Terms(calendar=CALENDAR, roles=Roles(frozenset({"Supplemented"})))


def lived(steps: list[str], cases: int, seed: int = 0, astray: float = 0.0) -> Log:
    """A log of so many cases that go through the steps one a working day or so, a share of them in another order."""
    chance, rows = random.Random(seed), []
    for number in range(cases):
        at, way = MONDAY + 7 * DAY * number, list(steps)
        if chance.random() < astray:
            chance.shuffle(way)
        for name in ("Applied", *way):
            who, what = ("p", Text("o"), "o"), (Text(name), name)
            rows.append(Done(f"c{number}", *what, at, *who, "StepDone", at + DAY, {"simulated": "false"}))
            at += DAY + chance.randrange(3600)
    found = own_log(rows, "UTC")
    assert found is not None
    return found


def seen(
    log: Log, confronted: Confronted, papers: dict[tuple[str, str], tuple[int, int]] | None = None
) -> list[Evidence]:
    """The evidence of a log against a process."""
    offered = Offered(confronted, tuple(propose(confronted)))
    return evidence(log, offered, TERMS, worktime(log, CALENDAR), papers or {})


class TestAnyLogAgainstAnyProcess:
    @compiling
    @given(printed_flows(), st.integers(0, 9), st.sampled_from([0.0, 0.02, 0.4]), st.data())
    def test_names_no_move_that_is_unlawful_and_no_order_that_is_demanded(
        self, process: Process, seed: int, astray: float, data: st.DataObject
    ) -> None:
        confronted = confront(process, BOOK)
        if confronted.process.network.ringed:
            return
        way = data.draw(st.permutations([step.id for step in process.steps]))
        targets = [f"{step.id}:{need.material}" for step in process.steps for need in step.needs]
        papers = {
            (target, how): (30, 30) for target in targets for how in ("on_file", "promised", "tolerated")
        }
        index = process.index
        binding = [(index[a], index[b]) for a, b in confronted.binding]
        above = graph.ancestors(graph.network([0] * len(index), binding))
        proposed = {move.id: move for move in propose(confronted)}
        for one in seen(lived(way, 24, seed, astray), confronted, papers):
            assert not one.move or breaches(confronted, apply(confronted, [proposed[one.move]])) == []
            if one.kind is Kind.ORDER:
                before, after = one.what
                assert not above[index[after]] >> index[before] & 1


class TestWhatIsSeen:
    def test_an_order_nobody_demands_is_answered_by_running_together(self) -> None:
        confronted = confront(BUILDING, BOOK)
        found = {
            one.id: one for one in seen(lived(["design", "eia", "plan", "quality", "permit"], 40), confronted)
        }
        assert found["design > eia"].move == "run_together:eia"
        assert (found["design > eia"].cases, found["design > eia"].of) == (40, 40)
        assert found["design > eia"].days > 0.5
        assert "plan > permit" not in found  # 建筑法第八条

    def test_a_demanded_order_that_is_not_kept_is_named_with_its_article_and_no_move(self) -> None:
        found = seen(lived(["plan", "design", "eia", "quality", "permit"], 40), confront(BUILDING, BOOK))
        (broken,) = [one for one in found if one.kind is Kind.BROKEN]
        assert (broken.id, broken.ground, broken.move) == ("design > plan", "城乡规划法第四十条", "")
        assert "law demands" in broken.remedy.en

    def test_a_step_that_takes_the_time_leads_to_people_not_to_an_order(self) -> None:
        found = seen(lived(["design", "plan", "permit"], 40), confront(BUILDING, BOOK))
        waits = {one.id: one for one in found if one.kind is Kind.WAITING}
        assert waits["permit"].move == "" and "建筑法第八条" in waits["permit"].said.en

    def test_fewer_cases_than_enough_show_nothing(self) -> None:
        steps = ["design", "eia", "plan", "quality", "permit"]
        assert seen(lived(steps, FEWEST - 1), confront(BUILDING, BOOK)) == []

    def test_rework_is_counted_by_case(self) -> None:
        log = lived(["SupplementAsked", "Supplemented", "design", "SupplementAsked"], 30)
        (one,) = [one for one in seen(log, confront(BUILDING, BOOK)) if one.kind is Kind.REWORK]
        assert (one.cases, one.of, one.move) == (30, 30, "")

    def test_a_material_always_on_file_need_not_be_asked(self) -> None:
        steps = (
            Step("review", "审查", "局", 1, needs=(Need("营业执照", origin="held"),)),
            Step("decide", "决定", "局"),
        )
        confronted = confront(Process("p", Text("p"), steps, (Order("review", "decide"),)), Lawbook())
        log, target = lived(["review", "decide"], 30), ("review:营业执照", "on_file")
        (one,) = [e for e in seen(log, confronted, {target: (30, 30)}) if e.kind is Kind.MATERIAL]
        assert one.move == "reuse:review:营业执照"
        assert not [e for e in seen(log, confronted, {target: (20, 30)}) if e.kind is Kind.MATERIAL]
