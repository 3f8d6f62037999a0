"""`jianzheng level`: a list of visits in, days out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianzheng.cli.main import main

ROWS = (
    "id,length,needs,after,due\nhall,1,fire=1;gas=1,,\nschool,1,fire=1,,2026-03-03\nreport,1,,hall;school,\n"
)


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """Two visits that need the one fire officer, and a report on both."""
    path = tmp_path / "jobs.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


class TestAList:
    def test_is_laid_on_working_half_days(self, jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """From Monday 2 March 2026 on: Tuesday morning and afternoon, then Wednesday."""
        words = ["level", str(jobs), "--people", "fire=1", "--people", "gas=1", "--from", "2026-03-02"]
        assert main([*words, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["half_days"], found["late_half_days"], found["proved"]) == (3, 0, True)
        assert [(row["day"], row["half"]) for row in found["jobs"]] == [
            ("2026-03-03", 0),
            ("2026-03-03", 1),
            ("2026-03-04", 0),
        ]
        assert main(words) == 0
        assert "2026-03-04 上午 morning  report" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("text", "people", "said"),
        [
            ("name\nhall\n", "fire=1", "only id must be there"),
            ("id,length\nhall,long\n", "fire=1", "whole number of half days"),
            ("id,needs\nhall,fire\n", "fire=1", "fire=1;gas=2"),
            ("id,due\nhall,tomorrow\n", "fire=1", "Write due as"),
            ("id,needs\nhall,fire=3\n", "fire=1", "needs 3"),
            ("id\nhall\n", "fire", "KIND=N"),
        ],
    )
    def test_that_is_wrong_is_refused_with_what_to_write(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, people: str, said: str
    ) -> None:
        path = tmp_path / "jobs.csv"
        path.write_text(text, encoding="utf-8")
        assert main(["level", str(path), "--people", people, "--from", "2026-03-02"]) == 2
        assert said in capsys.readouterr().err
