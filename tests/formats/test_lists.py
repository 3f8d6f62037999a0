"""Published lists as they are: limits, boxes and materials, guides, law, matters; by header, in CSV and Excel alike."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.burden import burden
from jianzheng.core.ground import GroundKind
from jianzheng.core.process import Process, Step
from jianzheng.formats.assumed import GROUPED
from jianzheng.formats.pack import Pack
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.read import read, read_together
from tests.formats.books import book
from tests.formats.texts import refused, taken
from tests.shared import FOLDER, shared

LIMITS = "flow,seq,matter,department,promised_wd,legal_wd,parallel_group,note,source\n"


def limits(*rows: str) -> Process:
    """The one flow of a limits list; rows are seq,days,group."""
    cells = [row.split(",") for row in rows]
    text = "".join(
        f"某流程,{seq},事项{i},局,{days},,{group},,\n" for i, (seq, days, group) in enumerate(cells)
    )
    (process,) = taken(LIMITS + text).processes
    return process


def starts(process: Process) -> list[float]:
    """When each step starts, in working days."""
    return list(process.schedule.starts)


class TestALimitsList:
    def test_of_the_development_zone_takes_88_days_one_by_one_and_53_as_printed(self) -> None:
        (flow,) = read([shared("catalogue/investment_limits_local.csv")]).processes
        figures = burden(flow)
        assert (figures.steps, figures.days_sum, figures.days_chain) == (18, 88, 53)

    @settings(deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 30)), min_size=1, max_size=12))
    def test_takes_the_longest_of_each_number_one_after_the_other(self, rows: list[tuple[int, int]]) -> None:
        process = limits(*(f"{seq},{days}," for seq, days in rows))
        twin = sum(
            max(days for _, days in group) for _, group in groupby(sorted(rows), key=lambda row: row[0])
        )
        assert process.schedule.length == twin

    def test_sorts_its_numbers_and_takes_halves(self) -> None:
        assert starts(limits("10,1,", "9,2,", "9.5,4,")) == [6, 0, 2]

    def test_runs_a_group_over_neighbouring_numbers_together_and_says_so(self) -> None:
        process = limits("1,1,", "2,3,P1", "3,4,P1", "4,1,P2", "5,1,")
        assert (starts(process), GROUPED in process.assumptions) == ([0, 1, 1, 5, 6], True)

    def test_does_not_let_a_label_on_several_rows_join_numbers(self) -> None:
        process = limits("1,3,并联", "1,4,并联", "2,1,并联", "2,2,并联")
        assert (starts(process), GROUPED in process.assumptions) == ([0, 0, 4, 4], False)

    def test_runs_rows_of_one_number_together_whatever_their_groups(self) -> None:
        assert starts(limits("1,3,P1", "1,4,", "1,2,P2", "2,1,")) == [0, 0, 0, 4]

    def test_states_no_ground_for_its_orders_and_one_visit_a_matter(self) -> None:
        process = limits("1,3,", "2,4,")
        assert [order.ground.kind for order in process.orders] == [GroundKind.UNSTATED]
        assert [step.visits for step in process.steps] == [1, 1]
        assert all(text.zh and text.en for text in process.assumptions)

    def test_reads_days_with_their_unit_and_legal_days(self) -> None:
        text = LIMITS + "企业投资流程,1,备案,局,5个工作日,20,,,\n,2,别的,局,,,,,\n"
        one, two = taken(text).processes
        assert (one.steps[0].days, one.steps[0].legal_days) == (5, 20)
        assert one.conditions == {"企业投资项目": True, "政府投资项目": False}
        assert (two.steps[0].days, str(two.title)) == (None, "0.csv")

    def test_holds_several_flows_in_any_order_of_rows(self) -> None:
        text = LIMITS + "甲,1,a,局,1,,,,\n乙,1,b,局,2,,,,\n甲,2,c,局,3,,,,\n"
        assert [(str(p.title), p.schedule.length) for p in taken(text).processes] == [("甲", 4), ("乙", 2)]

    def test_names_every_wrong_cell_at_once(self) -> None:
        rows = "甲,1,a,局,-3,,,,\n甲,x,b,局,1,,,,\n甲,3,,局,1,abc,,,\n"
        found = refused(LIMITS + rows)
        assert [place for place, _ in found] == ["2", "3", "4", "4"]
        assert "不是“-3”" in found[0][1]

    def test_of_a_thousand_steps_beside_a_thousand_is_too_many_orders(self) -> None:
        rows = "".join(f"甲,{i // 1000},a{i},局,1,,,,\n" for i in range(2000))
        ((place, said),) = refused(LIMITS + rows)
        assert (place, "1000000 条先后" in said) == ("2", True)


class TestGuides:
    HEAD = "area,matter,department,legal_limit,promised_limit,steps,materials,note,source\n"

    def one(self, steps: str, promised: str = "", materials: str = "") -> Process:
        (made,) = taken(f"{self.HEAD}某市,许可,局,20 工作日,{promised},{steps},{materials},,\n").processes
        return made

    def test_print_their_steps_with_days(self) -> None:
        made = self.one("受理1→审核11→审批3→办结存档送达1", "16 工作日", "申请表；报告书")
        assert [(step.name, step.days) for step in made.steps] == [
            ("受理", 1),
            ("审核", 11),
            ("审批", 3),
            ("办结存档送达", 1),
        ]
        assert (made.promised, made.legal, made.schedule.length) == (16, 20, 16)
        assert [need.material for need in made.steps[0].needs] == ["申请表", "报告书"]

    @pytest.mark.parametrize(
        ("part", "name", "days"),
        [
            ("办结即办", "办结", 0),
            ("10日内颁证", "10日内颁证", None),
            ("受理(5日一次告知)", "受理(5日一次告知)", None),
            ("审查2.5个工作日", "审查", 2.5),
            ("即办", "即办", None),
        ],
    )
    def test_give_days_only_where_a_step_prints_them(self, part: str, name: str, days: float | None) -> None:
        step = self.one(f"申请→{part}").steps[1]
        assert (step.name, step.days) == (name, days)

    def test_add_the_parts_of_a_promise(self) -> None:
        assert self.one("检查→决定", "10 工作日现场检查+3 工作日决定").promised == 13

    def test_without_steps_make_no_process(self) -> None:
        assert taken(f"{self.HEAD}某市,许可,局,,,,,,\n").processes == ()

    def test_of_real_places_are_eight_flows(self) -> None:
        made = read([shared("catalogue/local_guides.csv")]).processes
        assert len(made) == 8
        assert (made[0].promised, made[0].schedule.length) == (16, 16)


class TestListsWithoutAFlow:
    def test_of_law_become_precedences(self) -> None:
        book = read([shared("catalogue/investment_law_precedence.csv")]).lawbook
        assert len(book.precedences) == 48
        assert book.precedences[0].ground.cite == "城乡规划法第三十六条"

    def test_of_law_name_what_is_missing(self) -> None:
        text = "id,predecessor,successor,relation,law,article\nP1,甲,,before,某法,第一条\nP2,甲,乙,after,某法,第二条\n"
        assert [place for place, _ in refused(text)] == ["2", "3"]

    @pytest.mark.parametrize(
        ("name", "count"), [("matters.csv", 94), ("investment_matters.csv", 88), ("guangan_matters.csv", 600)]
    )
    def test_of_matters_keep_every_row(self, name: str, count: int) -> None:
        matters = read([shared(f"catalogue/{name}")]).matters
        assert len(matters) == count
        assert len({matter.id for matter in matters}) == count

    def test_a_row_without_a_name_is_named(self) -> None:
        assert refused("sub_item,item_code\n甲,1\n,2\n")[0][0] == "3"


class TestAHeader:
    def test_may_be_chinese(self) -> None:
        text = "流程,序号,事项,部门,承诺工作日,并联组\n甲,1,备案,局,3,\n甲,2,许可,局,4,\n"
        assert taken(text, encoding="gb18030").processes[0].schedule.length == 7

    def test_names_the_column_it_lacks(self) -> None:
        ((place, said),) = refused("flow,seq,matter,department\n甲,1,a,局\n")
        assert place == "1"
        assert "时限清单" in said and "缺少列：promised_wd" in said and "现有的列：flow、seq" in said

    def test_names_a_column_that_is_all_but_right(self) -> None:
        assert "是不是“legal_wd”" in refused("flow,seq,matter,promised_wd,legal_wds\n甲,1,a,1,5\n")[0][1]

    def test_of_no_known_list_is_answered_with_all_known_ones(self) -> None:
        ((_, said),) = refused("x,y\n1,2\n")
        assert all(
            word in said for word in ("时限清单", "流程材料清单", "办事指南清单", "环节清单", "template")
        )

    def test_without_rows_is_refused(self) -> None:
        assert "没有内容" in refused(LIMITS)[0][1]


class TestExcel:
    ROWS = (("flow", "seq", "matter", "promised_wd"), ("甲", 1, "备案", 3), ("甲", 2, "许可", 4.5))

    def test_with_the_header_of_a_list_is_read_like_the_csv(self) -> None:
        text = "\n".join(",".join(map(str, row)) for row in self.ROWS)

        def bare(pack: Pack) -> list[Step]:
            return [Step(s.id, s.name, s.office, s.days, box=s.box) for s in pack.processes[0].steps]

        assert bare(read_together([("x.xlsx", book({"表": self.ROWS}))])) == bare(taken(text))

    def test_may_have_a_cover_sheet_but_not_a_half_known_one(self) -> None:
        cover = (("说明", "填写人"), ("无", "张"))
        assert read_together([("x.xlsx", book({"封面": cover, "表": self.ROWS}))]).processes
        half = (("flow", "seq", "matter"), ("甲", 1, "a"))
        with pytest.raises(Unreadable, match="promised_wd"):
            read_together([("x.xlsx", book({"半": half, "表": self.ROWS}))])


class TestAFolder:
    def test_of_lists_is_read_as_one_and_says_what_it_passed_over(self) -> None:
        shared("catalogue/chains.yaml")
        pack = read([FOLDER / "catalogue"])
        assert len(pack.processes) == 1 + 1 + 11 + 8
        assert len(pack.chains) == 11
        assert len(pack.matters) == 94 + 88 + 600
        assert all("legal_clock_rules.yaml" in p.assumptions[-1].zh for p in pack.processes)
