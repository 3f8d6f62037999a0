"""`jianzheng explain-date`: the published vectors through the real command, the documented JSON, and clear refusals."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.cli.explain_date import run
from jianzheng.cli.main import main
from tests.shared import shared

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "explain-date.schema.json").read_text("utf-8"))
CHECKED = jsonschema.Draft202012Validator(SCHEMA)


def printed(*words: str) -> dict:
    """The JSON that the command prints, held against the documented schema."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run([*words, "--json"]) == 0
    made = json.loads(out.getvalue())
    CHECKED.validate(made)
    return made


class TestTheAnswer:
    @pytest.mark.parametrize(
        ("start", "length", "unit", "due"),
        [
            ("2025-09-25", 5, "working", "2025-10-09"),
            ("2025-01-20", 20, "working", "2025-02-21"),
            ("2025-09-25", 20, "working", "2025-10-29"),
            ("2026-02-09", 10, "working", "2026-02-28"),
            ("2025-08-03", 60, "natural", "2025-10-09"),
            ("2025-09-25T10:00", 48, "hours", "2025-09-27T10:00:00"),
            ("2025-09-25T10:00+08:00", 15, "hours", "2025-09-26T01:00:00+08:00"),
        ],
    )
    def test_is_that_of_the_published_vectors(self, start, length, unit, due):
        made = printed("--from", start, "--days", str(length), "--unit", unit)
        assert (made["due"], made["length"], made["unit"]) == (due, length, unit)
        assert made["provisional"] is False

    def test_agrees_with_three_calendars_on_every_published_case(self):
        rows = csv.DictReader(shared("cal/workday_due_cases.csv").read_text(encoding="utf-8").splitlines())
        wrong = [
            row
            for row in rows
            if printed("--from", row["accepted_on"], "--days", row["working_days"])["due"] != row["due_on"]
        ]
        assert wrong == []

    @given(
        st.dates().filter(lambda day: day.year < 9980),
        st.integers(1, 400),
        st.sampled_from(["working", "natural"]),
    )
    def test_has_the_documented_shape_and_numbers_its_days(self, start, length, unit):
        made = printed("--from", start.isoformat(), "--days", str(length), "--unit", unit)
        assert [day["counted"] for day in made["days"] if day["counted"]] == list(range(1, length + 1))
        assert (made["days"][0]["date"], made["days"][-1]["date"]) == (start.isoformat(), made["due"])

    def test_names_the_reason_of_each_day_in_both_languages(self):
        days = {day["date"]: day for day in printed("--from", "2025-09-25", "--days", "5")["days"]}
        assert (days["2025-09-28"]["counted"], days["2025-10-01"]["counted"]) == (2, None)
        assert "调休上班" in days["2025-09-28"]["reason"] and "make-up" in days["2025-09-28"]["reason_en"]
        assert "放假" in days["2025-10-01"]["reason"] and "National Day" in days["2025-10-01"]["reason_en"]

    @pytest.mark.parametrize("start", ["2026-12-25", "1998-03-02"])
    def test_is_provisional_where_no_notice_is_at_hand(self, start):
        assert printed("--from", start, "--days", "10")["provisional"] is True

    def test_counts_with_the_days_of_the_locality(self):
        made = printed(
            *("--from", "2025-09-25", "--days", "2", "--local-work", "2025-09-27"),
            *("--local-holiday", "2025-09-26", "2025-09-28"),
        )
        assert made["due"] == "2025-09-29"

    def test_takes_local_days_one_option_each_as_well(self):
        each = ("--local-holiday", "2025-09-26", "--local-holiday", "2025-09-28")
        assert printed("--from", "2025-09-25", "--days", "1", *each)["due"] == "2025-09-29"


class TestTheText:
    def test_gives_the_answer_first_then_every_day(self, capsys):
        assert run(["--from", "2025-09-25", "--days", "5"]) == 0
        first, *days = capsys.readouterr().out.splitlines()
        assert "2025-10-09" in first and "个工作日" in first and "working days" in first
        assert len(days) == 15
        assert days[-1].split()[:2] == ["2025-10-09", "5"]

    def test_says_that_it_is_provisional(self, capsys):
        run(["--from", "2026-12-25", "--days", "10"])
        out = capsys.readouterr().out
        assert "暂定" in out and "Provisional" in out


REFUSED = {
    "a date that does not exist": ("--from", "2025-02-30", "--days", "5"),
    "no date": ("--from", "yesterday", "--days", "5"),
    "a date out of range": ("--from", "10000-01-01", "--days", "5"),
    "a negative length": ("--from", "2025-09-25", "--days", "-5"),
    "no length at all": ("--from", "2025-09-25", "--days", "0"),
    "half a day": ("--from", "2025-09-25", "--days", "2.5"),
    "a word for a length": ("--from", "2025-09-25", "--days", "twenty"),
    "a length with an underscore": ("--from", "2025-09-25", "--days", "1_0"),
    "a length in full-width digits": ("--from", "2025-09-25", "--days", "２０"),
    "an empty length": ("--from", "2025-09-25", "--days", ""),
    "an absurd length": ("--from", "2025-09-25", "--days", "3651"),
    "a length of five thousand digits": ("--from", "2025-09-25", "--days", "9" * 5000),
    "absurd hours": ("--from", "2025-09-25T10:00", "--unit", "hours", "--days", "87601"),
    "a term past the year 9999": ("--from", "9999-12-30", "--days", "5"),
    "a natural term past the year 9999": ("--from", "9999-12-30", "--days", "5", "--unit", "natural"),
    "hours past the year 9999": ("--from", "9999-12-31T10:00", "--days", "50", "--unit", "hours"),
    "hours without a time of day": ("--from", "2025-09-25", "--days", "5", "--unit", "hours"),
    "a time that does not exist": ("--from", "2025-09-25T25:00", "--days", "5", "--unit", "hours"),
    "a time for working days": ("--from", "2025-09-25T10:00", "--days", "5"),
    "an unknown unit": ("--from", "2025-09-25", "--days", "5", "--unit", "weeks"),
    "an unknown calendar": ("--from", "2025-09-25", "--days", "5", "--calendar", "mars"),
    "a local holiday that is no date": ("--from", "2025-09-25", "--days", "5", "--local-holiday", "x"),
    "no start": ("--days", "5"),
    "no days": ("--from", "2025-09-25"),
    "an unknown option": ("--from", "2025-09-25", "--days", "5", "--fast"),
}


class TestARefusal:
    @pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
    def test_says_in_both_languages_what_is_wrong_and_exits_with_two(self, words, capsys):
        assert main(["explain-date", *words]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        zh, en = err.split(" / ", 1)
        assert any("一" <= letter <= "鿿" for letter in zh)
        assert any(letter.isascii() and letter.isalpha() for letter in en)
        assert len(err) < 600

    def test_never_shows_a_traceback_from_the_real_command(self):
        ran = subprocess.run(
            [sys.executable, "-m", "jianzheng.cli", "explain-date", "--from", "2025-09-31", "--days", "5"],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert "2025-09-31" in ran.stderr.decode() and b"Traceback" not in ran.stderr


class TestTheCommand:
    def test_starts_without_django_or_the_solver(self):
        code = (
            "import sys; from jianzheng.cli.main import main;"
            "code = main(['explain-date', '--from', '2025-09-25', '--days', '20', '--json']);"
            "heavy = {'django', 'ortools', 'typst', 'xlsxwriter'} & set(sys.modules);"
            "sys.exit(code or ' '.join(heavy) or 0)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert json.loads(ran.stdout)["due"] == "2025-10-29"


class TestTheSchema:
    def test_is_a_valid_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    @pytest.mark.parametrize("key", ["from", "length", "unit", "due", "provisional", "days"])
    def test_wants_every_key(self, key):
        made = printed("--from", "2025-09-25", "--days", "5")
        del made[key]
        assert not CHECKED.is_valid(made)

    def test_is_the_one_the_page_describes(self):
        page = (ROOT / "docs" / "reference" / "explain-date.md").read_text("utf-8")
        day = SCHEMA["properties"]["days"]["items"]["properties"]
        for key in [*SCHEMA["properties"], *(f"days[].{name}" for name in day)]:
            assert f"`{key}`" in page, key
