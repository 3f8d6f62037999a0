"""The file allows exactly the orders that the process allows, as an independent BPMN engine runs it."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.bpmn import to_bpmn
from jianzheng.formats.read import read
from tests.core.test_process import SHOP
from tests.formats import bpmn_engine, bpmn_flows
from tests.formats.bpmn_reading import Reading
from tests.shared import shared


def walk(process: Process, situation: bpmn_flows.Situation, dice: random.Random) -> None:
    """One random sequence to the end; at every state the engine offers what `Process.ready` gives."""
    xml = to_bpmn(process)
    reading = Reading(xml)
    run = bpmn_engine.Run(bpmn_engine.parsed(xml), reading.given(situation.holds, situation.chosen))
    tasks = {step: task for task, step in reading.steps.items()}
    done: list[str] = []
    while ready := process.ready(done, situation.skipped):
        assert {reading.steps[task] for task in run.offers()} == {step.id for step in ready}
        assert not run.is_finished()
        done.append(dice.choice(ready).id)
        run.do(tasks[done[-1]])
    assert not run.offers()
    assert run.is_finished()
    assert run.times_ended() == 1


def plain(process: Process) -> bpmn_flows.Situation:
    """The situation where every condition holds and the first alternative of every group is chosen."""
    holds = {step.when: True for step in process.steps if step.when}
    return bpmn_flows.Situation(
        process, holds, {group: steps[0].id for group, steps in process.alternatives().items()}
    )


class TestTheEngineAllows:
    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_the_same_sequences_as_the_process(self, data):
        process = data.draw(bpmn_flows.processes())
        situation = data.draw(bpmn_flows.situations(process))
        ours = set(islice(bpmn_flows.sequences(process, situation.skipped), 41))
        assume(len(ours) <= 40)
        xml = to_bpmn(process)
        reading = Reading(xml)
        spec = bpmn_engine.parsed(xml)
        theirs = set()
        for tasks in bpmn_engine.sequences(spec, reading.given(situation.holds, situation.chosen)):
            theirs.add(tuple(reading.steps[task] for task in tasks))
            assert len(theirs) <= len(ours), "the engine allows more sequences"
        assert theirs == ours

    @settings(max_examples=60, deadline=None)
    @given(st.data(), st.integers(0, 999))
    def test_at_every_state_what_is_ready(self, data, seed):
        process = data.draw(bpmn_flows.processes(most=12))
        walk(process, data.draw(bpmn_flows.situations(process)), random.Random(seed))

    @settings(max_examples=40, deadline=None)
    @given(st.data(), st.integers(0, 999))
    def test_whatever_one_does_who_chooses_an_alternative_only_by_doing_it(self, data, seed):
        process = data.draw(bpmn_flows.processes(most=9))
        situation = data.draw(bpmn_flows.situations(process))
        unneeded = {step.id for step in process.steps if not situation.holds.get(step.when, True)}
        dice, done = random.Random(seed), []
        while ready := process.ready(done, unneeded):
            done.append(dice.choice(ready).id)
        chosen = situation.chosen | {process.step(id).one_of: id for id in done if process.step(id).one_of}
        xml = to_bpmn(process)
        reading = Reading(xml)
        run = bpmn_engine.Run(bpmn_engine.parsed(xml), reading.given(situation.holds, chosen))
        tasks = {step: task for task, step in reading.steps.items()}
        for id in done:
            run.do(tasks[id])
        assert run.is_finished()

    @pytest.mark.parametrize("holds", [True, False])
    @pytest.mark.parametrize("chosen", ["fire-promise", "fire-check"])
    def test_the_shop_in_each_situation(self, holds, chosen):
        walk(SHOP, bpmn_flows.Situation(SHOP, {"供餐": holds}, {"消防": chosen}), random.Random(1))

    def test_the_crossing_order_that_blocks_of_parallel_work_cannot_show(self):
        steps = tuple(Step(id, id) for id in "abcd")
        orders = (Order("a", "c"), Order("b", "c"), Order("b", "d"))
        process = Process("n", Text("N"), steps, orders)
        xml = to_bpmn(process)
        found = {
            "".join(task[-1] for task in tasks)
            for tasks in bpmn_engine.sequences(bpmn_engine.parsed(xml), {})
        }
        assert found == {"abcd", "abdc", "bacd", "badc", "bdac"}


class TestRealFlows:
    @pytest.mark.parametrize("seed", range(6))
    def test_the_development_zone_flow_offers_what_is_ready(self, seed):
        (process,) = packs.load("kaifaqu-filing").processes
        assert len(process.steps) == 18
        walk(process, plain(process), random.Random(seed))

    @pytest.mark.parametrize("file", ["chains.yaml", "local_guides.csv"])
    def test_chains_and_guides_offer_what_is_ready(self, file):
        for process in read([shared(f"catalogue/{file}")]).processes:
            walk(process, plain(process), random.Random(2))

    def test_every_shipped_process_offers_what_is_ready(self):
        shipped = [
            process for file in packs.files() for process in packs.load(file).processes if process.steps
        ]
        for process in shipped:
            walk(process, plain(process), random.Random(3))
