"""Loops are compiled once and kept: a second start does not pay for compilation."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jianzheng.lab.loops import place

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


CHECKED = """
import sys
from pathlib import Path
from jianzheng.cli.main import main
from jianzheng.lab import warm
from jianzheng.lab.loops import PLACE

warm.main()
before = len(list(PLACE.rglob("*.nbc")))
assert all(main(["analyse", sys.argv[1], *more, "--json"]) == 0 for more in ([], ["--calendar", "cn", "--office", "组"]))
print(before, len(list(PLACE.rglob("*.nbc"))), file=sys.stderr)
"""


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
class TestACompiledLoop:
    def test_is_compiled_by_the_first_start_only(self, tmp_path: Path) -> None:
        assert started(tmp_path) == [0, 4]
        assert started(tmp_path) == [4, 0]

    def test_is_compiled_at_set_up(self, tmp_path: Path) -> None:
        """After that an analysis of another log compiles nothing."""
        path = tmp_path / "log.csv"
        rows = (
            f"c{n % 7},a{n % 5},2025-03-{1 + n % 28:02} 10:00:0{n % 9},p{n % 3},g{n % 2}" for n in range(80)
        )
        path.write_text("办件编号,环节,时间,经办人,组\n" + "\n".join(rows))
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "loops")}
        run = subprocess.run(
            [sys.executable, "-c", CHECKED, str(path)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        before, after = run.stderr.splitlines()[-1].split()
        assert before == after and int(before) > 60

    def test_of_other_sources_is_dropped(self, tmp_path: Path) -> None:
        """A constant changes in one file, and every loop is compiled anew, for another may hold it."""
        sources, root = tmp_path / "kernels", tmp_path / "kept"
        sources.mkdir()
        (sources / "tables.py").write_text("MOST = 1")
        old = place([root], sources)
        assert old is not None and old == place([root], sources)
        (old / "loop.nbc").touch()
        (sources / "tables.py").write_text("MOST = 2")
        new = place([root], sources)
        assert new is not None and new != old and new.is_dir() and not old.exists()

    def test_is_kept_among_the_users_files_where_the_product_cannot_be_written(self, tmp_path: Path) -> None:
        """A file stands where a directory would be, which even the superuser cannot write into."""
        (tmp_path / "product").touch()
        assert place([tmp_path / "product", tmp_path / "user"], tmp_path / "none") is not None
        assert next(path.name for path in (tmp_path / "user").iterdir()).startswith("loops-")
        assert place([tmp_path / "product"], tmp_path / "none") is None
