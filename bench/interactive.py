"""What one click costs: a move accepted on the largest process of the packs, through the whole house and back."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from typing import Any

CLICKS = 30


def largest() -> tuple[str, Any]:
    """Pack id and process with the most steps among those the packs hold."""
    from jianzheng.formats import packs

    everything = [(name, process) for name in packs.files() for process in packs.load(name).processes]
    return max(everything, key=lambda pair: len(pair[1].steps))


def client(folder: str) -> Any:
    """A signed-in process engineer in a house of its own in that folder, on SQLite."""
    os.environ.update(DJANGO_SETTINGS_MODULE="jianzheng.config.settings", DEMO="1", VAR=folder)
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.test import Client
    from django.utils import timezone

    from jianzheng.jobs.demo import seat_city

    seat_city(timezone.localtime())
    made = Client(SERVER_NAME="localhost")
    made.post("/sign-in/demo", {"role": "engineer"})
    return made


def clicks(engineer: Any, url: str, moves: list[str]) -> list[float]:
    """Milliseconds of each decision: accept, then reject, move after move."""
    taken = []
    for count in range(CLICKS):
        form = {"move": moves[count % len(moves)], "state": "accepted" if count % 2 == 0 else "rejected"}
        start = time.perf_counter()
        answer = engineer.post(url, form, headers={"HX-Request": "true"})
        taken.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answered {answer.status_code}")
    return taken


def measure() -> None:
    """Print how long a page and a click take."""
    from jianzheng.core.study import study
    from jianzheng.formats import packs

    pack, process = largest()
    moves = [move.id for move in study(process, packs.lawbook_for(packs.load(pack))).moves]
    page = f"/studio/process/{pack}/{process.id}/"
    with tempfile.TemporaryDirectory() as folder:
        engineer = client(folder)
        start = time.perf_counter()
        if engineer.get(page).status_code != 200:
            raise SystemExit(f"{page} does not open")
        first = (time.perf_counter() - start) * 1000
        taken = clicks(engineer, f"{page}decide", moves)
    print(f"\n{pack}:{process.id} · {len(process.steps)} 步 steps · {len(moves)} 项措施 moves · SQLite · ms")
    print(f"{'首次打开 first page':24}{first:12.1f}")
    print(
        f"{'采纳/否决 one decision':24}{statistics.median(taken):12.1f}  median of {CLICKS}, worst {max(taken):.1f}"
    )
