"""`jianzheng simulate` and `jianzheng compare`, as somebody at a terminal uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianzheng.cli.main import main
from jianzheng.lab.log.write import write_xes
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.run import run
from tests.lab.made import log
from tests.lab.simulate.test_fit import BUSY, START, TRUE, WEEK, staffed_log

PROCESS = """
format: jianzheng-pack/1
id: town
title: {zh: 镇, en: town}
processes:
  - id: row
    title: {zh: 串联, en: in a row}
    steps:
      - {id: a, name: 规划, office: 规划局, days: 2}
      - {id: b, name: 消防, office: 消防, days: 2}
      - {id: c, name: 人防, office: 人防, days: 2}
    orders:
      - {before: a, after: b}
      - {before: b, after: c}
  - id: side
    title: {zh: 并联, en: side by side}
    steps:
      - {id: a, name: 规划, office: 规划局, days: 2}
      - {id: b, name: 消防, office: 消防, days: 2}
      - {id: c, name: 人防, office: 人防, days: 2}
"""


@pytest.fixture
def town(tmp_path: Path) -> str:
    """A file with a process in a row and the same side by side."""
    path = tmp_path / "town.yaml"
    path.write_text(PROCESS, encoding="utf-8")
    return str(path)


class TestSimulating:
    def test_prints_assumptions_first_and_every_figure_with_its_interval(
        self, town: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["simulate", f"{town}:row", "--days", "60"]) == 0
        said = capsys.readouterr().out
        assert said.startswith("每个环节的工作量") and "负荷：消防 · load: 消防" in said and "[" in said

    def test_knows_shifts_and_leave(self, town: str, capsys: pytest.CaptureFixture[str]) -> None:
        words = ["simulate", f"{town}:row", "--days", "90", "--arrivals", "6", "--json"]
        assert main(words) == 0
        usual = json.loads(capsys.readouterr().out)["figures"]["span_mean"]["mean"]
        assert main([*words, "--shift", "消防=9-12:2", "--leave", "消防=2025-02-10..2025-02-20:1"]) == 0
        assert json.loads(capsys.readouterr().out)["figures"]["span_mean"]["mean"] > usual

    @pytest.mark.parametrize(
        "words",
        [
            ["--staff", "no such office=2"],
            ["--shift", "9-12:2"],
            ["--leave", "消防=tomorrow"],
            ["--hours", "all day"],
        ],
    )
    def test_says_how_to_write_what_it_cannot_read(
        self, town: str, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["simulate", f"{town}:row", *words]) == 2
        assert "部门" in capsys.readouterr().err

    def test_against_another_process_says_what_the_move_gains(
        self, town: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ["simulate", f"{town}:row", "--against", f"{town}:side", "--days", "90", "--json"]
        assert main(words) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["change"]["open_mean"]["high"] < 0
        assert main(words) == 0
        assert json.loads(capsys.readouterr().out) == answer

    def test_says_which_office_cannot_cope(self, town: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["simulate", f"{town}:row", "--staff", "9", "--staff", "消防=1", "--arrivals", "20"]) == 0
        assert "“消防”忙不过来" in capsys.readouterr().out

    def test_open_before_they_close(self, town: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["simulate", f"{town}:row", "--hours", "17-9"]) == 2
        assert "Offices open before they close" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["--staff", "many"],
            ["--hours", "9"],
            ["--hours", "17-9"],
            ["--start", "soon"],
            ["--arrivals", "0"],
            ["--days", "0"],
            ["--effort", "-1"],
            ["--calendar", "nowhere"],
        ],
    )
    def test_refuses_what_makes_no_hall(
        self, town: str, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Two processes and none named, numbers that are none."""
        assert main(["simulate", f"{town}:row" if words else town, *words]) == 2
        assert " / " in capsys.readouterr().err


class TestComparing:
    def test_two_logs_says_what_differs_and_how_sure_that_is(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name, days, steps in (
            ("east", 3, ("accept", "decide")),
            ("west", 1, ("accept", "stamp", "decide")),
        ):
            rows = [
                (f"{n}", step, (2000 + n * 11 + place * days * 1440) + n)
                for n in range(40)
                for place, step in enumerate(steps)
            ]
            write_xes(log(rows), tmp_path / f"{name}.xes")
        files = [str(tmp_path / f"{name}.xes") for name in ("east", "west")]
        assert main(["compare", *files]) == 0
        said = capsys.readouterr().out
        assert "只有 west 做的" in said and "stamp: 100.0% 的办件 of cases，1.0 日 days" in said
        assert main(["compare", *files, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["effects"][0]["verdict"] == "longer" and answer["common"] == ["accept", "decide"]
        assert main(["compare", files[0]]) == 2


class TestFitting:
    """The register of a known hall (tests/lab/simulate/test_fit.py), written to a file."""

    @pytest.fixture
    def register(self, tmp_path: Path) -> str:
        path = tmp_path / "register.xes"
        write_xes(staffed_log(run(TRUE, BUSY, Period(START, 60, WEEK), 7), TRUE), path)
        return str(path)

    def test_says_first_whether_it_reproduces_today(
        self, register: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ["simulate", "--fit", register, "--calendar", "de-by", "--office", "office"]
        assert main(words) == 0
        said = capsys.readouterr().out.splitlines()
        assert "fitted to" in said[0] and "does it reproduce today? yes" in said[2]

    def test_answers_what_more_people_would_gain(
        self, register: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ["simulate", "--fit", register, "--calendar", "de-by", "--office", "office"]
        assert main([*words, "--staff", "规划局=3", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["fit"]["today"]["reproduced"]
        assert {office["name"] for office in answer["fit"]["offices"]} == {"窗口", "规划局"}
        assert answer["change"]["span_mean"]["high"] < 0

    def test_without_a_log_or_a_process_says_what_is_missing(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["simulate"]) == 2
        assert "--fit" in capsys.readouterr().err
