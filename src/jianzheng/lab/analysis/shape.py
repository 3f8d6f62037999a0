"""An analysis as JSON: the stable shape documented in docs/reference/mining.md."""

from __future__ import annotations

from typing import Any

from jianzheng.core.ground import Ground
from jianzheng.core.text import Text
from jianzheng.lab.analysis import WEEKDAYS, Analysis
from jianzheng.lab.analysis.dues import deadlines_json
from jianzheng.lab.analysis.fits import conformance_json
from jianzheng.lab.discover.habits import Broken, Habit
from jianzheng.lab.discover.tally import Pattern
from jianzheng.lab.honesty import Doubt, Found
from jianzheng.lab.log.log import DAY
from jianzheng.lab.log.report import Report
from jianzheng.lab.profile import said
from jianzheng.lab.spans import Described, Spans
from jianzheng.lab.waiting.split import Part
from jianzheng.lab.waiting.table import OFFICE, STEP, Share

Json = dict[str, Any]
EXACT = 4
"""Digits of days and shares."""


def analysis_json(made: Analysis) -> Json:
    """The published figures, then everything else found."""
    return {
        **made.profile.row(),
        "honesty": [doubt_json(doubt, found) for doubt, found in made.honesty.items()],
        "habits": [_habit(made, habit) for habit in made.habits.habits] if made.habits else [],
        "broken": [_broken(made, broken) for broken in made.habits.broken] if made.habits else [],
        "order": _order(made),
        "conformance": conformance_json(made),
        "waiting": _waiting(made),
        "deadlines": deadlines_json(made),
        "follows": [
            {"before": e.before, "after": e.after, "count": e.n, **time_json(e.time)} for e in made.edges
        ],
        "starts": [{"activity": name, "cases": n} for name, n in made.starts],
        "ends": [{"activity": name, "cases": n} for name, n in made.ends],
        "ways": [{"way": list(v.way), "cases": v.cases, "share": _exact(v.share)} for v in made.variants],
        **_patterns(made),
    }


def import_json(report: Report) -> Json:
    """What happened to the file's rows on their way in."""
    return {
        "format": report.format,
        "rows": report.rows,
        "kept": report.kept,
        "odd": [
            {"kind": oddity.value, "count": count, "says": _text(oddity.says), "examples": list(examples)}
            for oddity, (count, examples) in report.odd.items()
        ],
        "notes": [_text(note) for note in report.notes],
    }


def time_json(time: Described) -> Json:
    """Lengths in natural days; null where none is known."""
    figures = {"median": time.median, "mean": time.mean, "min": time.least, "max": time.most}
    return {f"{name}_days": _exact(value / DAY) if time.n else None for name, value in figures.items()}


def _order(made: Analysis) -> Json:
    if made.habits is None:
        return {"refused": _text(made.unordered or Text(""))}
    found = made.habits
    return {
        "refused": None,
        "threshold": found.threshold,
        "least_cases": found.least,
        "seen": found.seen,
        "demanded": found.demanded,
        "freed_in": "natural days" if made.calendar == WEEKDAYS.id else "working days",
        "unplaced": list(found.unplaced),
        "unseen": list(found.unseen),
    }


def _patterns(made: Analysis) -> Json:
    lists = {
        "repeats": (made.repeats, ("activity",)),
        "loops": (made.loops, ("from", "back_to")),
        "ping_pong": (made.ping_pong, ("from", "by_way_of")),
        "ping_pong_offices": (made.to_and_fro, ("from", "by_way_of")),
        "offices": (made.offices, ("from", "to")),
        "applicant": (made.applicant, ("before", "after")),
    }
    shapes: Json = {
        name: None if found is None else [_pattern(words, pattern) for pattern in found]
        for name, (found, words) in lists.items()
    }
    shapes["batches"] = [
        {
            "resource": batch.resource,
            "activity": batch.activity,
            "batches": batch.batches,
            "events": batch.events,
            "share": _exact(batch.share),
            "largest": batch.largest,
            "since": said(batch.since),
            "examples": list(batch.examples),
        }
        for batch in made.batches
    ]
    return shapes


def _pattern(words: tuple[str, ...], pattern: Pattern) -> Json:
    return {
        **dict(zip(words, pattern.what, strict=True)),
        "count": pattern.count,
        "cases": pattern.cases,
        "share": _exact(pattern.share),
        "median_days": _exact(pattern.time.median / DAY),
        "examples": list(pattern.examples),
    }


def doubt_json(doubt: Doubt, found: Found) -> Json:
    """One reason not to believe the log, and how often it was found."""
    return {
        "kind": doubt.value,
        "count": found.count,
        "of": found.of,
        "share": _exact(found.share),
        "says": _text(doubt.says),
        "spoils": _text(doubt.spoils),
        "examples": list(found.examples),
    }


def _habit(made: Analysis, habit: Habit) -> Json:
    return {
        **_ends(made, habit.before, habit.after),
        "cases": habit.both,
        "first": habit.first,
        "reversed": habit.reversed,
        "share": _exact(habit.share),
        "freed_cases": habit.freed.n,
        "freed_median_days": _exact(habit.freed.median / made.day_length),
        "freed_total_days": _exact(habit.freed.total / made.day_length),
        "chain_days": habit.chain,
        "ground": _ground(habit.ground),
        "examples": list(habit.examples),
        "exceptions": list(habit.exceptions),
    }


def _broken(made: Analysis, broken: Broken) -> Json:
    return {
        **_ends(made, broken.before, broken.after),
        "ground": _ground(broken.ground),
        "cases": broken.cases,
        "reversed": broken.reversed,
        "skipped": broken.skipped,
        "examples": list(broken.examples),
    }


def _ends(made: Analysis, before: str, after: str) -> Json:
    shape: Json = {"before": before, "after": after}
    if made.titles:
        shape["titles"] = {name: _text(made.titles.get(name, Text(name))) for name in (before, after)}
    return shape


def _waiting(made: Analysis) -> Json:
    waiting = made.waiting
    return {
        "calendar": made.calendar,
        "works_known": not waiting.blind,
        "offices_known": made.offices is not None,
        "span": _lengths(waiting.span, DAY),
        "running": _lengths(waiting.running, DAY),
        "span_working": _lengths(waiting.span_open, made.day_length),
        "running_working": _lengths(waiting.running_open, made.day_length),
        "steps": [_share(made, share) for share in waiting.by(STEP)],
        "offices": [_share(made, share) for share in waiting.by(OFFICE)],
    }


def _lengths(spans: Spans, day: int) -> Json:
    [time] = spans.described()
    return {"median_days": _exact(time.median / day), "mean_days": _exact(time.mean / day)}


def _share(made: Analysis, share: Share) -> Json:
    return {
        "name": share.name,
        "events": share.events,
        "days": {part.name.lower(): _exact(share.natural[part] / DAY) for part in Part},
        "working_days": {part.name.lower(): _exact(share.open[part] / made.day_length) for part in Part},
    }


def _ground(ground: Ground | None) -> Json | None:
    return None if ground is None else {"kind": ground.kind.value, "cite": ground.cite}


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en or text.zh}


def _exact(value: float) -> float:
    return round(value, EXACT)
