"""What a million cases cost, on PostgreSQL: loading them, the work lists through the real pages with the plans of their
queries, the sweep of what is due, and a transition among few cases and among all.

BENCH_LARGE (20,000) says how many cases BENCH_LOADERS (2) processes load by the set-based verbs: half of them wait at the
window, half are at work, all of one window and one office, which is the worst a list can meet. BENCH_LISTED (as many) says
among how many cases the lists are asked; what is missing is copied in the database (rows of lists alone, without events).
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import tempfile
import time
from typing import Any

from bench.clients import FORK, WARM, _child, _size, _waves, engine
from bench.on_postgres import server

LARGE, LOADERS = int(os.environ.get("BENCH_LARGE", "20000")), int(os.environ.get("BENCH_LOADERS", "2"))
LISTED = int(os.environ.get("BENCH_LISTED", str(LARGE)))
LOT, LATE, LATER, PAGES = 500, 10, 1000, 21
OLD = {"late": 60, "later": 30}
"""Days ago on which the few cases were applied for whose clocks have run out."""


def measure() -> None:
    """Load, sweep, multiply, ask, and say."""
    with tempfile.TemporaryDirectory() as folder, server() as fresh:
        os.environ["VAR"], url = folder, fresh()
        _child(_founded, url)
        _child(_loaded, url, LATE, 1, OLD["late"])
        _child(_loaded, url, LATER, 2, OLD["later"])
        empty, few, spent = _child(_size, url), _child(_transition, url), _crowd(url)
        size = (_child(_size, url) - empty) / LARGE
        print(
            f"\nPostgreSQL · {LARGE:,} 件 cases, {2 * LARGE:,} 事件 events, loaded set by set in {spent:,.0f} s:"
        )
        print(f"  {LARGE / spent:,.0f} 件 cases/s, {size:,.0f} 字节 bytes an open case", flush=True)
        _child(_sweeps, url)
        some = _child(_transition, url)
        began = time.perf_counter()
        total = _child(_multiplied, url)
        print(
            f"{total:,} 件 cases after copying in the database, {time.perf_counter() - began:,.0f} s",
            flush=True,
        )
        _child(_pages, url)
        print(
            f"一步 a transition: {few:,.0f} µs among {LATE + LATER:,} cases, {some:,.0f} µs among {LARGE:,},"
        )
        print(f"  {_child(_transition, url):,.0f} µs among {total:,}")


def _crowd(url: str) -> float:
    """Seconds of the loaders side by side."""
    crew = [FORK.Process(target=_loaded, args=(url, LARGE // LOADERS, 3 + n, 0)) for n in range(LOADERS)]
    began = time.perf_counter()
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    return time.perf_counter() - began


TABLES = ("cases_case", "cases_item", "cases_work")


def _multiplied(url: str) -> int:
    """The rows that lists read, copied in the database until there are BENCH_LISTED cases; how many there then are."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as line:
        count, last = line.execute("SELECT count(*), max(id) FROM cases_case").fetchone() or (0, 0)
        times = -(-LISTED // count)
        for table in TABLES:
            query = "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            names = [name for (name,) in line.execute(query, (table,))]
            names = [name for name in names if not (table == "cases_item" and name == "id")]
            told = ", ".join(_moved(name, last) for name in names)
            kept = ", ".join(f'"{name}"' for name in names)
            copies = f"generate_series(1, {times - 1}) g"
            line.execute(f"INSERT INTO {table} ({kept}) SELECT {told} FROM {table} t, {copies}")  # type: ignore[arg-type]
        line.execute(f"ALTER SEQUENCE cases_case_id_seq RESTART WITH {last * (times + 1)}")  # type: ignore[arg-type]
        line.execute("VACUUM ANALYZE")
        return int((line.execute("SELECT count(*) FROM cases_case").fetchone() or (0,))[0])


def _moved(name: str, last: int) -> str:
    if name in ("id", "case_id"):
        return f"t.{name} + {last} * g"
    return "t.number || '.' || g" if name == "number" else f't."{name}"'


def _founded(url: str) -> None:
    engine("ours", url, 0, True)
    from django.utils import timezone

    from jianzheng.jobs.demo import seat_city

    seat_city(timezone.localtime())


def _loaded(url: str, cases: int, part: int, days: int) -> None:
    """So many applications, every other one accepted at once, `LOT` a transaction, applied for `days` ago and a little."""
    made = engine("ours", url, 0, False)
    from jianzheng.apps.cases import batch, store
    from jianzheng.apps.cases.rules import rules
    from jianzheng.core import case as core

    at = int(made.now.timestamp()) - days * 86_400
    for begun in range(0, cases, LOT):
        news = []
        for n in range(begun, min(begun + LOT, cases)):
            act = core.Act(made.service, rules(), made.citizen, at - n % 30_000)
            number = f"{part:02d}{n:09d}"
            applied = core.apply(act, core.Application("", (number,), {"name": "申请人", "code": "1"}))
            deeds: list[Any] = [(act, applied)]
            if n % 2:
                case = core.evolve(core.Case(), act.at, act.by, applied[0])
                clerk = core.Act(made.service, rules(), made.clerk, act.at)
                deeds.append((clerk, core.accept(case, clerk, papers={})))
            case = store.chained(core.Case(), b"", deeds)[0]
            news.append(batch.New(made.edition, made.service, deeds, case))
        batch.create_many(news)


def _transition(url: str) -> float:
    """Microseconds a transition takes now, everything included, the median of five rounds."""
    made = engine("ours", url, 0, False)
    _waves(made, WARM, 10)
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        _waves(made, 20, 10)
        rounds.append((time.perf_counter() - began) / 200 * 1e6)
    return statistics.median(rounds)


def _pages(url: str) -> None:
    """The lists of window and office, the first page and one behind, as their people see them; then the plans."""
    engine("ours", url, 0, False)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    for login, page in PAGES_SEEN:
        client = Client(SERVER_NAME="localhost")
        client.post("/sign-in/demo", {"login": login})
        first = client.get(page)
        assert first.status_code == 200, (page, first.status_code)
        taken = []
        for _ in range(PAGES):
            began = time.perf_counter()
            client.get(page)
            taken.append((time.perf_counter() - began) * 1000)
        print(
            f"{page:24}{login:12}{statistics.median(taken):8.1f} ms median, {max(taken):.1f} worst of {PAGES}"
        )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(page)
        for query in seen.captured_queries:
            if "cases_work" in query["sql"] or '"window"' in query["sql"]:
                _explained(query["sql"])


PAGES_SEEN = (
    ("demo-wang", "/window/"),
    ("demo-zhao", "/desk/"),
    ("demo-zhao", "/desk/?tab=mine"),
    ("demo-sun", "/desk/?tab=approvals"),
)


def _explained(query: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) {query}")
        for (line,) in cursor.fetchall():
            print(f"    {line[:150]}")


def _sweeps(url: str) -> None:
    """Milliseconds of a sweep where nothing is due, where ten cases are, and where a thousand are."""
    made = engine("ours", url, 0, False)
    from jianzheng.apps.cases.models import Case
    from jianzheng.apps.cases.rules import rules
    from jianzheng.apps.catalogue.queries import service
    from jianzheng.jobs import tick

    rules(), service(made.edition)  # a worker reads them once and then sweeps for days
    open_now = Case.objects.filter(ended_at__isnull=True).count()
    for ago, what in (
        (59, "nothing"),
        (40, "ten"),
        (39.99, "nothing again"),
        (10, "a thousand"),
        (9.99, "nothing again"),
    ):
        now, began = made.now - dt.timedelta(days=ago), time.perf_counter()
        written = tick.sweep(now=now)
        spent = (time.perf_counter() - began) * 1000
        print(
            f"清扫 sweep among {open_now:,} open, {what:14}: {written:5,} 件 cases written in {spent:8.1f} ms"
        )


if __name__ == "__main__":
    measure()
