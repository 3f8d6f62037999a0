"""One round of the jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from jianzheng.apps.cases import on_sqlite
from jianzheng.apps.oversight.escalate import escalate, look
from jianzheng.apps.papers.actions import seal_again, seal_waiting
from jianzheng.jobs.deliver import deliver
from jianzheng.jobs.demo_loop import close_loop
from jianzheng.jobs.nightly import nightly
from jianzheng.jobs.tick import recount, sweep


@dataclass
class Rounds:
    """The named jobs, round after round: one that found nothing to do rests a while; the post never does."""

    names: tuple[str, ...]
    rest: dt.timedelta
    _rests: dict[str, dt.datetime] = field(default_factory=dict)

    def next(self, now: dt.datetime) -> dict[str, int]:
        """Run those that are awake once: how much each did."""
        # A clock set back must not keep a job asleep: it rests only while less than a whole rest is left.
        asleep = {name for name, until in self._rests.items() if now < until <= now + self.rest}
        did = once([name for name in self.names if name not in asleep], now)
        self._rests |= {name: now + self.rest for name, count in did.items() if not count and name != POST}
        return did


def once(names: Iterable[str], now: dt.datetime) -> dict[str, int]:
    """Run the named jobs once: how much each did."""
    return {name: close_loop(now=now) if name == DEMO else JOBS[name](now) for name in names}


def _tick(now: dt.datetime) -> int:
    return recount(now=now) + sweep(now=now)


def _deliver(now: dt.datetime) -> int:
    done = 0
    while handed := deliver(now=now):
        done += handed
    return done + seal_waiting(now=now)[0]


def _watch(now: dt.datetime) -> int:
    return escalate(now=now).all + look(now=now, most=100)


def _nightly(now: dt.datetime) -> int:
    return nightly(now=now)


def _seal(now: dt.datetime) -> int:
    return seal_again(now=now)


def _checkpoint(now: dt.datetime) -> int:
    return on_sqlite.checkpoint(on_sqlite.plain()[0]) if connection.vendor == "sqlite" else 0


JOBS = {
    "tick": _tick,
    "deliver": _deliver,
    "watch": _watch,
    "nightly": _nightly,
    "seal": _seal,
    "checkpoint": _checkpoint,
}
"""What runs unless said otherwise."""
POST = "deliver"
"""The job people wait for."""
DEMO = "demo"
"""The job that gives the demonstration its past; only where asked for."""
