"""What a situation leaves of a service: matters of which nothing is left are neither applied for nor decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianzheng.core import case as core
from jianzheng.core.case import Case, Happened, State, replay
from jianzheng.core.case import events as e
from jianzheng.core.case.terms import NOTICE
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.service import ENDINGS, Matter, Service, furnished
from jianzheng.core.text import Text
from tests.core.case.cast import DECIDE, RULES, SUN, WANG, Run, at
from tests.core.case.test_machine import attempt, services

WHEN = at(2025, 3, 3)


def assessed() -> Service:
    """An assessment as report or as form, an earthquake review where the project needs it, a permit that waits for both."""
    matters = tuple(
        Matter(id, Text(zh, id), "o", legal=DECIDE, result=Text("证", "licence"), commitment=id != "report")
        for id, zh in (
            ("report", "报告书"),
            ("form", "登记表"),
            ("quake", "地震评价"),
            ("permit", "施工许可"),
        )
    )
    need = (Need("项目说明", promisable=True),)
    steps = (
        Step("r", "审查报告书", "o", matter="report", one_of="环评", needs=(Need("报告书正文"), *need)),
        Step("f", "登记", "o", matter="form", one_of="环评", needs=need),
        Step("q", "地震评价", "o", matter="quake", when="视项目需要", needs=(Need("评价报告"),)),
        Step("p", "审查", "o", matter="permit"),
    )
    orders = tuple(Order(before, "p") for before in "rfq")
    return Service("s", Text("s"), furnished(Process("p", Text("p"), steps, orders), matters), matters, "w")


class TestAScope:
    def test_names_the_matters_left_and_why_the_others_are_not_applied_for(self) -> None:
        left = core.scope(assessed(), {"视项目需要": False}, {"环评": "f"})
        assert left.matters == (1, 3)
        assert [assessed().asked[n].material for n in left.asked] == ["项目说明"]
        assert left.why == {
            0: Text("选择的是“登记”", "“登记” was chosen"),
            2: Text("“视项目需要”为否", "“视项目需要” does not hold"),
        }

    def test_takes_the_first_alternative_that_may_hold_where_none_was_chosen(self) -> None:
        service = assessed()
        steps = tuple(replace(s, when="报告书") if s.id == "r" else s for s in service.process.steps)
        service = replace(service, process=replace(service.process, steps=steps))
        assert core.scope(service, {}, {}).matters == (0, 2, 3)
        assert core.scope(service, {"报告书": False}, {}).matters == (1, 2, 3)
        with pytest.raises(Refused, match="不一致"):
            core.scope(service, {"报告书": False}, {"环评": "r"})

    def test_does_not_know_a_choice_nobody_offers(self) -> None:
        with pytest.raises(Refused, match="没有这个选项"):
            core.scope(assessed(), {}, {"环评": "q"})


class TestAnApplication:
    def test_takes_no_number_runs_no_clock_and_opens_nothing_for_what_is_not_needed(self) -> None:
        run = Run(assessed()).apply(WHEN, conditions={"视项目需要": False}, choose={"环评": "f"})
        assert [item.number for item in run.case.items] == ["", "N1", "", "N3"]
        assert run.case.number == "N1"
        run.do("receive", WANG, WHEN).do("accept", WANG, WHEN, papers={1: "promised"}, signed={1: "read"})
        gone = [run.case.items[0], run.case.items[2]]
        assert {item.state for item in gone} == {State.NOT_APPLICABLE}
        assert not any(item.clock or item.legal or item.received_by for item in gone)
        assert [run.service.owner[work.step] for work in run.case.open] == [1]
        assert [debt.asked for debt in run.case.debts] == [1]

    def test_goes_on_behind_what_is_not_needed(self) -> None:
        run = Run(assessed()).apply(WHEN, conditions={"视项目需要": False}, choose={"环评": "f"})
        run.do("accept", WANG, WHEN, papers={1: "brought"}).worked(WHEN)
        run.do("decide", SUN, WHEN, step=run.service.process.index["form.decide"], outcome="grant")
        assert run.case.items[3].begun_at == WHEN

    @pytest.mark.parametrize("outcome", ["grant", "refuse"])
    def test_lets_nobody_decide_what_is_not_needed(self, outcome: str) -> None:
        run = Run(assessed()).apply(WHEN, conditions={"视项目需要": False}, choose={"环评": "f"})
        run.do("accept", WANG, WHEN, papers={1: "brought"})
        for id in ("report.decide", "quake.decide"):
            with pytest.raises(Refused, match="不需要办理"):
                run.do("decide", SUN, WHEN, step=run.service.process.index[id], outcome=outcome)

    def test_for_nothing_at_all_is_refused(self) -> None:
        service = assessed()
        only = replace(service, process=replace(service.process, steps=tuple(
            replace(s, when="需要") if s.kind == "review" else s for s in service.process.steps)))  # fmt: skip
        with pytest.raises(Refused, match="没有需要申请的事项"):
            Run(only).apply(WHEN, conditions={"需要": False})


class TestACaseOfAnEarlierVersion:
    """It applied for every matter, and left out single steps only."""

    def old(self) -> Run:
        run = Run(assessed())
        index, notice = run.service.process.index, RULES.clock(NOTICE, WHEN)
        said = e.Applied("N0", "s", "online", ("N0", "N1", "N2", "N3"), {"name": "李"}, notice, {},
                         skipped=1 << index["r"] | 1 << index["q"])  # fmt: skip
        return run.did(run.act(SUN, WHEN), (said,))

    def test_is_replayed_as_it_was(self) -> None:
        run = self.old()
        assert [item.state for item in run.case.items] == [State.RECEIVED] * 4
        assert replay(run.happened) == run.case

    def test_ends_what_is_not_needed_when_it_is_accepted(self) -> None:
        run = self.old().do("accept", WANG, WHEN, papers={1: "brought"})
        assert [item.state for item in run.case.items] == [
            State.NOT_APPLICABLE,
            State.STARTED,
            State.NOT_APPLICABLE,
            State.ACCEPTED,
        ]

    def test_already_at_work_on_it_ends_it_by_the_clock_and_not_by_a_decision(self) -> None:
        run = self.old()
        index = run.service.process.index
        clock = RULES.clock(DECIDE, WHEN)
        begun = tuple(e.Begun(n, clock, clock, ((index[s], None),))
                      for n, s in ((0, "report.decide"), (1, "f"), (2, "quake.decide")))  # fmt: skip
        run.did(run.act(WANG, WHEN), (e.Accepted((0, 1, 2, 3), WHEN), *begun))
        with pytest.raises(Refused, match="不适用"):
            core.decide(run.case, run.act(SUN, WHEN), step=index["report.decide"], outcome="grant")
        run.elapse(clock.warn)
        assert [item.state for item in run.case.items][::2] == [State.NOT_APPLICABLE] * 2
        assert [work.step for work in run.case.open] == [index["f"]]


SITUATIONS = st.fixed_dictionaries({"扩建": st.booleans()})


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_no_matter_without_a_live_examining_step_is_applied_for_or_decided(data: st.DataObject) -> None:
    service, conditions = data.draw(services()), data.draw(SITUATIONS)
    groups = service.process.alternatives()
    choose = {g: data.draw(st.sampled_from([s.id for s in steps])) for g, steps in groups.items()}
    live = [
        any(
            conditions.get(step.when, True) and choose.get(step.one_of, step.id) == step.id
            for step in _examining(service.steps_of(place))
        )
        for place in range(len(service.matters))
    ]
    run = Run(service)
    try:
        run.apply(WHEN, conditions=conditions, choose=choose)
    except Refused as refused:
        assert not any(live) or "不一致" in refused.zh
        assert run.case == Case()
        return
    moment = WHEN
    for _ in range(data.draw(st.integers(1, 12))):
        moment += data.draw(st.sampled_from([60, 86_400, 3 * 86_400]))
        attempt(data.draw, run, moment)
    assert [bool(item.number) for item in run.case.items] == live
    for each in run.happened:
        _of_what_lives(run, each, live)


def _examining(steps: tuple[Step, ...]) -> list[Step]:
    """The steps without which a matter is not examined: its alternatives, where it has any."""
    work = [step for step in steps if step.kind not in ENDINGS]
    return [step for step in work if step.one_of] or work


def _of_what_lives(run: Run, each: Happened, live: list[bool]) -> None:
    """An event begins, opens or decides only matters that live."""
    opened = [step for step, _ in getattr(each.event, "opened", ())]
    assert all(live[run.service.owner[step]] for step in opened)
    if isinstance(each.event, (e.Begun, e.Decided)):
        assert live[each.event.item]
