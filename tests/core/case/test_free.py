"""Free lines: what the one notice asks of a matter without a published list, how it is answered, and what follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jianzheng.core import case as core
from jianzheng.core.case import COMING, FREE, State
from jianzheng.core.case import events as e
from jianzheng.core.case.free import LONGEST, MOST
from jianzheng.core.case.plain import dumps, loads
from jianzheng.core.process import Need, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Matter, Service, furnished
from jianzheng.core.text import Text
from tests.core.case.cast import BROUGHT, DECIDE, LI, NEEDS, WANG, ZHAO, Run, at, signed

HYGIENE, TOBACCO, OTHER = range(3)
NOON = at(2025, 3, 3)
SAMPLE, LEASE = FREE, FREE + 1


def chain() -> Service:
    """Three matters at once: one with a list, one without, one whose list is nothing but a catch-all."""
    matters = tuple(
        Matter(id, Text(zh, id), "o", legal=DECIDE, commitment=True)
        for id, zh in (("hygiene", "卫生许可"), ("tobacco", "烟草许可"), ("other", "招牌许可"))
    )
    needs = (NEEDS, (), (Need("法律法规规定的其他材料"),))
    steps = tuple(
        Step(f"s{n}", "审查", "o", matter=matter.id, kind="review", needs=needs[n])
        for n, matter in enumerate(matters)
    )
    process = furnished(Process("p", Text("p"), steps, ()), matters)
    return Service("s", Text("开饭店", "restaurant"), process, matters, "w")


def received() -> Run:
    """All three applied for and received, with everything the list names."""
    run = Run(chain()).apply(NOON, papers={n: "5" for n in range(4)})
    return run.do("receive", WANG, NOON)


def noticed() -> Run:
    """A notice that asks two papers for the tobacco licence."""
    free = {TOBACCO: ["样品  一份", "", "租赁合同", "样品 一份"]}
    return received().do("ask_supplement", WANG, NOON, wanted={}, free=free)


def answered(papers: dict[int, str]) -> Run:
    """That notice answered a day later."""
    return noticed().do("supplement", LI, at(2025, 3, 4), papers=papers)


class TestWhoHasNoList:
    def test_is_told_by_what_is_printed(self) -> None:
        assert core.unlisted(chain()) == {TOBACCO, OTHER}

    def test_a_list_of_what_the_flow_itself_yields_is_a_list(self) -> None:
        service = chain()
        before, *rest = service.process.steps
        steps = (
            replace(before, yields=("卫生合格证",)),
            replace(rest[0], needs=(Need("卫生合格证", origin="卫生合格证"),)),
            *rest[1:],
        )
        service = replace(service, process=replace(service.process, steps=steps))
        assert core.unlisted(service) == {OTHER}
        assert all("tobacco" not in asked.matters for asked in service.asked)


class TestTheNotice:
    def test_carries_each_line_once_and_tidied(self) -> None:
        run = noticed()
        told = run.happened[-1].event
        assert isinstance(told, e.SupplementAsked)
        assert told.free == run.case.free == ((TOBACCO, "样品 一份"), (TOBACCO, "租赁合同"))
        assert run.case.told == (SAMPLE, LEASE)
        assert {item.state for item in run.case.items} == {State.SUPPLEMENT}

    @pytest.mark.parametrize(
        ("free", "why"),
        [
            ({HYGIENE: ["平面图"]}, "“卫生许可”有公布的材料清单，不能要求清单以外的材料"),
            ({TOBACCO: ["营业执照（复印件）"]}, "已在材料清单中"),
            ({TOBACCO: ["字" * (LONGEST + 1)]}, f"第 1 行有 {LONGEST + 1} 个字"),
            ({TOBACCO: [f"材料{n}" for n in range(MOST + 1)]}, f"写了 {MOST + 1} 行，最多 {MOST} 行"),
            ({TOBACCO: ["。"]}, "看不出是什么材料"),
            ({7: ["样品"]}, "请刷新页面"),
            ({TOBACCO: ["", " \u200b\t"], 7: [""]}, "请逐项写明要补正什么"),
        ],
    )
    def test_is_refused_for(self, free: dict[int, list[str]], why: str) -> None:
        run = received()
        with pytest.raises(Refused, match=why):
            run.do("ask_supplement", WANG, NOON, wanted={}, free=free)
        assert not run.case.free

    def test_keeps_signs_of_markup_as_they_are_and_drops_what_prints_nothing(self) -> None:
        run = received()
        lines = ["<b>面积<200㎡</b>的#证明", "\u202e反\x00写\u200b的说明"]
        run.do("ask_supplement", WANG, NOON, wanted={}, free={TOBACCO: lines})
        assert [text for _, text in run.case.free] == ["<b>面积<200㎡</b>的#证明", "反 写 的说明"]

    def test_says_of_a_listed_material_no_more_than_fits(self) -> None:
        with pytest.raises(Refused, match="最多 500 个字"):
            received().do("ask_supplement", WANG, NOON, wanted={0: "字" * 10_000})


def test_a_notice_of_an_earlier_version_has_no_lines() -> None:
    old = loads("SupplementAsked", '{"items":[0],"wanted":[[0,"缺"]],"document":"补1号"}')
    assert old.free == ()
    assert "free" not in dumps(old)


class TestTheAnswer:
    def test_names_the_file_of_each_line(self) -> None:
        run = answered({SAMPLE: "11", LEASE: "12"})
        told = run.happened[-1].event
        assert isinstance(told, e.Supplemented)
        assert told.papers == ((SAMPLE, "brought", "11"), (LEASE, "brought", "12"))
        run.do("accept", WANG, at(2025, 3, 4), papers={})
        assert all(item.accepted_at for item in run.case.items)

    def test_may_leave_one_to_be_brought_which_acceptance_waits_for(self) -> None:
        run = answered({SAMPLE: COMING, LEASE: "12"})
        with pytest.raises(Refused, match="还缺 1 份材料，不能受理：样品 一份"):
            run.do("accept", WANG, at(2025, 3, 4), papers={})
        run.do("accept", WANG, at(2025, 3, 4), papers={SAMPLE: "brought"})
        assert (SAMPLE, "brought", "") in run.case.papers

    @pytest.mark.parametrize("handling", ["tolerated", "promised", "coming", "?"])
    def test_is_accepted_with_nothing_less(self, handling: str) -> None:
        with pytest.raises(Refused):
            answered({LEASE: "12"}).do("accept", WANG, at(2025, 3, 4), papers={SAMPLE: handling})

    def test_of_nothing_but_intentions_is_none(self) -> None:
        with pytest.raises(Refused, match="请带齐后到窗口提交"):
            answered({SAMPLE: COMING})

    def test_to_a_line_that_is_none_is_refused(self) -> None:
        with pytest.raises(Refused, match="请刷新页面"):
            answered({FREE + 2: "7"})
        with pytest.raises(Refused, match="请刷新页面"):
            answered({4: "7", LEASE: "12"})

    def test_in_part_ends_in_writing_for_the_matter_it_belongs_to_alone(self) -> None:
        run = answered({LEASE: "12"})
        with pytest.raises(Refused, match="应当受理"):
            run.do("not_complete", WANG, at(2025, 3, 4), item=OTHER, reason="没有样品，无法审查申请")
        run.do("not_complete", WANG, at(2025, 3, 4), item=TOBACCO, reason="没有样品，无法审查申请")
        told = run.happened[-1].event
        assert isinstance(told, e.NotOurs) and "仍缺：样品 一份。" in told.reason
        run.do("accept", WANG, at(2025, 3, 4), papers={})
        states = [item.state for item in run.case.items]
        assert states == [State.STARTED, State.NOT_OURS, State.STARTED]


class TestAMatterNothingWasAskedOf:
    def test_is_never_refused_for_papers(self) -> None:
        run = received().do("ask_supplement", WANG, NOON, wanted={0: "缺签章"})
        run.do("supplement", LI, at(2025, 3, 4), papers={2: "8"})
        with pytest.raises(Refused, match="应当受理"):
            run.do("not_complete", WANG, at(2025, 3, 4), item=TOBACCO, reason="没有样品，无法审查申请")


def test_no_answer_in_time_accepts_with_the_line_still_open() -> None:
    run = answered({SAMPLE: COMING, LEASE: "12"}).elapse(at(2025, 4, 1))
    assert all(item.by_clock for item in run.case.items)
    assert (SAMPLE, COMING, "") in run.case.papers


def test_who_is_no_clerk_gives_no_notice() -> None:
    with pytest.raises(Refused):
        received().do("ask_supplement", ZHAO, NOON, wanted={}, free={TOBACCO: ["样品"]})


def test_listed_papers_and_lines_stand_in_one_notice() -> None:
    run = Run(chain()).apply(NOON).do("receive", WANG, NOON)
    run.do("ask_supplement", WANG, NOON, wanted={0: "缺申请表"}, free={OTHER: ["效果图"], TOBACCO: ["样品"]})
    assert run.case.free == ((TOBACCO, "样品"), (OTHER, "效果图"))
    run.do("supplement", LI, at(2025, 3, 4), papers={0: "1", FREE: "2", FREE + 1: "3"})
    run.do("accept", WANG, at(2025, 3, 4), papers=BROUGHT, signed=signed(BROUGHT))
    assert all(item.accepted_at for item in run.case.items)
