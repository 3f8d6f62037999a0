"""Event logs of 10⁵ to 10⁷ events from Parquet: directly-follows with times, variants and durations, from a cold start to
the last figure, next to pm4py, DuckDB and polars; then every figure again after a filter on the loaded log.

BENCH_EVENTS (1,000,000) says how many events; the file is kept in var/bench. Each engine runs in a process of its own, and
what is compared is the life of that process, imports and reading included. Loops are compiled before, as after any start
but the first. The peers' side is ../shared/peers/b_mining.py; where it is absent only ours is measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"
PEERS = ROOT.parent / "shared" / "peers" / "b_mining.py"
EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
SMALLEST, LARGE = 100_000, 10_000_000
START = 1_735_689_600_000_000
"""The first of January 2025, in microseconds."""
ACTIVITIES, RESOURCES, LONGEST = 25, 60, 60
ENGINES = {
    "pm4py": ("dfg", "perf", "variants", "durations"),
    "duckdb": ("perf", "variants", "durations"),
    "polars": ("perf", "variants", "durations"),
}
"""Tasks of each peer; the times of DuckDB and polars bring the counts along."""


def made(events: int) -> Path:
    """The log of so many events, made once: about 9 events a case, 25 activities, rows in the order of time."""
    path = FOLDER / f"log{events}.parquet"
    if path.exists():
        return path
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    FOLDER.mkdir(parents=True, exist_ok=True)
    case, activity, at, who = _events(events)

    def named(codes: Any, word: str) -> Any:
        names = pa.array([word.format(code) for code in range(int(codes.max()) + 1)])
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), names).cast(pa.string())

    table = pa.table(
        {
            "case:concept:name": named(case, "C{:08}"),
            "concept:name": named(activity, "activity step {:02}"),
            "time:timestamp": pa.array((at * 1e6).astype(np.int64) + START, pa.timestamp("us", "UTC")),
            "org:resource": named(who, "officer {:02}"),
        }
    )
    pq.write_table(table, path, compression="zstd")
    return path


def _events(events: int) -> tuple[Any, Any, Any, Any]:
    """Case, activity, second and officer of every event: a chain that mostly moves forward, with jumps and rework."""
    import numpy as np

    chance = np.random.default_rng(7)
    cases = int(events // 9.3) + 1000
    moves = np.zeros((ACTIVITIES + 1, ACTIVITIES + 1))
    for here in range(ACTIVITIES):
        there = [min(here + far, ACTIVITIES) for far in (3, 2, 1, 5)] + [max(here - 2, 0)]
        for place, weight in zip(there, [*chance.dirichlet([0.25] * 4) * 0.97, 0.03], strict=True):
            moves[here, place] += weight
    likely, now = moves.cumsum(1), np.zeros(cases, np.int64)
    clock, alive = np.sort(chance.uniform(0, 365 * 86400, cases)), np.arange(cases)
    rows = []
    for _ in range(LONGEST):
        rows.append((alive.copy(), now[alive].copy(), clock[alive].copy()))
        now[alive] = (chance.random(len(alive))[:, None] > likely[now[alive]]).sum(1)
        clock[alive] += chance.lognormal(9.5, 1.3, len(alive)) + 60
        alive = alive[now[alive] < ACTIVITIES]
    case, activity, at = (np.concatenate(part) for part in zip(*rows, strict=True))
    order = np.argsort(at, kind="stable")[:events]
    case, activity, at = case[order], activity[order], at[order]
    return case, activity, at, (activity * 3 + chance.integers(0, 9, len(at))) % RESOURCES


def ours(path: Path) -> dict[str, Any]:
    """Read the log and answer everything once; seconds of each part."""
    start = time.perf_counter()
    from jianzheng.lab import spans
    from jianzheng.lab.follows import Follows
    from jianzheng.lab.log.read import read
    from jianzheng.lab.variants import Variants

    seconds = {"import": time.perf_counter() - start}
    log = _timed(seconds, "read", lambda: read(path).log)
    edges = _timed(seconds, "follows+times", lambda: Follows.of(log).edges())
    found = _timed(seconds, "variants", lambda: _topped(Variants.of(log)))
    [length] = _timed(seconds, "durations", lambda: spans.lasting(log).described())
    return {
        "seconds": seconds,
        "answers": [len(edges), sum(edge.n for edge in edges), len(found), length.n],
        "megabytes": _peak(),
    }


def _topped(found: Any) -> Any:
    found.top(10)
    return found


def after_filters(path: Path) -> dict[str, dict[str, float]]:
    """Each figure on the loaded log after each filter, seconds with the filter itself."""
    from jianzheng.lab import kept, spans
    from jianzheng.lab.follows import Follows, Handover
    from jianzheng.lab.log.read import read
    from jianzheng.lab.profile import Profile
    from jianzheng.lab.variants import Variants

    log = read(path).log
    middle, day = int((log.first.min() + log.last.max()) // 2), 86_400_000_000
    way = Variants.of(log).top(1)[0].way
    assert log.resource is not None
    filters: dict[str, Callable[[], Any]] = {
        "period": lambda: kept.during(log, middle - 90 * day, middle + 90 * day),
        "officer": lambda: kept.touching(log, log.resource, {"officer 07"}),
        "variant": lambda: kept.going(log, way),
        "duration": lambda: kept.lasting(log, 2 * day, 400 * day),
    }
    figures: dict[str, Callable[[Any], Any]] = {
        "follows+times": lambda keep: Follows.of(log, keep).edges(),
        "variants": lambda keep: Variants.of(log, keep).top(10),
        "durations": lambda keep: spans.lasting(log, keep).described(),
        "hand-over": lambda keep: Handover.of(log, None, keep).rate,
        "profile": lambda keep: Profile.of(log, keep).row(),
    }
    found: dict[str, dict[str, float]] = {}
    for name, chosen in filters.items():
        found[name] = {}
        for figure, answer in figures.items():
            _timed(found[name], figure, lambda chosen=chosen, answer=answer: answer(chosen()))
    return found


def _timed(seconds: dict[str, float], name: str, run: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    answer = run()
    seconds[name] = time.perf_counter() - start
    return answer


def _peak() -> int:
    """The most memory this process ever had, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def _process(*words: str) -> tuple[float, dict[str, Any] | None]:
    """Seconds a process lived, and what it said; None where it failed."""
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "REPS": "1"},
        check=False,
    )
    lived = time.perf_counter() - start
    said = [line[7:] for line in run.stdout.splitlines() if line.startswith("RESULT ")]
    return lived, json.loads(said[0]) if said else None


def _own(task: str, path: Path, times: int = 3) -> tuple[float, dict[str, Any]]:
    """The fastest of several processes of ours."""
    runs = [_process("-m", "bench.mining", task, str(path)) for _ in range(times)]
    lived, said = min(runs, key=lambda run: run[0])
    if said is None:
        raise SystemExit(f"{task} failed")
    return lived, said


def measure() -> None:
    """Print ours and the peers' side by side, the figures after filters, and the cost from 10⁵ events up."""
    path = made(EVENTS)
    _own("ours", made(SMALLEST), 1)
    lived, said = _own("ours", path)
    print(
        f"\n事件日志 event log: {EVENTS:,} 事件 events, Parquet → 紧接与时间 follows+times, 走法 variants, 时长 durations"
    )
    shown = " · ".join(f"{name} {seconds:.2f}" for name, seconds in said["seconds"].items())
    print(f"{'简政 ours':14}{lived:8.2f} s  {said['megabytes']:6,} MB   ({shown})")
    _beside(path, lived, said["answers"])
    if EVENTS < LARGE:
        print(f"（启动占多数；大日志 mostly the start; for a large log: BENCH_EVENTS={LARGE}）")
    print("\n已载入后筛选再算 again after a filter on the loaded log (s)")
    _, filtered = _own("filters", path)
    for name, row in filtered.items():
        print(f"{name:14}" + " · ".join(f"{figure} {seconds:.3f}" for figure, seconds in row.items()))
    print("\n规模与代价 cost against size (s, whole process)")
    size = SMALLEST
    while size <= EVENTS:
        lived, said = _own("ours", made(size))
        print(f"{size:>12,}{lived:8.2f} s  {said['megabytes']:6,} MB")
        size *= 10


def _beside(path: Path, lived: float, answers: list[int]) -> None:
    """The peers' lines; stops where an answer differs from ours."""
    if not PEERS.exists():
        print(f"（缺少对照脚本 the peers' script is not here: {PEERS.name}）")
        return
    edges, _, ways, cases = answers
    for engine, tasks in ENGINES.items():
        took, said = _process(str(PEERS), "one", engine, str(path), *tasks)
        if said is None or any(not isinstance(said.get(task), list) for task in tasks):
            print(f"{engine:14}  失败 failed: {said}")
            continue
        if [said[task][3] for task in ("perf", "variants", "durations")] != [edges, ways, cases]:
            raise SystemExit(f"{engine}: the answers differ: {said} {answers}")
        peak = max(said[f"{task}_rss"] for task in tasks)
        parts = " · ".join([f"read {said['load']:.2f}", *(f"{task} {said[task][0]:.2f}" for task in tasks)])
        print(f"{engine:14}{took:8.2f} s  {peak:6,} MB   ({parts})   ours ×{took / lived:.1f}")


if __name__ == "__main__":
    asked, file = sys.argv[1:]
    print("RESULT " + json.dumps(ours(Path(file)) if asked == "ours" else after_filters(Path(file))))
