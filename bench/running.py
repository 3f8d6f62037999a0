"""Running cases next to SpiffWorkflow and viewflow: the same process, the same databases and settings, one client and several.

Accept, check, four in parallel, decide, issue, deliver: with the application ten durable transitions a case, each a transaction
of its own. Ours count the legal, promised and step clocks, permissions, the chain of hashes, the outbox and the work lists.
Official papers are left out, as the peers make none. Rounds of the engines alternate; the ratio to SpiffWorkflow is the median
of the rounds'. "sets" are whole cases decided by the same verbs and stored set by set.

BENCH_CASES (100) says how many cases a round, BENCH_ROUNDS (3) how many rounds, BENCH_CLIENTS (1,2,4,8) which crowds,
BENCH_STEPS (8,16,32,64) which lengths. viewflow runs
in an environment made for it in var/bench (AGPL: measured, never shipped).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.on_postgres import server

ROOT = Path(__file__).resolve().parents[1]
VIEWFLOW = ROOT / "var" / "bench" / "viewflow"
NEEDS = ("django-viewflow==2.4.0", "django==5.2.*", "psycopg[binary]==3.3.*")
CASES, ROUNDS = int(os.environ.get("BENCH_CASES", "100")), int(os.environ.get("BENCH_ROUNDS", "3"))
CLIENTS = [int(n) for n in os.environ.get("BENCH_CLIENTS", "1,2,4,8").split(",")]
STEPS = [int(n) for n in os.environ.get("BENCH_STEPS", "8,16,32,64").split(",")]
SLOWER = {"sets": 0.1, "ours": 1, "spiff": 4, "viewflow": 8}
"""A peer drives so many times fewer cases than ours, so that a round of each lasts about as long; "sets" is ours storing whole
cases set by set, decided one by one."""
Fresh = Callable[[], str]


def measure() -> None:
    """Both databases, then how the cost grows with the steps."""
    engines = ["ours", "spiff", *(["viewflow"] if _viewflow() else [])]
    with tempfile.TemporaryDirectory() as folder, server() as fresh:

        def file() -> str:
            for old in Path(folder).glob("bench.db*"):
                old.unlink()
            return f"sqlite:///{folder}/bench.db"

        os.environ["VAR"] = folder
        for database, make in (("SQLite", file), ("PostgreSQL", fresh)):
            for clients in CLIENTS:
                _compared(database, make, engines, clients)
            _longer(database, make)


def _compared(database: str, make: Fresh, engines: list[str], clients: int) -> None:
    print(f"\n{database} · {clients} 个客户端 client(s) · {ROUNDS} 轮 rounds, median")
    names = [*engines, "sets"] if clients == 1 else engines
    rounds = [{name: run(name, make(), clients) for name in names} for _ in range(ROUNDS)]
    for name in names:
        one = {key: statistics.median(row[name][key] for row in rounds) for key in rounds[0][name]}
        ratio = statistics.median(row[name]["transitions"] / row["spiff"]["transitions"] for row in rounds)
        print(
            f"{name:10}{one['transitions']:8,.0f} 步 transitions/s{one['cases']:8,.1f} 件 cases/s"
            f"{one['bytes']:9,.0f} 字节 bytes/case ({one['packed']:,.0f} packed)"
            f"{one['cpu']:7,.0f} µs CPU   {ratio:.2f} × SpiffWorkflow",
            flush=True,
        )


def _longer(database: str, make: Fresh) -> None:
    """Microseconds a transition with more and more steps, ours and SpiffWorkflow."""
    print(f"\n{database} · 每步微秒 µs a transition, by steps")
    for steps in STEPS:
        extra = max(0, steps - 9)
        cost = {
            name: statistics.median(1e6 / run(name, make(), 1, extra)["transitions"] for _ in range(ROUNDS))
            for name in ("ours", "spiff")
        }
        print(f"{steps:4} 步 steps: ours {cost['ours']:,.0f}, SpiffWorkflow {cost['spiff']:,.0f}", flush=True)


def run(name: str, url: str, clients: int, extra: int = 0) -> dict[str, Any]:
    """One round of an engine in processes of its own."""
    python = VIEWFLOW / "bin" / "python" if name == "viewflow" else sys.executable
    cases = max(clients, int(CASES * 10 // (10 + extra) * (2 if clients > 1 else 1) / SLOWER[name]))
    words = [str(python), "-m", "bench.clients", name, url, str(cases), str(clients), str(extra)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    said = [line[7:] for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if not said:
        raise SystemExit(f"{name}: {done.stderr.strip()[-600:]}")
    found: dict[str, Any] = json.loads(said[0])
    return found


def _viewflow() -> bool:
    """Whether viewflow can be had, in an environment of its own."""
    if not (VIEWFLOW / "bin" / "python").exists():
        venv.create(VIEWFLOW, with_pip=True)
    pip = [str(VIEWFLOW / "bin" / "python"), "-m", "pip", "install", "--quiet", *NEEDS]
    if subprocess.run(pip, capture_output=True, check=False).returncode == 0:
        return True
    print("viewflow 无法安装，略过 cannot be installed, left out")
    return False


if __name__ == "__main__":
    measure()
