"""The BPMN file as other tools meet it: valid by the OMG's schema, read by bpmn-moddle, nothing hostile gets through."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from jianzheng.core.ground import data, habit, law
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.bpmn import to_bpmn
from tests.core.test_process import SHOP
from tests.formats.bpmn_flows import processes
from tests.formats.bpmn_reading import NS, SCHEMA, Reading
from tests.shared import shared

ROOT = Path(__file__).resolve().parents[2]
MIWG = ("A.1.0", "A.2.0", "A.2.1", "A.3.0", "A.4.0", "A.4.1", "B.1.0", "B.2.0")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")


def shipped() -> list[Process]:
    return [process for file in packs.files() for process in packs.load(file).processes if process.steps]


def moddle(xml: bytes) -> dict[str, object]:
    """What bpmn-moddle reads; skips where the front-end parts are not installed."""
    node = shutil.which("node")
    if not node or not (ROOT / "node_modules" / "bpmn-moddle").is_dir():
        pytest.skip("needs node and node_modules/bpmn-moddle (make setup)")
    script = Path(__file__).with_name("bpmn_read.mjs")
    run = subprocess.run([node, script], input=xml, capture_output=True, check=True, timeout=300)
    found: dict[str, object] = json.loads(run.stdout)
    return found


def parents_and_children(root: etree._Element) -> set[tuple[str, str]]:
    """Which BPMN element stands in which, apart from documentation and extensions, which any element may hold."""
    pairs = {
        (etree.QName(child.getparent()).localname, etree.QName(child).localname)
        for child in root.iterdescendants("{*}*")
        if etree.QName(child).namespace in NS.values() and etree.QName(child).namespace != NS["jz"]
    }
    return {pair for pair in pairs if pair[1] not in ("documentation", "extensionElements")}


class TestSchema:
    @settings(max_examples=60, deadline=None)
    @given(processes(most=10))
    def test_accepts_every_process(self, process):
        SCHEMA.assertValid(etree.fromstring(to_bpmn(process)))

    def test_accepts_every_shipped_process(self):
        for process in shipped():
            SCHEMA.assertValid(etree.fromstring(to_bpmn(process)))

    @pytest.mark.parametrize("name", MIWG)
    def test_accepts_the_interchange_reference(self, name):
        SCHEMA.assertValid(etree.parse(shared(f"bpmn/miwg/{name}.bpmn")))

    @pytest.mark.parametrize(
        ("good", "bad"),
        [
            (b'id="task_food"', b'id="task_sign"'),
            (b'id="task_food"', b'id="1 food"'),
            (b"bpmn:userTask", b"bpmn:citizenTask"),
            (b'sourceRef="start"', b'source="start"'),
        ],
    )
    def test_refuses_a_file_that_is_broken(self, good, bad):
        xml = to_bpmn(SHOP)
        assert good in xml
        assert not SCHEMA.validate(etree.fromstring(xml.replace(good, bad)))

    def test_elements_stand_where_the_interchange_references_put_them(self):
        known = set()
        for name in MIWG:
            known |= parents_and_children(etree.parse(shared(f"bpmn/miwg/{name}.bpmn")).getroot())
        ours = parents_and_children(Reading(to_bpmn(SHOP)).root)
        assert len(ours) > 20
        assert ours <= known


class TestModdle:
    def test_reads_the_shop_without_a_warning(self):
        found = moddle(to_bpmn(SHOP))
        assert found["warnings"] == []
        assert found["types"] == {
            "bpmn:StartEvent": 1,
            "bpmn:EndEvent": 1,
            "bpmn:UserTask": 5,
            "bpmn:ParallelGateway": 2,
            "bpmn:ExclusiveGateway": 6,
            "bpmn:SequenceFlow": 19,
        }
        assert [name for name, _ in found["lanes"]] == ["市场监管", "消防救援", "城管"]
        assert found["conditions"] == ["when_1", 'choice_1 == "fire-promise"', 'choice_1 == "fire-check"']
        assert found["names"] == [step.name for step in SHOP.steps]

    def test_reads_every_shipped_process_whole(self):
        for process in shipped():
            xml = to_bpmn(process)
            found, reading = moddle(xml), Reading(xml)
            assert found["warnings"] == []
            assert found["unconnected"] == found["undrawn"] == 0
            assert sorted(id for _, ids in found["lanes"] for id in ids) == sorted(reading.nodes)
            assert found["drawn"] == len(reading.boxes) + len(reading.lines)
            assert set(reading.lines) == set(reading.flows)
            assert set(reading.boxes) == reading.nodes | set(reading.lanes) | {"pool"}


class TestWhatAStepSays:
    PROCESS = Process(
        "p",
        Text("备案", "filing"),
        (
            Step("a", "立项", "发改委", 3, yields=("备案证",), name_en="Approval"),
            Step(
                "b",
                "用地规划",
                "规划局",
                7,
                20,
                law("行政许可法第四十二条"),
                needs=(Need("备案证", data("备案证"), "a"), Need("营业执照", origin="held")),
                ground=law("城乡规划法第三十七条", when="划拨用地"),
                when="划拨用地",
            ),
            Step("c", "放线", days=0),
        ),
        (Order("a", "b", data("备案证")), Order("b", "c", habit("惯例")), Order("a", "c")),
    )

    def step(self, name: str) -> etree._Element:
        return Reading(to_bpmn(self.PROCESS)).root.find(f".//bpmn:userTask[@id='task_{name}']", NS)

    def test_is_in_both_languages(self):
        zh, en = (words.text for words in self.step("b").findall("bpmn:documentation", NS))
        assert zh.splitlines() == [
            "名称：用地规划",
            "部门：规划局",
            "时限：承诺 7 个工作日，法定 20 个工作日（行政许可法第四十二条）",
            "依据：城乡规划法第三十七条（划拨用地时）",
            "条件：划拨用地",
            "材料：备案证〔数据依赖 备案证，来自a〕；营业执照〔未说明依据，政府已有〕",
            "须等：立项〔数据依赖 备案证〕",
        ]
        assert en.splitlines()[1:3] == [
            "Office: 规划局",
            "Time limit: promised 7 working days, legal limit 20 working days "
            "(Administrative Licensing Law, art. 42 · 行政许可法第四十二条)",
        ]
        assert en.splitlines()[-1] == "Waits for: Approval〔data 备案证〕"

    def test_stands_in_the_extension_as_the_pack_writes_it(self):
        step = self.step("b").find("bpmn:extensionElements/jz:step", NS)
        assert (step.get("id"), step.get("days"), step.get("legal"), step.get("when")) == (
            "b",
            "7",
            "20",
            "划拨用地",
        )
        assert step.find("jz:ground", NS).attrib == {"law": "城乡规划法第三十七条", "when": "划拨用地"}
        assert [need.get("material") for need in step.findall("jz:needs", NS)] == ["备案证", "营业执照"]
        assert [need.get("origin") for need in step.findall("jz:needs", NS)] == ["a", "held"]

    def test_leaves_an_order_that_others_imply_undrawn_but_said(self):
        reading = Reading(to_bpmn(self.PROCESS))
        orders = [
            (order.get("before"), order.get("after")) for order in reading.root.iterfind(".//jz:order", NS)
        ]
        assert orders == [("a", "b"), ("b", "c"), ("a", "c")]
        assert ("task_a", "task_c") not in reading.flows.values()
        assert len(reading.nodes) == 7


class TestNames:
    @settings(max_examples=80, deadline=None)
    @given(st.lists(st.text(max_size=12), min_size=3, max_size=3))
    @example(["\x00\x1b]0;\x7f", "</bpmn:process>&amp;<![CDATA[", "\ud800\ufffe👩‍👩‍👧 \r\n\t\u202e"])
    @example(["施" * 2000, "a" * 2000, "👍" * 2000])
    def test_of_any_kind_give_a_well_formed_file(self, words):
        one, two, three = words
        steps = (
            Step(f"1{one}", one, two, when=three, one_of=one, needs=(Need(two, origin=three),)),
            Step(f"2{two}", two, three, one_of=one, ground=law(one, three)),
        )
        process = Process(f"{one}", Text(two, three), steps, (Order(f"1{one}", f"2{two}", habit(three)),))
        root = etree.fromstring(to_bpmn(process))
        SCHEMA.assertValid(root)
        ids = root.xpath("//@id[not(ancestor::jz:*) and not(parent::jz:*)]", namespaces=NS)
        assert len(ids) == len(set(ids))
        assert all(NAME.fullmatch(id) for id in ids)

    def test_too_long_to_draw_are_cut_there_and_kept_in_the_extension(self):
        process = Process("p", Text("长"), (Step("a", "施工许可" * 500, "住建局" * 500),))
        root = etree.fromstring(to_bpmn(process))
        assert len(root.find(".//bpmn:userTask", NS).get("name")) == 50
        step = root.find(".//jz:step", NS)
        assert (step.get("name"), step.get("office")) == ("施工许可" * 500, "住建局" * 500)

    def test_lose_only_what_xml_cannot_hold(self):
        process = Process("p", Text("x"), (Step("a", "甲\x00乙\ud800 <&>\"'\r\n\t👍"),))
        step = etree.fromstring(to_bpmn(process)).find(".//jz:step", NS)
        assert step.get("name") == "甲\ufffd乙\ufffd <&>\"'\r\n\t👍"

    def test_that_look_like_code_stay_out_of_expressions(self):
        steps = (
            Step("a", "甲", when='__import__("os")', one_of="x"),
            Step('" or "', "乙", one_of="x"),
        )
        root = etree.fromstring(to_bpmn(Process("p", Text("x"), steps)))
        found = [condition.text for condition in root.iterfind(".//bpmn:conditionExpression", NS)]
        assert found == ['when_1 and choice_1 == "a"', 'choice_1 == "n.2"']


class TestRefuses:
    def test_a_ring_and_names_it(self):
        steps = (Step("a", "甲", name_en="First"), Step("b", "乙"), Step("c", "丙"))
        orders = (Order("a", "b"), Order("b", "a"), Order("b", "c"))
        with pytest.raises(Refused) as refusal:
            to_bpmn(Process("p", Text("环"), steps, orders))
        assert "甲 → 乙 → 甲" in refusal.value.zh
        assert "First → 乙 → First" in refusal.value.en

    def test_a_process_without_steps(self):
        with pytest.raises(Refused, match=r"没有环节.*has no steps"):
            to_bpmn(Process("p", Text("空", "empty")))

    def test_a_process_of_which_its_conditions_leave_nothing(self):
        with pytest.raises(Refused, match="none its known conditions need"):
            to_bpmn(Process("p", Text("空"), (Step("a", "甲", when="供餐"),), conditions={"供餐": False}))

    def test_steps_with_one_id(self):
        with pytest.raises(Refused, match="Two steps have the id “a”"):
            to_bpmn(Process("p", Text("重"), (Step("a", "甲"), Step("a", "乙"))))


class TestKnownConditions:
    def test_leave_nothing_to_ask(self):
        xml = to_bpmn(replace(SHOP, conditions={"供餐": True}))
        assert Reading(xml).given({}, {"消防": "fire-check"}) == {"choice_1": "fire-check"}
        assert "task_food" not in Reading(to_bpmn(replace(SHOP, conditions={"供餐": False}))).nodes

    def test_one_process_gives_one_file(self):
        assert to_bpmn(SHOP) == to_bpmn(replace(SHOP))
