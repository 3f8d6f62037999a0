"""A log on a Spark cluster of two workers answers exactly what it answers here; what is missing is said in words."""

from __future__ import annotations

import json
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianzheng.cli.main import main
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from jianzheng.lab import kept
from jianzheng.lab.analysis import Terms, analyse, analyse_over
from jianzheng.lab.analysis.shape import analysis_json, import_json
from jianzheng.lab.deadlines import Columns
from jianzheng.lab.log.log import Log
from jianzheng.lab.log.parquet import read_parquet
from jianzheng.lab.spark import Cluster, session, spread
from jianzheng.lab.waiting.split import Roles
from tests.lab.test_parts import figures

MASTER = "local-cluster[2,1,1024]"
QUICK = "-XX:TieredStopAtLevel=1"
SUBMITTED = f"--driver-java-options {QUICK} --conf spark.executor.extraJavaOptions={QUICK} --conf spark.ui.enabled=false"
WORDS = [
    "--calendar",
    "cn",
    "--office",
    "org:group",
    "--applicant",
    "a3",
    "--due",
    "due",
    "--where",
    "channel=web",
]
TERMS = Terms(
    calendar=calendar("cn"),
    roles=Roles(frozenset({"a3"}), {}, "org:group"),
    deadlines=Columns(due=("due",)),
    most=50,
)


def written(path: Path, events: int = 20_000) -> Path:
    """A table in the order of time, so that every case is scattered over all row groups; some rows without a case or an
    activity, many events at one moment, moments to the nanosecond as other tools write them."""
    rng = np.random.default_rng(1)
    case, kind = rng.integers(0, 1500, events), rng.integers(0, 9, events)
    at = np.sort(rng.integers(0, 4 * 10**6, events)) // 50 * 50 * 10**9 + 1_700_000_000 * 10**9
    names = {n: np.array([f"{n[0]}{k}" for k in range(40)]) for n in ("activity", "resource", "group")}
    table = {
        "case": pa.array([f"案{n}" for n in case], mask=rng.random(events) < 0.01),
        "activity": pa.array(names["activity"][kind], mask=rng.random(events) < 0.01),
        "at": pa.array(at, pa.timestamp("ns", "UTC")),
        "began": pa.array(at - rng.integers(0, 10**13, events), pa.timestamp("ns", "UTC")),
        "resource": names["resource"][(kind * 3 + rng.integers(0, 4, events)) % 40],
        "org:group": names["group"][kind // 2],
        "due": pa.array(at + rng.integers(-(10**14), 10**14, events), pa.timestamp("ns", "UTC")),
        "case:channel": np.array(["web", "desk", "post"])[case % 3],
        "At": rng.integers(0, 5, events),
    }
    pq.write_table(pa.table(table), path, row_group_size=3000)
    return path


def shaped(of: Log | Cluster, terms: Terms) -> str:
    """The whole analysis but which cases are shown."""
    made = analyse(of, terms) if isinstance(of, Log) else analyse_over(of, terms)
    return json.dumps(figures(analysis_json(made)), sort_keys=True)


WEB = partial(kept.being, column="channel", names={"web"})
NOBODY = partial(kept.being, column="channel", names={"none"})
"""Which cases: functions that workers have too."""


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What the command prints, without the examples."""
    capsys.readouterr()
    assert main(["analyse", *words, "--json"]) == 0
    return figures(json.loads(capsys.readouterr().out))


class TestALogOnACluster:
    def test_answers_what_it_answers_here(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """In one test, for a cluster takes long to start: all of it, some cases, none, and the command from another format."""
        pytest.importorskip("pyspark", reason="Spark is not installed: pip install jianzheng[spark]")
        if not shutil.which("java"):
            pytest.skip("no Java on this machine; Spark needs 17 or later")
        monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"{SUBMITTED} pyspark-shell")
        path = written(tmp_path / "log.parquet")
        here = read_parquet(path)
        with session(MASTER) as spark:
            there = spread(spark, str(path), {})
            assert spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos().__len__() == 1 + 2
            assert shaped(there, TERMS) == shaped(here.log, TERMS)
            assert import_json(there.report()) == import_json(here.report)
            some = here.log.chosen(WEB(here.log))
            assert shaped(there.chosen(WEB), Terms()) == shaped(some, Terms())
            with pytest.raises(Refused, match="No case is left"):
                there.chosen(NOBODY).total(partial(kept.chosen))
            with pytest.raises(Refused, match="Say which column"):
                spread(spark, str(path), {"case": ""})
        assert main(["analyse", str(path), "--store", str(tmp_path / "ours.parquet")]) == 0
        local = printed(capsys, str(tmp_path / "ours.parquet"), *WORDS)
        assert printed(capsys, str(tmp_path / "ours.parquet"), *WORDS, "--spark", "local[1]") == local


class TestWithoutACluster:
    def test_says_that_java_is_missing(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        with pytest.raises(Refused, match="There is no Java"), session(MASTER):
            pass

    def test_says_that_spark_is_missing(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").touch(0o755)
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        monkeypatch.setitem(sys.modules, "pyspark.sql", None)
        with pytest.raises(Refused, match=r"jianzheng\[spark\]"), session(MASTER):
            pass

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["none.parquet"], "There is no file"),
            (["log.csv"], "write it with --store"),
            (["log.csv", "--to", "seen.yaml"], "leave out --spark"),
        ],
    )
    def test_refuses_what_workers_cannot_reach(
        self, words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "log.csv").write_text("case,activity,at\n1,a,2024-01-01\n")
        path = str(tmp_path / words[0])
        assert main(["analyse", path, *words[1:], "--spark", "spark://head:7077"]) == 2
        assert said in capsys.readouterr().err
