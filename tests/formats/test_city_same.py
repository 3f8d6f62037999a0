"""What a chain takes over from a matter that the city also offers alone: code, limits, result, materials, questions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
import yaml

from jianzheng.core.case.scope import scope
from jianzheng.core.confront import closure
from jianzheng.core.ground import Ground, rule
from jianzheng.core.materials import Yields, yielders
from jianzheng.core.names import plain
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.service import Matter
from jianzheng.core.text import Text
from jianzheng.formats.city import city
from jianzheng.formats.city_same import EXAMINING, Same, asking, examining, known
from jianzheng.formats.problems import Unreadable

CITY = city("demo")
SERVICES = {service.id: service for service in CITY.services}


def _grounds(same: dict[str, Any]) -> dict[str, Ground]:
    """What a chain spares or strikes, with the rule it names."""
    return {word: rule(ground["rule"], ground["source"]) for word, ground in same.items()}


_WRITTEN = yaml.safe_load((files("jianzheng") / "packs/cities/demo.yaml").read_text("utf-8"))["services"]
SAME_MATTERS = [
    pytest.param(
        service["id"],
        step,
        Same(same)
        if isinstance(same, str)
        else Same(
            same["of"],
            same.get("called", {}),
            _grounds(same.get("spared", {})),
            _grounds(same.get("struck", {})),
        ),
        id=f"{service['id']}-{step}",
    )
    for service in _WRITTEN
    for step, same in service.get("same", {}).items()
]


class TestAMatter:
    def test_is_the_same_alone_and_in_a_chain(self) -> None:
        coded: dict[str, list[Matter]] = defaultdict(list)
        for service in CITY.services:
            for matter in service.matters:
                coded[matter.code].append(replace(matter, id="", title=Text("")))
        assert all(len(set(same)) == 1 for same in coded.values())
        assert sum(len(same) > 1 for same in coded.values()) == 7

    @pytest.mark.parametrize(
        ("chain", "step", "alone"),
        [
            ("restaurant", "m2", "food"),
            ("restaurant", "m4", "fire-check"),
            ("business-start", "m1", "registration"),
            ("newborn", "m5", "insurance"),
            ("construction", "b18m1", "construction-licence"),
            ("construction", "b3m3", "eia-form"),
            ("construction", "b12m1", "planning-licence"),
        ],
    )
    def test_of_a_chain_takes_what_it_is_alone(self, chain: str, step: str, alone: str) -> None:
        one, single = SERVICES[chain].matters[SERVICES[chain].place[step]], SERVICES[alone].matters[0]
        assert one == replace(single, id=step, title=one.title)


class TestWhatIsTheSame:
    @pytest.mark.parametrize(
        "same",
        [
            {"nowhere": Same("food")},
            {"m2": Same("nothing")},
            {"m2": Same("restaurant")},
            {"m2": Same("food", {"火箭图纸": "图纸"})},
            {"m2": Same("food", spared={"火箭图纸": rule("某清单")})},
            {"m2": Same("food", spared={"经营场所布局图": rule("")})},
            {"m2": Same("food", struck={"inspect": rule("")})},
            {"m2": Same("food", struck={"review": rule("某清单")})},
        ],
    )
    def test_names_a_step_and_a_service_of_one_matter_and_what_that_asks(self, same: dict[str, Same]) -> None:
        with pytest.raises(Unreadable, match="same"):
            known(same, SERVICES["restaurant"].process.index, SERVICES, "restaurant")

    @pytest.mark.parametrize(("chain", "step", "same"), SAME_MATTERS)
    def test_asks_each_of_its_materials_once_unless_an_earlier_step_yields_it_or_the_list_spares_it(
        self, chain: str, step: str, same: Same
    ) -> None:
        whole, single = SERVICES[chain], SERVICES[same.of]
        asked = [plain(one.material) for one in whole.asked]
        own = {plain(one.material) for one in whole.asked if step in one.matters}
        lookup, here = Yields(whole.process), whole.process.step(step)
        yielded = {plain(need.material) for need in here.needs if yielders(lookup, here, need)}
        assert len(asked) == len(set(asked))
        for one in single.asked:
            spared = same.spared.get(one.material)
            assert bool(spared and spared.cite) != (plain(same.name(one.material)) in own | yielded), one

    @pytest.mark.parametrize(("chain", "step", "same"), SAME_MATTERS)
    def test_asks_its_questions_and_prints_their_answers(self, chain: str, step: str, same: Same) -> None:
        whole, single = SERVICES[chain], SERVICES[same.of]
        answers = whole.printed(whole.place[step])
        assert {same.name(word) for word in single.printed(0)} <= set(answers) <= set(whole.form)

    def test_takes_what_an_earlier_step_yields_from_there(self) -> None:
        first, second = Step("a", "甲", yields=("营业执照",)), Step("b", "乙")
        made = Process("p", Text("流程"), (first, second), (Order("a", "b"),))
        for flow, origin in ((made, "a"), (replace(made, orders=()), "held")):
            needs = asking(flow, {"b": Same("food")}, SERVICES).step("b").needs
            assert {need.material: need.origin for need in needs}["营业执照"] == origin


class TestExamining:
    """Visits, notices, reviews and hearings of a matter within a chain."""

    @pytest.mark.parametrize(("chain", "step", "same"), SAME_MATTERS)
    def test_is_done_in_a_chain_as_alone_unless_struck_on_a_ground(
        self, chain: str, step: str, same: Same
    ) -> None:
        whole, single = SERVICES[chain], SERVICES[same.of]
        there = {own.id: own for own in whole.steps_of(whole.place[step])}
        for own in single.process.steps:
            if own.kind in EXAMINING and own.id not in same.struck:
                kept = there[f"{step}.{own.id}"]
                assert (kept.kind, kept.conduct, kept.days, kept.ground, kept.office, kept.matter) == (
                    own.kind, own.conduct, own.days, own.ground, own.office, step
                )  # fmt: skip
                assert kept.when == there[step].when

    @pytest.mark.parametrize(("chain", "step"), [("restaurant", "m2"), ("restaurant", "m4")])
    def test_by_two_officers_comes_between_the_papers_and_the_decision(self, chain: str, step: str) -> None:
        process = SERVICES[chain].process
        visit, above = process.index[f"{step}.inspect"], closure(process)
        assert process.steps[visit].conduct.staff == 2
        assert "行政许可法第三十四条" in process.steps[visit].ground.cite
        assert above[visit] >> process.index[step] & 1
        assert above[process.index[f"{step}.decide"]] >> visit & 1

    def test_falls_away_with_the_alternative_it_belongs_to(self) -> None:
        whole = SERVICES["construction"]
        found = scope(whole, {}, {"3 建设项目环境影响": "b3m2"})
        assert whole.place["b3m3"] not in found.matters
        assert found.gone >> whole.process.index["b3m3.expert"] & 1
        kept = scope(whole, {}, {"3 建设项目环境影响": "b3m3"})
        assert whole.place["b3m3"] in kept.matters
        assert not kept.gone >> whole.process.index["b3m3.expert"] & 1

    def test_struck_on_a_ground_is_left_out_and_what_waited_for_it_waits_for_what_is_left(self) -> None:
        made = Process("p", Text("流程"), (Step("a", "环评"),))
        struck = {"expert": rule("某改革方案", "评审由中介在申请前完成")}
        flow = examining(made, {"a": Same("eia-form", struck=struck)}, SERVICES)
        assert [step.id for step in flow.steps] == ["a", "a.publish"]
        assert [(order.before, order.after) for order in flow.orders] == [("a", "a.publish")]
