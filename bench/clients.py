"""One engine doing the process with some clients at once, each a process of its own: `python -m bench.clients …` prints
what came of it as one line of JSON."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import sys
import time
from typing import Any

FORK = multiprocessing.get_context("fork")
WARM = 10


def engine(name: str, url: str, extra: int, fresh: bool) -> Any:
    """The engine of a name, on a database that it fills when that is fresh."""
    if name in ("ours", "sets"):
        os.environ.update(DEMO="1", DATABASE_URL=url, DJANGO_SETTINGS_MODULE="jianzheng.config.settings")
        import django

        django.setup()
        from bench.flow import Flow

        return Flow(extra, fresh)
    from bench import peers

    return {"spiff": peers.Spiff, "viewflow": peers.Viewflow}[name](url, extra, fresh)


def run(name: str, url: str, cases: int, clients: int, extra: int) -> dict[str, Any]:
    """Transitions a second and bytes a finished case of `cases` cases spread over `clients`; every process is a child, so
    that no connection is shared."""
    _child(_prepare, name, url, extra)
    empty = _child(_size, url)
    share = cases // clients
    start, told = FORK.Barrier(clients), FORK.SimpleQueue()
    crew = [FORK.Process(target=_work, args=(name, url, share, extra, start, told)) for _ in range(clients)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
        if one.exitcode:
            raise SystemExit(f"{name}: a client failed")
    spans = [told.get() for _ in crew]
    spent = max(end for _, end, *_ in spans) - min(begin for begin, *_ in spans)
    steps = spans[0][2]
    made = (share + WARM) * clients
    finished = _child(_finished, name, url, extra)
    if finished != made:
        raise SystemExit(f"{name}: {finished} of {made} cases ended")
    left = (_child(_size, url) - empty) / made
    return {
        "transitions": share * clients * steps / spent,
        "cases": share * clients / spent,
        "cpu": sum(own for *_, own in spans) / (share * clients * steps) * 1e6,
        "bytes": left,
        "packed": (_child(_packed, url) - empty) / made,
    }


def _child(run: Any, *words: Any) -> Any:
    """What a function answers in a process of its own."""
    with FORK.Pool(1) as child:
        return child.apply(run, words)


def _prepare(name: str, url: str, extra: int) -> bool:
    engine(name, url, extra, True)
    return True


def _finished(name: str, url: str, extra: int) -> int:
    return int(engine(name, url, extra, False).finished())


def _work(name: str, url: str, cases: int, extra: int, start: Any, told: Any) -> None:
    """Warm up, wait for the others, then wave after wave one step of every case."""
    made = engine(name, url, extra, False)
    steps = 10 + extra
    _waves(made, WARM, steps)
    gc.collect()
    gc.freeze()  # as config/wsgi.py does; for every engine alike
    start.wait()
    began, spent = time.time(), time.process_time()
    if name == "sets":
        made.load(cases)
    else:
        _waves(made, cases, steps)
    told.put((began, time.time(), steps, time.process_time() - spent))


def _waves(made: Any, cases: int, steps: int) -> None:
    keys = [made.start() for _ in range(cases)]
    for place in range(steps - 1):
        for key in keys:
            made.step(key, place)


def _size(url: str) -> int:
    """Bytes the database takes, indexes included."""
    if url.startswith("postgres"):
        import psycopg

        query = "select sum(pg_total_relation_size(relid)) from pg_stat_user_tables"
        with psycopg.connect(url, autocommit=True) as line:
            return int(line.execute(query).fetchone()[0])  # type: ignore[index]
    import sqlite3

    line = sqlite3.connect(url.removeprefix("sqlite:///"))
    line.execute("pragma wal_checkpoint(truncate)")
    pages, each = (line.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * each)


def _packed(url: str) -> int:
    """The same after the database has been packed."""
    if url.startswith("postgres"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as line:
            line.execute("vacuum full")
    else:
        import sqlite3

        sqlite3.connect(url.removeprefix("sqlite:///")).execute("vacuum")
    return _size(url)


if __name__ == "__main__":
    asked, base, *counts = sys.argv[1:]
    print("RESULT " + json.dumps(run(asked, base, *map(int, counts))))
