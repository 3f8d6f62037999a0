"""One edition looked at: its cases of the last months exported to Parquet, mined, and laid against law, data and the moves."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings

from jianzheng.apps.cases.exported import exported, handled
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.catalogue.mapping import OFFERED, Opened, opened
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import service
from jianzheng.core.redesign import Move
from jianzheng.formats.picture import said as ground_said
from jianzheng.formats.proof import effect_said
from jianzheng.lab.analysis import Terms, worktime
from jianzheng.lab.evidence import Evidence, Offered, evidence
from jianzheng.lab.honesty import Honesty, Known
from jianzheng.lab.log.log import SECOND
from jianzheng.lab.log.own import by_steps
from jianzheng.lab.log.parquet import write_parquet
from jianzheng.lab.waiting.split import Roles

if TYPE_CHECKING:
    from jianzheng.lab.log.log import Log

ROLES = Roles(frozenset({"Supplemented"}), {"Paused": ("Resumed",)})
"""Who waits for whom in our own events."""
WARNED = 0.01
"""A doubt about a smaller share of the events is not repeated with every proposal."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mined:
    """What was found in the cases of an edition: each finding with everything its page shows, ready to be kept."""

    edition: Published
    cases: int
    found: tuple[tuple[Evidence, Json], ...]


def since(now: dt.datetime) -> int:
    """From when on cases are looked at."""
    return moment(now - dt.timedelta(days=settings.NIGHT["days"]))


def parquet(edition: int) -> Path:
    """Where the events of an edition lie since it was last looked at."""
    return Path(settings.VAR) / "improve" / f"{edition}.parquet"


def mined(edition: Published, now: dt.datetime) -> Mined:
    """Look at an edition. Raises Refused where it has no case."""
    log = by_steps(exported(editions=[edition.pk], since=since(now), most=settings.NIGHT["cases"]))
    _keep(log, parquet(edition.pk))
    known = opened(f"{OFFERED}{edition.service}", service(edition.pk).process.id, None, {})
    terms = Terms(calendar=rules().calendar, roles=ROLES)
    found = evidence(
        log,
        Offered(known.confronted, known.moves),
        terms,
        worktime(log, terms.calendar),
        _papers(edition.pk, now),
    )
    about = _about(log, edition)
    return Mined(edition, len(log), tuple((one, {**about, **_seen(one, known)}) for one in found))


def _keep(log: Log, path: Path) -> None:
    """Write the log whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = path.with_suffix(f".{os.getpid()}")
    write_parquet(log, making)
    os.replace(making, path)


def _papers(edition: int, now: dt.datetime) -> dict[tuple[str, str], tuple[int, int]]:
    """How each material came, by "step:material" and handling: in how many of how many accepted cases."""
    asked, counted = service(edition).asked, handled(edition=edition, since=since(now))
    of: dict[int, int] = {}
    for (number, _), cases in counted.items():
        of[number] = of.get(number, 0) + cases
    return {
        (f"{step}:{asked[number].material}", how): (cases, of[number])
        for (number, how), cases in counted.items()
        if number < len(asked)
        for step in asked[number].steps
    }


def _about(log: Log, edition: Published) -> Json:
    """What every finding of one look shares: the window of the data, how many cases are made up, what speaks against it."""
    zone = ZoneInfo(log.zone)
    days = [
        dt.datetime.fromtimestamp(int(at) / SECOND, zone).date().isoformat()
        for at in (log.first.min(), log.last.max())
    ]
    made_up = log.case_columns["simulated"]
    doubts = Honesty.of(log, rules().calendar, Known(ended="ended")).doubts()
    return {
        "edition": edition.number,
        "window": days,
        "log": len(log),
        "simulated": int((made_up.codes == _code(made_up.names, "true")).sum()),
        "doubts": [
            {"says": _two(doubt.says), "spoils": _two(doubt.spoils), "share": found.share}
            for doubt, found in doubts.items()
            if found.share >= WARNED
        ],
    }


def _code(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -2


def _seen(one: Evidence, known: Opened) -> Json:
    """One finding as it is kept: its figures, words, cases, and the move as it stood."""
    move = next((move for move in known.moves if move.id == one.move), None)
    return {
        "said": _two(one.said),
        "remedy": _two(one.remedy),
        "cases": one.cases,
        "of": one.of,
        "days": round(one.days, 2),
        "ground": one.ground,
        "examples": list(one.examples),
        "move": _moved(move, known) if move else None,
    }


def _moved(move: Move, known: Opened) -> Json:
    gains = known.gains_alone.get(move.id, {})
    return {
        "label": _two(move.label),
        "said": _two(move.said),
        "amend": _two(move.amend),
        "ground": [ground_said(move.ground, language) for language in ("zh-hans", "en")],
        "unconfirmed": move.unconfirmed,
        "gain": [effect_said(gains, language) for language in ("zh-hans", "en")],
        "days_chain": gains.get("days_chain", 0),
    }


def _two(text: Any) -> list[str]:
    return [text.zh, text.en or text.zh]
