"""`jianzheng simulate` and `jianzheng compare`, as somebody at a terminal uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianzheng.cli.main import main
from jianzheng.lab.log.write import write_xes
from tests.lab.made import log

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
        assert "只有 west 做的" in said and "stamp" in said
        assert main(["compare", *files, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["effects"][0]["verdict"] == "longer" and answer["common"] == ["accept", "decide"]
        assert main(["compare", files[0]]) == 2
