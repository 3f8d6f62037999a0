"""How detectors put a finding: where it happened, in both languages, with the events that show it."""

from __future__ import annotations

import datetime as dt

from jianzheng.core.case import Happened
from jianzheng.core.text import Text
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import History


def finding(history: History, kind: str, at: Happened, zh: str, en: str, *before: int) -> Finding:
    """A finding about the event `at`; `before` are sequence numbers of earlier events that also show it."""
    event = at.event
    items = getattr(event, "items", ())
    item = getattr(event, "item", items[0] if items else -1)
    step = getattr(event, "step", -1)
    evidence = tuple(sorted({*(n for n in before if n), at.sequence}))
    return Finding(kind, history.number, evidence, Text(zh, en), item, step, at.at, at.by)


def step_name(history: History, step: int) -> Text:
    """A step's name in both languages."""
    found = history.service.process.steps[step]
    return Text(found.name, found.en)


def clock_time(history: History, at: int) -> str:
    """A moment as people write it, in legal time."""
    return dt.datetime.fromtimestamp(at, history.rules.zone).strftime("%Y-%m-%d %H:%M:%S")
