"""What the command prints as JSON keeps the promises of docs/reference, for every pack that is shipped."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jianzheng.cli.main import main
from jianzheng.core.burden import LABELS
from jianzheng.formats import pack, packs

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PACKS = sorted(packs.files())
WITH_PROCESSES = [id for id in PACKS if packs.load(id).processes]
FLOWS = [f"{id}:{process.id}" for id in PACKS for process in packs.load(id).processes]


@cache
def validator(name: str) -> Draft202012Validator:
    """The documented shape of one verb, itself checked as a schema."""
    schema = json.loads((REFERENCE / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(name: str, printed: Any) -> list[str]:
    """Where and how JSON leaves the documented shape."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(printed)]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """`printed("packs")`: what the command prints with --json."""

    def run(*words: str) -> Any:
        main([*words, "--json"])
        return json.loads(capsys.readouterr().out)

    return run


class TestPacks:
    def test_print_the_documented_shape_and_every_pack(self, printed: Any) -> None:
        listed = printed("packs")
        assert faults("packs", listed) == []
        assert sorted(row["id"] for row in listed) == PACKS

    def test_are_described_by_the_schema_that_is_shipped(self) -> None:
        shipped = ROOT / "src" / "jianzheng" / "formats" / "pack.schema.json"
        assert json.loads(shipped.read_text("utf-8")) == pack.schema()


class TestAnExamination:
    @pytest.mark.parametrize("id", PACKS)
    def test_prints_the_documented_shape(self, printed: Any, id: str) -> None:
        examined = printed("examine", id)
        assert faults("examine", examined) == []
        assert len(examined["processes"]) == len(packs.load(id).processes)
        assert examined["matters"]["count"] == len(packs.load(id).matters)

    @pytest.mark.parametrize("id", PACKS)
    def test_lists_all_findings_once_more_in_one_row(self, printed: Any, id: str) -> None:
        examined = printed("examine", id)
        apart = [
            {"process": process["id"], **finding}
            for process in examined["processes"]
            for finding in process["findings"]
        ] + [{"process": None, **finding} for finding in examined["matters"]["findings"]]
        assert examined["findings"] == apart

    @pytest.mark.parametrize("id", PACKS)
    def test_tells_by_its_exit_code_whether_something_is_wrong(
        self, capsys: pytest.CaptureFixture[str], id: str
    ) -> None:
        code = main(["examine", id, "--json"])
        findings = json.loads(capsys.readouterr().out)["findings"]
        assert code == int(any(finding["serious"] for finding in findings))


class TestARedesign:
    @pytest.mark.parametrize("flow", FLOWS)
    def test_prints_the_documented_shape(self, printed: Any, flow: str) -> None:
        assert faults("redesign", printed("redesign", flow)) == []

    @pytest.mark.parametrize("id", WITH_PROCESSES)
    def test_of_a_whole_pack_holds_what_it_prints_of_each_process(self, printed: Any, id: str) -> None:
        whole = printed("redesign", id)
        assert faults("redesign", whole) == []
        each = [printed("redesign", f"{id}:{process.id}") for process in packs.load(id).processes]
        assert whole == (each[0] if len(each) == 1 else {"processes": each})

    @pytest.mark.parametrize("options", [[], ["--keep-unstated"], ["--budget", "3"]], ids=" ".join)
    @pytest.mark.parametrize("flow", FLOWS)
    def test_accounts_for_every_change_of_every_figure(
        self, printed: Any, flow: str, options: list[str]
    ) -> None:
        made = printed("redesign", flow, *options)
        assert faults("redesign", made) == []
        before, after = made["before"]["burden"], made["after"]["burden"]
        effects = [move["effect"] for move in made["moves"] if move["accepted"]]
        added = [made["required_effect"], *effects]
        for figure in LABELS:
            assert before[figure] + sum(effect.get(figure, 0) for effect in added) == after[figure], figure

    @pytest.mark.parametrize("flow", FLOWS)
    def test_says_no_effect_of_a_move_that_is_not_taken(self, printed: Any, flow: str) -> None:
        made = printed("redesign", flow, "--keep-unstated")
        assert faults("redesign", made) == []
        assert [move["id"] for move in made["moves"] if move["unconfirmed"] and move["accepted"]] == []
        assert [move["id"] for move in made["moves"] if not move["accepted"] and move["effect"]] == []

    @pytest.mark.parametrize("flow", FLOWS)
    def test_is_never_shorter_than_law_and_data_allow(self, printed: Any, flow: str) -> None:
        made = printed("redesign", flow)
        floor, before = made["law_and_data"]["days_chain"], made["before"]["burden"]["days_chain"]
        assert floor <= made["after"]["burden"]["days_chain"] <= before

    @pytest.mark.parametrize("flow", FLOWS)
    def test_comes_out_the_same_from_the_file_beside_its_proof(
        self, printed: Any, flow: str, tmp_path: Path
    ) -> None:
        made = printed("redesign", flow, "--report", str(tmp_path / "proof.html"))
        again = printed("redesign", str(tmp_path / f"{made['process']['id']}.yaml"))
        for part in ("process", "before", "after", "moves", "kept", "required_effect", "materials"):
            assert again[part] == made[part], part

    def test_within_a_budget_says_whether_no_better_set_exists(self, printed: Any) -> None:
        made = printed("redesign", "kaifaqu-filing", "--budget", "3")
        taken = [move for move in made["moves"] if move["accepted"]]
        assert made["budget"]["proved_optimal"] is True
        assert (
            made["budget"]["bound"] == made["budget"]["days_chain"] == made["after"]["burden"]["days_chain"]
        )
        assert made["budget"]["cost"] == len(taken) <= 3


class TestAnExplainedDate:
    @pytest.mark.parametrize("unit", ["working", "natural"])
    @pytest.mark.parametrize("start", ["2025-09-25", "2026-12-20"])
    def test_prints_the_documented_shape(self, printed: Any, start: str, unit: str) -> None:
        explained = printed("explain-date", "--from", start, "--days", "20", "--unit", unit)
        assert faults("explain-date", explained) == []
        assert explained["provisional"] is (start == "2026-12-20")
        assert explained["days"][-1]["date"] == explained["due"]

    def test_in_hours_ends_at_a_moment(self, printed: Any) -> None:
        explained = printed("explain-date", "--from", "2025-09-25T09:30", "--days", "48", "--unit", "hours")
        assert faults("explain-date", explained) == []
        assert explained["due"] == "2025-09-27T09:30:00"


class TestTheDocumentedShape:
    def test_leaves_out_nothing_it_knows(self, printed: Any) -> None:
        made = printed("redesign", "kaifaqu-filing")
        del made["kept"]
        made["moves"][0]["gain"] = 1
        assert len(faults("redesign", made)) == 1
        assert faults("packs", [{"id": "x"}]) != []
        assert faults("examine", {}) != []
        assert faults("explain-date", {"from": "2025-09-25"}) != []
