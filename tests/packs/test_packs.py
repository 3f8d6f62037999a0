"""The shipped packs hold what their sources print: counts, figures, law, and a source for everything."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from jianzheng.core.examine import examine, malformed
from jianzheng.core.process import Process, under
from jianzheng.core.study import study
from jianzheng.formats import packs
from tests.packs.grounds import articles, grounds, known_quotes
from tests.shared import shared

ROOT = Path(__file__).resolve().parents[2]
PACKS = sorted(packs.files())
PROCESSES = [(id, process.id) for id in PACKS for process in packs.load(id).processes]


def process(pack: str, id: str) -> Process:
    """One process of a pack."""
    return next(known for known in packs.load(pack).processes if known.id == id)


def rows(name: str) -> list[dict[str, str]]:
    """A list of the shared data; skips the test where it is absent."""
    text = shared(f"catalogue/{name}").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


class TestTheFilingFlow:
    FLOW = process("kaifaqu-filing", "filing")

    def test_takes_88_days_one_by_one_and_53_as_printed(self) -> None:
        assert len(self.FLOW.steps) == 18
        assert sum(step.nominal_days for step in self.FLOW.steps) == 88
        assert self.FLOW.schedule.length == 53

    def test_takes_19_days_when_law_and_data_alone_decide(self) -> None:
        made = study(self.FLOW, packs.lawbook_for(packs.load("kaifaqu-filing")))
        assert (made.burden_before.days_chain, made.burden_after.days_chain) == (53, 19)
        assert made.floor.schedule.length == 19
        assert [step.name.split(" + ")[-1] for step in made.after.chain()] == [
            "规划设计方案审查和总平图预审",
            "建设工程规划许可证",
            "施工许可证+红线放样",
        ]

    def test_stays_as_printed_where_nobody_confirms_a_missing_ground(self) -> None:
        book = packs.lawbook_for(packs.load("kaifaqu-filing"))
        sure = [move.id for move in study(self.FLOW, book).moves if not move.unconfirmed]
        assert study(self.FLOW, book, sure).burden_after.days_chain == 46

    def test_is_what_the_list_prints(self) -> None:
        listed = [
            (row["matter"], row["department"], float(row["promised_wd"]), row["seq"])
            for row in rows("investment_limits_local.csv")
        ]
        packed = [
            (step.name, step.office, float(step.days or 0), step.box.split()[0]) for step in self.FLOW.steps
        ]
        assert packed == listed


class TestTheNanjingFlow:
    FLOW = process("nanjing-2018", "government-investment")

    def test_has_18_boxes_in_printed_order(self) -> None:
        boxes = list(dict.fromkeys(step.box for step in self.FLOW.steps))
        assert [int(box.split()[0]) for box in boxes] == list(range(1, 19))

    def test_prints_the_boxes_of_the_chart(self) -> None:
        printed = [f"{row['box_no']} {row['box']}" for row in rows("investment_flow_nanjing2018.csv")]
        assert list(dict.fromkeys(step.box for step in self.FLOW.steps)) == printed

    def test_asks_for_every_material_of_the_chart_and_no_other(self) -> None:
        listed = rows("investment_materials_nanjing2018.csv")
        heads = {
            (one["matter"], one["mat_no"])
            for one, two in itertools.pairwise(listed)
            if two["mat_no"].startswith(one["mat_no"] + ".")
        }
        printed = {
            (row["matter"], plainly(row["material"]))
            for row in listed
            if row["material"] and (row["matter"], row["mat_no"]) not in heads
        }
        packed = {(step.name, plainly(need.material)) for step in self.FLOW.steps for need in step.needs}
        assert packed - printed == set()
        assert printed - packed == set()

    @pytest.mark.parametrize("land", ["划拨用地", "出让用地", "占用农用地"])
    def test_can_be_redesigned_on_any_land(self, land: str) -> None:
        made = study(under(self.FLOW, {land: True}), packs.lawbook_for(packs.load("nanjing-2018")))
        assert made.floor.schedule.length <= made.after.schedule.length <= made.process.schedule.length

    def test_shows_the_copied_list_of_box_10_and_the_ring_of_the_land_preview(self) -> None:
        found = examine(self.FLOW, packs.lawbook_for(packs.load("nanjing-2018")))
        places = {finding.kind: finding.places for finding in found}
        assert places["identical-lists"] == ("b10m1", "b6m1")
        assert set(places["prerequisite-ring"]) == {"b1", "b2m1"}


def plainly(text: str) -> str:
    """A material without spaces, so that line breaks of the source do not count."""
    return re.sub(r"\s+", "", text)


class TestTheLawbook:
    BOOK = packs.load("cn-investment-law").lawbook

    def edges(self) -> dict[str, Any]:
        """Precedences by the number of the shared list: P04a to P04d are one edge of it."""
        return {edge.id.rstrip("abcdefgh"): edge for edge in self.BOOK.precedences}

    def test_has_47_edges_and_tells_of_the_48th_in_a_remark(self) -> None:
        assert sorted(self.edges()) == [f"P{number:02}" for number in range(1, 48)]
        text = packs.files()["cn-investment-law"].read_text("utf-8")
        assert "# P48" in text
        assert [row["id"] for row in rows("investment_law_precedence.csv")] == [
            f"P{n:02}" for n in range(1, 49)
        ]

    def test_cites_the_article_and_the_words_of_the_list(self) -> None:
        listed = {row["id"]: row for row in rows("investment_law_precedence.csv")}
        for edge in self.BOOK.precedences:
            row = listed[edge.id.rstrip("abcdefgh")]
            assert (edge.ground.cite, edge.ground.quote) == (row["law"] + row["article"], row["quote"]), (
                edge.id
            )
            assert edge.relation == row["relation"], edge.id
            assert bool(edge.ground.when) <= bool(row["condition"]), edge.id

    def test_names_only_concepts_it_has(self) -> None:
        known = [concept.id for concept in self.BOOK.concepts]
        assert len(known) == len(set(known))
        named = {id for edge in self.BOOK.precedences for id in (edge.first, edge.second)}
        named |= {item.concept for item in (*self.BOOK.listings, *self.BOOK.limits)}
        assert named - set(known) == set()

    def test_explains_every_condition_it_uses(self) -> None:
        page = (ROOT / "docs" / "reference" / "conditions.md").read_text("utf-8")
        used = {edge.ground.when for edge in self.BOOK.precedences} - {""}
        for id in PACKS:
            used |= {name for known in packs.load(id).processes for name in known.conditions}
            used |= {step.when for known in packs.load(id).processes for step in known.steps} - {""}
        assert {name for name in used if f"`{name}`" not in page} == set()


class TestALawGround:
    @pytest.mark.parametrize("id", PACKS)
    def test_quotes_the_words_on_file(self, id: str) -> None:
        known = known_quotes()
        wrong = [
            (ground.cite, ground.quote)
            for ground in grounds(packs.load(id))
            if ground.quote and not any(ground.quote in known.get(one, ()) for one in articles(ground.cite))
        ]
        assert wrong == []


class TestALimit:
    def test_of_the_94_is_what_the_list_prints(self) -> None:
        listed = [
            (row["id"], row["matter"], row["law"] + row["article"], row["quote"])
            for row in rows("matters.csv")
        ]
        packed = [(m.id, m.name, m.law, m.note) for m in packs.load("cn-limits").matters]
        assert len(packed) == 94
        assert [row[:3] for row in packed] == [row[:3] for row in listed]
        assert [
            id for (id, _, _, note), (*_, quote) in zip(packed, listed, strict=True) if quote not in note
        ] == []


class TestAListOfMatters:
    def test_of_construction_has_88(self) -> None:
        listed = [(row["id"], row["matter"], row["item_code"]) for row in rows("investment_matters.csv")]
        packed = [(m.id, m.name, m.code) for m in packs.load("investment-matters").matters]
        assert len(packed) == 88
        assert packed == listed

    def test_of_guangan_has_600_with_their_codes_as_they_are(self) -> None:
        matters = packs.load("guangan").matters
        assert len(matters) == 600
        listed = [(row["sub_item"], row["item_code"]) for row in rows("guangan_matters.csv")]
        assert [(matter.name, matter.code) for matter in matters] == listed
        wrong = list(malformed([(m.id, m.name, m.code, m.place) for m in matters if m.code]))
        assert len(wrong) > 100


class TestTheChains:
    def test_are_eleven_with_the_matters_and_edges_of_the_list(self) -> None:
        text = shared("catalogue/chains.yaml").read_text(encoding="utf-8")
        listed = yaml.safe_load(text)["chains"]
        pack = packs.load("one-thing-chains")
        assert len(listed) == len(pack.processes) == len(pack.chains) == 11
        for chain, packed in zip(listed, pack.processes, strict=True):
            assert packed.id == chain["id"].replace("_", "-")
            assert [step.name for step in packed.steps] == [matter["matter"] for matter in chain["matters"]]
            edges = {(f"m{edge['before']}", f"m{edge['after']}") for edge in chain.get("edges") or []}
            assert {(order.before, order.after) for order in packed.orders} >= edges


class TestAProcess:
    @pytest.mark.parametrize(("pack", "id"), PROCESSES)
    def test_says_where_it_comes_from(self, pack: str, id: str) -> None:
        assert process(pack, id).source

    @pytest.mark.parametrize(("pack", "id"), PROCESSES)
    def test_speaks_both_languages(self, pack: str, id: str) -> None:
        flow = process(pack, id)
        assert flow.title.zh and flow.title.en
        assert [step.id for step in flow.steps if not step.name_en] == []
        assert [text for text in flow.assumptions if not (text.zh and text.en)] == []

    @pytest.mark.parametrize(("pack", "id"), PROCESSES)
    def test_is_lawful_after_all_moves(self, pack: str, id: str) -> None:
        made = study(process(pack, id), packs.lawbook_for(packs.load(pack)))
        assert made.after.schedule.length <= made.process.schedule.length


class TestAPack:
    @pytest.mark.parametrize("id", PACKS)
    def test_says_where_it_comes_from_and_in_both_languages_what_it_is(self, id: str) -> None:
        pack = packs.load(id)
        assert pack.source
        assert pack.title.zh and pack.title.en

    @pytest.mark.parametrize("id", PACKS)
    def test_stands_in_the_table_of_packs(self, id: str) -> None:
        assert f"`{id}`" in (ROOT / "docs" / "reference" / "packs.md").read_text("utf-8")
