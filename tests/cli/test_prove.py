"""`jianzheng prove`, as somebody at a terminal uses it: a frozen file, and whoever doubts it recomputes it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from jianzheng.cli.main import main
from jianzheng.formats import packs
from jianzheng.formats.write import to_yaml
from jianzheng.lab.log.write import write_xes
from jianzheng.lab.prove import proof
from jianzheng.lab.prove.measured import UNLIKE
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.run import run
from tests.cli.test_json import faults
from tests.cli.test_simulate import PROCESS
from tests.lab.prove.made import hall, register
from tests.lab.simulate.test_fit import BUSY, START, TRUE, WEEK, staffed_log
from tests.shared import shared

NANJING = "nanjing-2018:government-investment"
STAFF = ["--arrivals", "1", "--staff", "4", "--days", "90"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a town's processes and the registers of an office before and after it got a second officer."""
    monkeypatch.chdir(tmp_path)
    Path("town.yaml").write_text(PROCESS, encoding="utf-8")
    for name, people in (("before", 1), ("after", 2)):
        write_xes(register(hall(people), 7, 120, people), Path(f"{name}.xes"))
    write_xes(staffed_log(run(TRUE, BUSY, Period(START, 60, WEEK), 7), TRUE), Path("office.xes"))
    return tmp_path


def proved(*words: str, to: str = "proof.json") -> dict[str, Any]:
    """The value of a proof, written to a file."""
    assert main(["prove", *words, "--to", to]) == 0
    value = json.loads(Path(to).read_bytes())
    assert faults("prove", value) == []
    return value


def checked(name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of --check, and what it says."""
    capsys.readouterr()
    code = main(["prove", "--check", name])
    ran = capsys.readouterr()
    return code, ran.out + ran.err


class TestTheNanjingFlow:
    def test_gains_what_the_redesign_says(self, here: Path) -> None:
        """The golden figures of the published flow of 2018, all lawful moves accepted; the simulated ones to a thousandth."""
        value = proved(NANJING, *STAFF)
        figures = value["nominal"]["figures"]
        assert {
            n: tuple(figures[n].values()) for n in ("days_chain", "visits", "materials", "steps")
        } == GOLDEN
        simulated = value["simulated"]["figures"]["open_mean"]
        for side, mean in SIMULATED.items():
            assert simulated[side]["mean"] == pytest.approx(mean, rel=1e-3)
        assert simulated["change"]["high"] < 0
        assert all(move["ground"]["kind"] for move in value["nominal"]["moves"])

    def test_says_what_was_not_given(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        value = proved(NANJING)
        assert value["simulated"].keys() == value["measured"].keys() == {"absent"}
        said = capsys.readouterr().out
        assert (
            "未测量：没有给出上线后的日志" in said and "not measured: no log after go-live was given" in said
        )


GOLDEN = {"days_chain": (127, 80), "visits": (23, 17), "materials": (111, 44), "steps": (23, 17)}
SIMULATED = {"before": 145.722716, "after": 116.888645, "change": -28.834071}


class TestAProof:
    def test_is_the_same_bytes_for_the_same_inputs(self, here: Path) -> None:
        words = ["town.yaml:row", "--against", "town.yaml:side", *STAFF, "--before", "before.xes"]
        for name in ("one.json", "two.json"):
            proved(*words, "--after", "after.xes", "--calendar", "de-by", to=name)
        assert Path("one.json").read_bytes() == Path("two.json").read_bytes()

    def test_names_its_inputs_with_their_digests(self, here: Path) -> None:
        value = proved(NANJING, "--before", "before.xes", "--after", "after.xes")
        assert {row["role"] for row in value["inputs"]} >= {"process", "law", "calendar", "before", "after"}
        assert all(len(row["sha256"]) == 64 for row in value["inputs"])

    def test_has_its_three_gains_side_by_side(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        value = proved(
            "town.yaml:row", *STAFF, "--before", "before.xes", "--after", "after.xes", "--calendar", "de-by"
        )
        assert value["measured"]["verdict"] == "shorter"
        said = capsys.readouterr().out
        first = said.splitlines()[1:5]
        assert "名义 nominal: 6 → 2   −4" in first[1] and "仿真 simulated" in first[2]
        assert "缩短了 · shorter" in first[3]

    def test_says_that_logs_of_another_process_are_not_its_own(self, here: Path) -> None:
        """Unless somebody says which activity is which step."""
        words = ["town.yaml:row", "--before", "before.xes", "--after", "after.xes"]
        assert UNLIKE.en in [note["en"] for note in proved(*words)["measured"]["notes"]][:1]
        said = proved(*words, "--step", "accept=a")["measured"]["notes"]
        assert UNLIKE.en not in [note["en"] for note in said]

    def test_accepts_the_moves_named_and_no_other(self, here: Path) -> None:
        every = proved(NANJING)["nominal"]["moves"]
        value = proved(NANJING, "--accept", every[0]["id"])
        assert [move["id"] for move in value["nominal"]["moves"]] == [every[0]["id"]]
        assert every[1]["id"] in value["nominal"]["rejected"]

    def test_fitted_to_a_log_says_first_whether_it_reproduces_today(self, here: Path) -> None:
        words = ["--step", "a=a", "--calendar", "de-by", "--office", "office"]
        value = proved("town.yaml:row", "--fit", "office.xes", *words)
        simulated = value["simulated"]
        assert simulated["basis"] == "fitted" and simulated["fit"]["today"]["reproduced"]
        assert list(simulated)[:3] == ["basis", "fit", "notes"]

    def test_is_fitted_to_the_cases_before_the_cut_of_the_same_log(self, here: Path) -> None:
        words = ["town.yaml:row", "--fit", "office.xes", "--office", "office", "--calendar", "de-by"]
        whole = proved(*words)["simulated"]["fit"]["cases"]
        value = proved(*words, "--log", "office.xes", "--cut", "2024-02-05")
        assert value["simulated"]["fit"]["cases"] == value["measured"]["cases"]["before"] < whole

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["town.yaml"],
            ["town.yaml:row", "--before", "before.xes"],
            ["town.yaml:row", "--log", "before.xes"],
            ["town.yaml:row", "--log", "before.xes", "--cut", "soon"],
            ["town.yaml:row", "--log", "before.xes", "--cut", "2030-01-01"],
            ["town.yaml:row", "--against", "town.yaml:side", "--accept", "x"],
            ["town.yaml:row", "--accept", "no such move"],
            ["town.yaml:row", "--report", "proof.doc"],
            ["town.yaml:row", "--unknown"],
            ["town.yaml:row", "--check", "proof.json"],
        ],
    )
    def test_refuses_what_cannot_be_proved(
        self, here: Path, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["prove", *words]) == 2
        assert capsys.readouterr().err


class TestWhoeverDoubtsIt:
    def test_finds_the_same_again(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        proved("town.yaml:row", *STAFF, "--before", "before.xes", "--after", "after.xes")
        code, said = checked("proof.json", capsys)
        assert (code, "Equal" in said) == (0, True)

    def test_elsewhere_too_with_the_inputs_beside_it(
        self, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        proved(str(here / "town.yaml") + ":row", "--before", str(here / "before.xes"), "--after", "after.xes")
        away = here / "away"
        away.mkdir()
        for name in ("town.yaml", "before.xes", "after.xes", "proof.json"):
            shutil.move(here / name, away / name)
        monkeypatch.chdir("/")
        assert checked(str(away / "proof.json"), capsys)[0] == 0

    @pytest.mark.parametrize(
        ("place", "name"),
        [
            (("nominal", "figures", "days_chain", "after"), "nominal.figures.days_chain.after"),
            (
                ("simulated", "figures", "span_mean", "change", "low"),
                "simulated.figures.span_mean.change.low",
            ),
            (("measured", "changes", "span", "shift_days"), "measured.changes.span.shift_days"),
            (("measured", "verdict"), "measured.verdict"),
            (("versions", "jianzheng"), "altered"),
        ],
    )
    def test_is_told_what_was_altered(
        self, here: Path, place: tuple[str, ...], name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        value = proved("town.yaml:row", *STAFF, "--before", "before.xes", "--after", "after.xes")
        part = value
        for word in place[:-1]:
            part = part[word]
        part[place[-1]] = "longer" if isinstance(part[place[-1]], str) else part[place[-1]] + 1
        Path("proof.json").write_bytes(proof.written(value))
        code, said = checked("proof.json", capsys)
        assert code == 1 and name in said

    def test_is_not_deceived_by_a_new_digest(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        value = proved("town.yaml:row")
        value["nominal"]["figures"]["days_chain"]["after"] = 1
        Path("proof.json").write_bytes(proof.written({**value, "digest": proof.digest(value)}))
        code, said = checked("proof.json", capsys)
        assert code == 1 and "nominal.figures.days_chain.after" in said

    @pytest.mark.parametrize("name", ["town.yaml", "before.xes"])
    def test_is_told_which_input_is_missing_or_has_changed(
        self, here: Path, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        proved("town.yaml:row", "--before", "before.xes", "--after", "after.xes")
        with Path(name).open("a", encoding="utf-8") as file:
            file.write("\n")
        code, said = checked("proof.json", capsys)
        assert code == 1 and "An input has changed" in said and name in said
        Path(name).unlink()
        code, said = checked("proof.json", capsys)
        assert code == 1 and "An input is missing" in said and name in said

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "jianzheng-proof/1"}', "[" * 100_000])
    def test_is_told_what_is_no_proof(
        self, here: Path, content: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("proof.json").write_text(content)
        assert checked("proof.json", capsys)[0] == 2


class TestARealLog:
    def test_is_proved_and_found_again(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The receipt phase of a Dutch municipality, cut in spring 2011: no redesign is known, the cautions must be there."""
        log = str(shared("logs/receipt.xes.gz"))
        assert main(["analyse", log, "--to", "seen.yaml"]) == 0
        words = ["seen.yaml", "--fit", log, "--log", log, "--cut", "2011-04-01", "--calendar", "nl"]
        value = proved(*words)
        assert value["measured"]["due"] and value["measured"]["notes"] and value["simulated"]["notes"]
        assert checked("proof.json", capsys)[0] == 0

    def test_of_a_studio_is_the_file_of_the_process(self, here: Path) -> None:
        """A pack and the process it writes out give the same figures."""
        pack, id = packs.find(NANJING)
        process = next(one for one in pack.processes if one.id == id)
        Path("flow.yaml").write_text(to_yaml(process), encoding="utf-8")
        one, other = proved(NANJING), proved("flow.yaml")
        assert one["nominal"]["figures"] == other["nominal"]["figures"]
