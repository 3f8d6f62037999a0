"""Loops are compiled once and kept: a second start does not pay for compilation."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIGURES = """
import numpy as np
from jianzheng.lab.follows import Follows
from jianzheng.lab.kernels import follows, spans
from jianzheng.lab.log.log import Coded, Log

log = Log(("1",), np.array([0, 3]), Coded(np.array([0, 1, 0], np.int32), ("a", "b")), np.array([0, 5, 9]))
assert [edge.n for edge in Follows.of(log).edges()] == [1, 1]
loops = [follows.marked, follows.met, follows.laid, spans.described]
print(sum(sum(loop.stats.cache_hits.values()) for loop in loops), sum(sum(loop.stats.cache_misses.values()) for loop in loops))
"""


def started(cache: Path) -> list[int]:
    """Loops found ready and loops compiled by a fresh process with this cache."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    run = subprocess.run(
        [sys.executable, "-c", FIGURES], env=environment, capture_output=True, text=True, check=True
    )
    return [int(word) for word in run.stdout.split()]


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
class TestACompiledLoop:
    def test_is_compiled_by_the_first_start_only(self, tmp_path: Path) -> None:
        assert started(tmp_path) == [0, 4]
        assert started(tmp_path) == [4, 0]
