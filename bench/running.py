"""Running cases: durable transitions a second of the same eight-step process, next to SpiffWorkflow on the same database.

The process is the peers': accept, check, four in parallel, decide, deliver, here with an issue step between, so ten
transitions a case, each its own durable transaction. Ours count the legal, promised and step clocks, permissions, the
chain of hashes, the outbox and the work lists; the official papers are left out, as the peers make none.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = int(os.environ.get("BENCH_CASES", "400"))
PEER = Path(__file__).resolve().parents[2] / "shared" / "peers" / "a_workflow.py"
WHERE = {"sqlite": "", "postgresql": "tests.on_postgres"}


def measure() -> None:
    """Both databases, each in a process of its own, then the peer where its script is here."""
    for name in WHERE:
        _ours(name)
    if PEER.exists():
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "SQLITE_FILE": str(Path(folder, "peer.db"))}
            words = [sys.executable, str(PEER), "one", "spiff", "sqlite", str(CASES // 2)]
            done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
            print(f"SpiffWorkflow, sqlite: {done.stdout.strip() or done.stderr.strip()[-300:]}")
    else:
        print("the peers' scripts are not here; only our own side was measured")


def _ours(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DEMO": "1", "VAR": folder}
        if name == "postgresql":
            words = [sys.executable, "-m", "bench.on_postgres", "bench.running"]
        else:
            words = [sys.executable, "-m", "bench.running"]
        subprocess.run(words, env=environment, check=True)


def drive() -> None:
    """Drive CASES cases wave after wave through the real actions, then verify every one of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench.flow import Flow

    flow = Flow()
    flow.drive(20)
    began = time.perf_counter()
    done = flow.drive(CASES)
    spent = time.perf_counter() - began
    print(
        f"{flow.database}: {done / spent:,.0f} transitions/s, {CASES / spent:,.0f} cases/s,"
        f" {flow.size() / (CASES + 20):,.0f} bytes a finished case; verified: {flow.verified()}"
    )
    batch, events = flow.batch(2000)
    print(
        f"{flow.database}: {events / batch:,.0f} applications/s decided and stored set by set, one event a case"
    )
    print(
        f"{flow.database}: sweep of what is due among {flow.opened:,} open cases: {flow.sweep() * 1000:.1f} ms"
    )


if __name__ == "__main__":
    drive()
