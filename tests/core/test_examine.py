"""Examination: each defect is found where it is planted, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianzheng.core.examine import KINDS, Finding, examine
from jianzheng.core.ground import data, habit, law, rule
from jianzheng.core.lawbook import Concept, Lawbook, Limit, Listing
from jianzheng.core.process import Conduct, Fee, Need, Order, Process, Step
from jianzheng.core.text import Text
from tests.core.flows import BOOK, BUILDING, serial

GROUNDED = law("某法第一条")


def clean(id: str, **more: object) -> Step:
    """A step nobody can object to."""
    return Step(id, f"事项{id}", ground=GROUNDED, **more)  # type: ignore[arg-type]


def found(process: Process, book: Lawbook | None = None) -> dict[str, list[Finding]]:
    """Findings by kind."""
    kinds: dict[str, list[Finding]] = {}
    for finding in examine(process, book):
        kinds.setdefault(finding.kind, []).append(finding)
    return kinds


def process(*steps: Step, orders: tuple[Order, ...] = (), **more: object) -> Process:
    """Steps with the orders given."""
    return Process("p", Text("流程", "process"), steps, orders, **more)  # type: ignore[arg-type]


class TestOrders:
    def test_a_printed_ring_is_shown_step_by_step(self):
        ring = process(
            clean("a"), clean("b"), clean("c"), orders=(Order("a", "b"), Order("b", "c"), Order("c", "a"))
        )
        (finding,) = found(ring)["prerequisite-ring"]
        assert finding.places == ("a", "b", "c")
        assert "事项a → 事项b → 事项c → 事项a" in finding.said.zh

    def test_two_steps_that_read_each_others_result_are_a_ring(self):
        both = process(
            clean("a", needs=(Need("乙证", origin="b"),)), clean("b", needs=(Need("甲证", origin="a"),))
        )
        assert found(both)["prerequisite-ring"][0].places == ("a", "b")

    def test_an_input_printed_before_its_yielder_is_too_early(self):
        early = serial(clean("a", needs=(Need("证", origin="b"),)), clean("b", yields=("证",)))
        (finding,) = found(early)["input-too-early"]
        assert finding.places == ("a:证", "b")
        assert "order-without-ground" not in found(early)

    def test_an_input_from_outside_the_flow_is_named_once(self):
        outside = process(
            clean(
                "a",
                needs=(Need("出让合同", origin="土地招拍挂"), Need("身份证"), Need("执照", origin="held")),
            )
        )
        assert [finding.places for finding in found(outside)["input-nobody-yields"]] == [("a:出让合同",)]

    def test_an_order_against_a_law_cites_it(self):
        wrong = serial(BUILDING.step("permit"), BUILDING.step("plan"))
        (finding,) = found(wrong, BOOK)["order-against-law"]
        assert finding.ground.cite == "建筑法第八条"

    def test_an_order_law_demands_but_nobody_printed_is_missing(self):
        loose = process(BUILDING.step("plan"), BUILDING.step("permit"))
        assert [finding.places[0] for finding in found(loose, BOOK)["order-missing"]] == ["plan→permit"]

    def test_orders_with_law_data_or_rule_are_left_alone(self):
        grounded = process(
            clean("a", yields=("批文",)),
            clean("b", needs=(Need("批文", origin="a"),)),
            clean("c"),
            clean("d"),
            orders=(Order("a", "b"), Order("b", "c", law("某法第二条")), Order("c", "d", rule("市规三"))),
        )
        assert "order-without-ground" not in found(grounded)

    def test_the_stages_law_puts_in_order_inside_one_matter_are_left_alone(self):
        guide = serial(
            *(
                Step(f"s{i}", name, matter="取水许可")
                for i, name in enumerate(["收件", "受理", "审核", "审批", "送达"])
            )
        )
        assert "order-without-ground" not in found(guide)
        turned = serial(Step("a", "审核", matter="取水许可"), Step("b", "受理", matter="取水许可"))
        assert "order-without-ground" in found(turned)
        apart = serial(Step("a", "受理", matter="甲"), Step("b", "审核", matter="乙"))
        assert "order-without-ground" in found(apart)

    def test_steps_that_wait_for_the_same_are_one_finding(self):
        fan = process(
            clean("a"), clean("b"), clean("c"), orders=(Order("a", "b"), Order("a", "c", habit("一向")))
        )
        (finding,) = found(fan)["order-without-ground"]
        assert finding.places == ("a→b", "a→c")


class TestMaterials:
    @pytest.mark.parametrize(
        "material",
        ["其他材料", "其他规定需要的文件", "法律行政法规规定的其他材料",
         "公安机关认为其他应予提交的材料", "依法需要提交的其他文件（兜底）",
         "有关证明材料", "any other documents"],
    )  # fmt: skip
    def test_a_catch_all_is_found(self, material):
        assert len(found(process(clean("a", needs=(Need(material),))))["catch-all-material"]) == 1

    @pytest.mark.parametrize(
        "material",
        ["审批、核准、备案或其他立项文件", "建设项目选址意见书及附图或规划部门认可的其他选址意见",
         "房屋相关共有权业主的书面同意意见",
         "身份证等", "与部品部件生产单位签订的合同"],
    )  # fmt: skip
    def test_a_named_material_is_not(self, material):
        assert "catch-all-material" not in found(process(clean("a", needs=(Need(material),))))

    def test_copies_of_one_paper_in_one_matter_are_twice(self):
        twice = process(
            clean("a", needs=(Need("《营业执照》原件"), Need("营业执照（复印件）2份"), Need("章程")))
        )
        assert len(found(twice)["same-material-twice"]) == 1

    def test_one_paper_asked_by_several_matters_is_one_finding(self):
        several = process(*(clean(id, needs=(Need("场地证明"), Need(f"材料{id}"))) for id in "abc"))
        (finding,) = found(several)["material-asked-by-several"]
        assert finding.places == ("a:场地证明", "b:场地证明", "c:场地证明")

    def test_alternatives_and_first_time_papers_are_not_several(self):
        either = process(*(clean(id, one_of="二选一", needs=(Need("场地证明"),)) for id in "ab"))
        first = process(*(clean(id, needs=(Need("授权书", once=True),)) for id in "ab"))
        assert "material-asked-by-several" not in found(either)
        assert "material-asked-by-several" not in found(first)

    def test_what_another_step_yields_and_what_government_holds_is_named(self):
        kinds = found(
            serial(clean("a"), clean("b", needs=(Need("批文", origin="a"), Need("执照", origin="held"))))
        )
        assert kinds["material-already-yielded"][0].places == ("b:批文",)
        assert kinds["material-held"][0].places == ("b:执照",)

    def test_a_copied_list_names_the_matter_it_does_not_fit(self):
        papers = tuple(Need(name) for name in ("使用林地申请表", "林权证明", "法人证明"))
        copied = process(
            Step("forest", "占用林地审核", ground=GROUNDED, needs=papers),
            Step("cad", "人防建设经费", ground=GROUNDED, needs=papers),
        )
        (finding,) = found(copied)["identical-lists"]
        assert finding.places == ("cad", "forest")

    def test_short_lists_and_variants_of_one_matter_may_be_equal(self):
        short = tuple(Need(name) for name in ("申请表", "身份证"))
        longer = (*short, Need("环评文本"))
        equal = process(clean("a", needs=short), clean("b", needs=short))
        variants = process(
            Step("a", "环境影响报告书", needs=longer), Step("b", "环境影响报告表", needs=longer)
        )
        assert "identical-lists" not in found(equal)
        assert "identical-lists" not in found(variants)

    def test_only_papers_the_article_does_not_list_are_off_list(self):
        book = Lawbook(
            (Concept("permit", "施工许可证"),),
            listings=(Listing("permit", ("资金", "图纸"), law("建筑法第八条")),),
        )
        asked = process(
            Step("p", "施工许可证核发", needs=(Need("资金证明"), Need("监理合同"), Need("其他材料")))
        )
        assert [finding.places for finding in found(asked, book)["material-off-list"]] == [("p:监理合同",)]


class TestAuthority:
    def test_steps_without_ground_are_one_finding_a_process(self):
        (finding,) = found(process(Step("a", "盖章"), Step("b", "复核"), clean("c")))["step-without-ground"]
        assert finding.places == ("a", "b")

    def test_a_fee_needs_a_law(self):
        fees = process(clean("a", fees=(Fee("工本费", "10元"), Fee("印花税", ground=law("印花税法第一条")))))
        assert [finding.places for finding in found(fees)["fee-without-ground"]] == [("a:工本费",)]

    def test_a_promise_above_the_legal_limit_is_found_wherever_the_limit_stands(self):
        book = Lawbook((Concept("x", "事项b"),), limits=(Limit("x", 5, "working", law("某法第九条")),))
        over = process(
            clean("a", days=21, legal_days=20), clean("b", days=6), clean("c", days=5, legal_days=5)
        )
        assert [finding.places for finding in found(over, book)["promise-above-legal"]] == [("a",), ("b",)]

    def test_steps_that_take_longer_than_the_whole_promises_are_found(self):
        slow = serial(clean("a", days=3), clean("b", days=5), promised=7)
        assert found(slow)["steps-above-promise"][0].places == ("a", "b")
        assert "steps-above-promise" not in found(serial(clean("a", days=3), clean("b", days=4), promised=7))

    def test_more_than_two_signatures_are_too_many(self):
        three = serial(*(clean(id, kind="sign", matter="许可") for id in "abc"))
        assert found(three)["too-many-sign-offs"][0].places == ("a", "b", "c")
        assert "too-many-sign-offs" in found(process(clean("x", sign_levels=3)))
        assert "too-many-sign-offs" not in found(process(clean("x", sign_levels=2)))

    def test_codes_are_checked_and_compared(self):
        task = "12441500196720244T3442199806003"
        kinds = found(process(clean("a", code=task), clean("b", code=task), clean("c", code=task[:-1])))
        assert kinds["duplicate-code"][0].places == ("a", "b", task)
        assert kinds["malformed-code"][0].places[0] == "c"


def test_every_kind_of_defect_has_a_name_in_both_languages_and_a_test():
    tested = Path(__file__).read_text(encoding="utf-8")
    for kind, label in KINDS.items():
        assert label.zh
        assert label.en
        assert f'"{kind}"' in tested or kind == "unknown-step"


def test_a_clean_process_has_no_findings():
    flow = process(clean("a", yields=("批文",)), clean("b"), orders=(Order("a", "b", data("批文")),))
    assert examine(flow) == []
    assert examine(process()) == []


def test_an_order_that_names_an_unknown_step_is_reported_not_followed():
    assert found(process(clean("a"), orders=(Order("a", "ghost"),)))["unknown-step"][0].places == ("a→ghost",)


def test_conduct_defaults_to_one_natural_person():
    assert (Conduct().staff, Conduct().actor) == (1, "person")
