"""A year of a city hall: 480,000 cases of eight tasks, staffed queues, shifts and holidays, next to SimPy and Prosimos.

BENCH_SIMPY (4,000) cases are run by SimPy through the peers' own script, without calendar, and scaled to the year; Prosimos
cannot be installed beside our lock, so its figure is the one written in ../shared/peers/README.md on such a machine."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from jianzheng.formats.calendars import calendar
from jianzheng.lab.simulate.model import Hall, Length, Pool, Task
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.run import Arrivals, run

PEER = Path(__file__).resolve().parents[2] / "shared" / "peers" / "c_simulation.py"
YEAR, PROSIMOS = 480_000, 347.0
CASES = int(os.environ.get("BENCH_SIMPY", "4000"))
IDS = ("accept", "check", "d1", "d2", "d3", "d4", "decide", "deliver")
AFTER = {
    "check": ("accept",),
    **dict.fromkeys(("d1", "d2", "d3", "d4"), ("check",)),
    "decide": ("d1", "d2", "d3", "d4"),
    "deliver": ("decide",),
}


def measure() -> None:
    """Ours three times, then the peer."""
    half_hour = Length.exponential(1800)
    tasks = tuple(Task(id, id, half_hour, AFTER.get(id, ())) for id in IDS)
    hall = Hall(tasks, tuple(Pool(id, 140) for id in IDS))
    period = Period(dt.date(2024, 1, 1), 366, calendar("cn"))
    arrivals = Arrivals(YEAR / int(period.works[:366].sum()))
    run(hall, Arrivals(10), Period(dt.date(2024, 1, 1), 5, calendar("cn")), 1)
    spent = []
    for seed in (1, 2, 3):
        began = time.perf_counter()
        out = run(hall, arrivals, period, seed)
        spent.append(time.perf_counter() - began)
    ours = sorted(spent)[1]
    print(
        f"a year of a hall, {len(out.arrived):,} cases × {len(IDS)} with shifts and holidays: {ours:.2f} s (of three)"
    )
    print(f"  Prosimos as written down, {PROSIMOS:.0f} s: {PROSIMOS / ours:.0f}×")
    if PEER.exists():
        words = [sys.executable, str(PEER), "one", "simpy", str(CASES)]
        said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
        line = next((line for line in said.splitlines() if line.startswith("RESULT")), "")
        year = json.loads(line[7:])["year_480k_s"] if line else 0.0
        print(
            f"  SimPy, the same year without calendar: {year:.1f} s, {year / ours:.0f}×"
            if line
            else "  no SimPy"
        )
