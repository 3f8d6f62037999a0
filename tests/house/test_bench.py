"""`make bench` must run the day somebody doubts a figure: the engines it compares drive a few cases here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("engine", ["ours", "sets", "spiff"])
def test_an_engine_of_the_benchmark_finishes_every_case(engine: str, tmp_path: Path) -> None:
    words = ["-m", "bench.clients", engine, f"sqlite:///{tmp_path}/bench.db", "2", "1", "0"]
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={"VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.partition("RESULT ")[2])
    assert said["transitions"] > 0
    assert said["bytes"] > 0
