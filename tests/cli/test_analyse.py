"""`jianzheng analyse` answers the published figures, refuses in two languages, and prints a report that stands alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jianzheng.cli.main import main
from jianzheng.lab.profile import COLUMNS
from tests.shared import shared

Printed = Callable[..., Any]
MINUTES = {"apply": 0, "survey": 10, "plan": 40, "fire": 55, "sign": 60}

PROCESS = """
format: jianzheng-pack/1
id: permit
title: 许可
processes:
- id: permit
  title: 许可
  steps:
  - {id: apply, name: 申请, name_en: Apply, office: 窗口, days: 1}
  - {id: survey, name: 勘测, name_en: Survey, office: 测绘院, days: 2}
  - {id: plan, name: 规划, name_en: Plan, office: 规划局, days: 3}
  - {id: fire, name: 消防, name_en: Fire, office: 消防局, days: 4}
  orders:
  - {before: apply, after: survey, ground: {law: 第一条}}
  - {before: survey, after: plan, ground: {law: 第二条}}
"""


def event(name: str, minute: int, who: str = "Li") -> str:
    """One event of a small XES file."""
    return (
        f'<event><string key="concept:name" value="{name}"/><string key="org:resource" value="{who}"/>'
        f'<date key="time:timestamp" value="2024-03-04T{minute // 60 + 8:02}:{minute % 60:02}:00+08:00"/></event>'
    )


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Twenty-four cases: always apply, survey, plan, fire, sign; one case signs twice and one surveys before applying."""
    traces = []
    for number in range(24):
        minutes = dict(MINUTES)
        if number == 7:
            minutes["apply"], minutes["survey"] = 10, 0
        rows = sorted(minutes.items(), key=lambda row: row[1]) + ([("sign", 70)] if number == 3 else [])
        events = "".join(event(name, minute + number) for name, minute in rows)
        traces.append(
            f'<trace><string key="concept:name" value="c{number}"/>'
            f'<string key="channel" value="{"web" if number % 2 else "desk"}"/>{events}</trace>'
        )
    path = tmp_path / "log.xes"
    path.write_text(f'<?xml version="1.0"?><log xes.version="1.0">{"".join(traces)}</log>', encoding="utf-8")
    return path


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    """`printed(LOG, …)`: what the command prints with --json."""

    def run(*words: object) -> Any:
        assert main(["analyse", *map(str, words), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Path:
    """The declared process of the small log."""
    path = tmp_path / "permit.yaml"
    path.write_text(PROCESS, encoding="utf-8")
    return path


def published() -> list[dict[str, str]]:
    """The rows of PROFILE.csv."""
    with shared("logs/PROFILE.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


class TestAnAnalysis:
    def test_answers_the_published_figures_of_every_log(self, printed: Printed) -> None:
        for row in published():
            found = printed(shared(f"logs/{row['file']}"))
            assert {name: found[name] for name in COLUMNS} == {
                name: row[name] if name in ("first", "last") else float(row[name]) if row[name] else None
                for name in COLUMNS
            }, row["file"]

    def test_names_what_is_only_habit_and_what_law_breaks(
        self, printed: Printed, log: Path, process: Path
    ) -> None:
        found = printed(log, "--process", process, "--step", "sign=fire", "--calendar", "cn")
        assert found["order"]["unplaced"] == found["order"]["unseen"] == []
        assert [(h["before"], h["after"]) for h in found["habits"]] == [("plan", "fire")]
        [habit] = found["habits"]
        assert (habit["chain_days"], habit["freed_cases"], habit["ground"]) == (4, 24, None)
        assert habit["freed_median_days"] == round(30 / 1440, 4)
        assert habit["titles"]["plan"] == {"zh": "规划", "en": "Plan"}
        [broken] = found["broken"]
        assert (broken["before"], broken["after"], broken["reversed"]) == ("apply", "survey", 1)
        assert (broken["ground"]["cite"], broken["examples"]) == ("第一条", ["c7"])
        fits = found["conformance"]
        assert (fits["fitting"], found["cases"]) == (22, 24), "c7 is turned round, c3 signs twice"
        assert [d["examples"] for d in fits["deviations"]] == [["c7"], ["c3"]]
        [turned] = [d for d in fits["deviations"] if d["kind"] == "reordered"]
        assert (turned["step"], turned["after"], turned["examples"]) == ("survey", "apply", ["c7"])
        assert turned["ground"]["cite"] == "第一条"

    def test_without_a_process_knows_no_law(self, printed: Printed, log: Path) -> None:
        found = printed(log)
        assert [(h["before"], h["after"]) for h in found["habits"]] == [
            ("plan", "fire"),
            ("fire", "sign"),
            ("survey", "plan"),
            ("apply", "survey"),
        ]
        assert found["broken"] == []
        assert found["conformance"] is None
        assert found["order"]["freed_in"] == "natural days"

    def test_shows_rework_and_batches_and_where_time_goes(self, printed: Printed, log: Path) -> None:
        found = printed(log, "--applicant", "survey")
        assert found["repeats"][0] == {
            "activity": "sign",
            "count": 1,
            "cases": 1,
            "share": round(1 / 24, 4),
            "median_days": round(10 / 1440, 4),
            "examples": ["c3"],
        }
        assert found["batches"][0]["largest"] >= 24
        assert found["applicant"][0]["cases"] == 23
        assert found["waiting"]["running"]["median_days"] < found["waiting"]["span"]["median_days"]

    def test_of_some_cases_counts_only_these(self, printed: Printed, log: Path) -> None:
        assert printed(log, "--where", "channel=web")["cases"] == 12
        assert printed(log, "--where", "resource=Li", "--where", "channel=desk")["cases"] == 12
        assert (
            printed(log, "--since", "2024-03-04", "--until", "2024-03-05", "--zone", "Asia/Shanghai")["cases"]
            == 24
        )

    def test_knows_offices_promises_and_staff(self, printed: Printed, tmp_path: Path) -> None:
        register = tmp_path / "staff.txt"
        register.write_text("Resource01\nadmin1\n", encoding="utf-8")
        receipt = shared("logs/receipt.xes.gz")
        found = printed(receipt, "--promised", "deadline", "--ended", "enddate", "--register", register)
        doubts = {doubt["kind"]: doubt for doubt in found["honesty"]}
        assert doubts["no_end"]["count"] == 105
        assert doubts["stranger"]["share"] > 0.5
        assert found["waiting"]["offices_known"]
        assert found["offices"]
        assert found["ping_pong_offices"] is not None

    def test_counts_a_lawful_pause_apart(self, printed: Printed, log: Path) -> None:
        found = printed(log, "--pause", "survey=plan")
        steps = {step["name"]: step["days"] for step in found["waiting"]["steps"]}
        assert steps["plan"]["paused"] > 0
        assert found["offices"] is None

    def test_of_a_table_guesses_the_columns_or_is_told(self, printed: Printed, tmp_path: Path) -> None:
        path = tmp_path / "log.csv"
        path.write_text(
            "办件编号,环节,完成时间,谁\n"
            "1,受理,2024-03-04 09:00,李\n1,决定,2024-03-05 09:00,王\n2,受理,2024-03-04 10:00,李\n",
            encoding="utf-8",
        )
        guessed = printed(path, "--zone", "Asia/Shanghai")
        told = printed(path, "--zone", "Asia/Shanghai", "--resource", "谁")
        assert (guessed["cases"], guessed["activities"], guessed["resources"]) == (2, 2, None)
        assert (told["cases"], told["resources"], told["handover_rate"]) == (2, 2, 1.0)
        assert told["first"] == "2024-03-04 01:00:00"
        assert told["import"]["format"] == "CSV"

    def test_doubts_before_it_believes(self, printed: Printed) -> None:
        found = printed(shared("logs/BPIC15_1.xes.gz"), "--zone", "Europe/Amsterdam")
        doubts = {doubt["kind"]: doubt for doubt in found["honesty"]}
        assert doubts["date_only"]["share"] > 0.3
        assert doubts["date_only"]["spoils"]["zh"]

    def test_counts_nights_in_the_zone_of_the_log_and_prints_it(
        self, log: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Times at eight in the morning at +08:00 are midnight in UTC."""
        assert main(["analyse", str(log), "--json"]) == 0
        ran = capsys.readouterr()
        assert "date_only" not in {
            doubt["kind"] for doubt in json.loads(ran.out)["honesty"] if doubt["count"]
        }
        assert "Asia/Shanghai" in ran.err
        assert main(["analyse", str(log), "--json", "--zone", "UTC"]) == 0
        assert "date_only" in {
            doubt["kind"] for doubt in json.loads(capsys.readouterr().out)["honesty"] if doubt["count"]
        }

    def test_is_said_in_both_languages(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["analyse", str(log)]) == 0
        text = capsys.readouterr().out
        for words in (
            "先问可信  Honesty first",
            "只是惯例的先后  Orders that are only habit",
            "办件 cases: 24",
        ):
            assert words in text


class TestTheJson:
    SCHEMA = json.loads((Path(__file__).parents[2] / "docs/reference/analyse.schema.json").read_text("utf-8"))

    def faults(self, shape: Any) -> list[str]:
        """Where and how JSON leaves the documented shape."""
        Draft202012Validator.check_schema(self.SCHEMA)
        return [
            f"{e.json_path}: {e.message[:200]}" for e in Draft202012Validator(self.SCHEMA).iter_errors(shape)
        ]

    def test_keeps_the_documented_shape(self, printed: Printed, log: Path, process: Path) -> None:
        told = ("--process", process, "--step", "sign=fire", "--applicant", "survey", "--calendar", "cn")
        for words in ((), told):
            assert self.faults(printed(log, *words)) == []
        assert self.faults({"cases": 1})

    @pytest.mark.parametrize("name", ["receipt.xes.gz", "interval_event_log.xes", "boston311_2011q3.csv.gz"])
    def test_keeps_it_for_real_logs(self, printed: Printed, name: str) -> None:
        assert self.faults(printed(shared(f"logs/{name}"))) == []


class TestAReport:
    def test_is_one_page_that_needs_nothing_else(self, log: Path, tmp_path: Path) -> None:
        out = tmp_path / "out.html"
        assert main(["analyse", str(log), "--report", str(out), "--json"]) == 0
        page = out.read_text("utf-8")
        assert page.startswith("<!doctype html>")
        assert "SHA-256 log.xes = " in page
        assert "Where the time goes" in page
        assert "时间花在哪里" in page
        assert not any(word in page for word in ("src=", "href=", "<script", "http://", "https://"))

    def test_escapes_what_the_log_says(self, tmp_path: Path) -> None:
        wild = tmp_path / "wild.xes"
        wild.write_text(
            f'<log><trace><string key="concept:name" value="1"/>{event("&lt;b&gt;x", 0)}{event("y", 1)}</trace></log>',
            encoding="utf-8",
        )
        out = tmp_path / "out.html"
        assert main(["analyse", str(wild), "--report", str(out), "--json"]) == 0
        assert "<b>x" not in out.read_text("utf-8")
        assert "&lt;b&gt;x" in out.read_text("utf-8")

    def test_is_a_paper_for_the_archive(self, log: Path, tmp_path: Path) -> None:
        out = tmp_path / "out.pdf"
        assert main(["analyse", str(log), "--report", str(out), "--json"]) == 0
        assert out.read_bytes().startswith(b"%PDF")
        assert b"pdfaid" in out.read_bytes()


class TestARefusal:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--where", "color=red"], "No column “color”"),
            (["--since", "2030-01-01"], "No case is left"),
            (["--since", "yesterday"], "Write days like"),
            (["--zone", "Mars"], "No zone “Mars”"),
            (["--calendar", "zz"], "No calendar “zz”"),
            (["--report", "out.doc"], "must end in .pdf or .html"),
            (["--always", "0.5"], "above 0.5"),
            (["--most", "0"], "at least 1"),
            (["--step", "a=b"], "go with --process"),
            (["--process", "one-thing-chains"], "Say which process"),
            (["--process", "one-thing-chains:restaurant", "--step", "a=b"], "ACTIVITY=STEP"),
            (["--colour"], "is not written right"),
            (["--promised", "due"], "No column “due”"),
            (["--office", "department"], "No column “department”"),
            (["--pause", "stop"], "OPENS=CLOSES"),
            (["--register", "nobody.txt"], "nobody.txt"),
            (["--activity", "step"], "Columns are named for tables"),
        ],
    )
    def test_says_what_to_do(
        self, log: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["analyse", str(log), *words]) == 2
        assert said in capsys.readouterr().err

    def test_of_no_file_names_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["analyse", "nowhere.xes"]) == 2
        assert "There is no file “nowhere.xes”" in capsys.readouterr().err
