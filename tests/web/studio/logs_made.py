"""A log that the project makes itself, laid into the studio as if it had been brought and read."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import numpy as np

from jianzheng.apps.logs.actions import folder_of
from jianzheng.apps.logs.models import KeptLog, State
from jianzheng.apps.people.models import Person
from jianzheng.lab.log.log import Coded, Log
from jianzheng.lab.log.parquet import write_parquet
from tests.lab.made import coded, log

HOUR = 60
DAY = 24 * HOUR
OFFICES = {"apply": "window", "check": "housing", "ask": "fire", "decide": "housing", "issue": "window"}


def permits(cases: int = 60) -> Log:
    """Permits: apply, check, (every third asks the fire office, every tenth checks twice), decide, issue; with people, offices,
    and the start of work. Every seventh decision stands before its check."""
    rows: list[tuple[str, str, float]] = []
    for n in range(cases):
        steps = ["apply", "check", "decide", "issue"]
        if n % 3 == 0:
            steps.insert(2, "ask")
        if n % 10 == 0:
            steps.insert(2, "check")
        if n % 7 == 0:
            steps.remove("decide")
            steps.insert(1, "decide")
        start = n * DAY + 9 * HOUR
        rows += [(f"P{n}", step, start + place * (n % 5 + 1) * DAY) for place, step in enumerate(steps)]
    who = [f"{OFFICES[step]}-{number % 2}" for number, (_, step, _) in enumerate(rows)]
    made = log(rows, who, [minute - 2 * HOUR for _, _, minute in rows], zone="Asia/Shanghai")
    offices = coded([OFFICES[made.activity.at(event) or ""] for event in range(made.events)])
    kind = Coded(np.arange(cases, dtype=np.int32) % 2, ("new <b>", "old"))
    return replace(made, columns={"org:group": offices}, case_columns={"kind": kind})


def brought(owner: Person, of: Log, title: str = "permits", calendar: str = "cn") -> int:
    """Keep a log as an import would; answers its number."""
    row = KeptLog.objects.create(
        owner=owner,
        title=title,
        place=uuid.uuid4().hex,
        kind="xes",
        size=1,
        state=State.KEPT,
        report={"format": "XES", "rows": of.events, "kept": of.events, "odd": [], "notes": []},
        cases=len(of),
        events=of.events,
        calendar=calendar,
        brought_at=dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC),
    )
    folder = folder_of(row)
    folder.path.mkdir(parents=True)
    write_parquet(of, folder.parquet)
    return row.pk
