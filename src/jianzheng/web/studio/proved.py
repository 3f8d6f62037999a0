"""A proof worked out in the studio: what the form asks, the value it gives, and the words that give it at a terminal."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jianzheng.apps.logs.queries import loaded, log_file, log_row
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import organ
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.study import Study, study
from jianzheng.formats import packs
from jianzheng.formats.calendars import calendar
from jianzheng.formats.read import read_together
from jianzheng.lab import kept
from jianzheng.lab.analysis.terms import Terms
from jianzheng.lab.log.log import Log
from jianzheng.lab.prove import inputs, nominal
from jianzheng.lab.prove.measured import measured, said_first
from jianzheng.lab.prove.measured_json import measured_json
from jianzheng.lab.prove.proof import Input, frozen
from jianzheng.lab.prove.simulated import Ground, simulated_json
from jianzheng.lab.simulate.fit import Fitted, Said, fit
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.process import Assumed, Staffing
from jianzheng.lab.simulate.run import Arrivals
from jianzheng.lab.waiting.split import Roles, check, office_column
from jianzheng.web.studio.proof_asked import LOGS, Asked

START, DAYS = dt.date(2025, 1, 2), 366
LOAD = "load_"
"""What the name of an office's load begins with."""
MOST_WORK = 300_000
"""Pieces of work in one run that a page can wait for: up to forty runs of both sides are made."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """Whose logs, and what is asked of them."""

    person: Person
    asked: Asked

    def log(self, role: str) -> Log:
        """The log chosen for a role. Raises Refused where it is not there any more."""
        return loaded(self.person, self.asked.logs[role]).log


def value(person: Person, today: str, accepted: Sequence[str], asked: Asked) -> dict[str, Any]:
    """The frozen value of a redesign, `today` being its process as a pack file. Raises Refused for what cannot be proved."""
    desk = _Desk(person, asked)
    name, made, pack = _study(today, accepted)
    if not made.accepted:
        raise Refused(
            "还没有采纳任何措施，没有可证明的。请先在流程页采纳措施。",
            "No move is accepted yet; accept some on the page of the process first.",
        )
    parts = {
        "nominal": nominal.nominal_json(made),
        "simulated": _simulated(desk, made),
        "measured": _measured(desk, made.process),
        "assumptions": nominal.assumptions_json(made),
    }
    of_file = Input("process", name, hashlib.sha256(today.encode()).hexdigest())
    shipped = list(inputs.law(pack))
    if parts["simulated"] or parts["measured"]:
        shipped += inputs.calendar(asked.calendar)
    found = [of_file, *inputs.named([*shipped, *_logs(desk)], _names(desk))]
    words = ["prove", name, *(word for id in accepted for word in ("--accept", id)), *asked.words()]
    return frozen((made.process, None), parts, words, found)


def plain(today: str, accepted: Sequence[str]) -> dict[str, Any]:
    """The value as far as no log and no staff are needed: what the page shows before anything is frozen."""
    name, made, pack = _study(today, accepted)
    parts: dict[str, Any] = {
        "nominal": nominal.nominal_json(made),
        "simulated": None,
        "measured": None,
    }
    parts["assumptions"] = nominal.assumptions_json(made)
    return frozen((made.process, None), parts, ["prove", name], inputs.named(inputs.law(pack), {}))


def _study(today: str, accepted: Sequence[str]) -> tuple[str, Study, Any]:
    """The file's name, the study of its process, its pack."""
    pack = read_together([("process.yaml", today.encode())])
    process = pack.processes[0]
    return f"{process.id}.yaml", study(process, packs.lawbook_for(pack), accepted), pack


def _logs(desk: _Desk) -> list[tuple[str, Any]]:
    return [(role, log_file(desk.person, id)) for role, id in desk.asked.logs.items()]


def _names(desk: _Desk) -> dict[str, str]:
    return {str(log_file(desk.person, id)): f"log-{id}.parquet" for id in desk.asked.logs.values()}


def _simulated(desk: _Desk, made: Study) -> dict[str, Any] | None:
    asked = desk.asked
    if not asked.simulates:
        return None
    of = _fitted(desk, made.process) if "fit" in asked.logs else None
    arrivals, period = _when(asked, of)
    if arrivals.per_day * period.days * len(made.process.steps) > MOST_WORK:
        raise Refused(
            "件数太多，页面上算不完；请用命令 jianzheng prove。",
            "So many cases are too much for a page; use the command jianzheng prove.",
        )
    name = f"log-{asked.logs['fit']}.parquet" if of else ""
    taken = Assumed(asked.effort, asked.people, dict(asked.staff), asked.hours)
    ground = Ground(taken, arrivals, period, asked.seed, Staffing(people=dict(asked.staff)), of, name)
    return simulated_json((made.process, made.after), ground)


def _fitted(desk: _Desk, process: Process) -> Fitted:
    """The hall of the log, of its cases before the cut where the same log is also measured."""
    log, asked = desk.log("fit"), desk.asked
    if asked.logs.get("log") == asked.logs["fit"]:
        log = log.chosen(kept.during(log, kept.EVER[0], asked.cut_at(log.zone)))
    roles = _roles(asked)
    check(log, roles)
    said = Said(dict(asked.steps), roles.applicant, office_column(log, roles))
    return fit(log, process, calendar(asked.calendar), said)


def _roles(asked: Asked) -> Roles:
    return Roles(frozenset(asked.applicant), {}, "")


def _when(asked: Asked, of: Fitted | None) -> tuple[Arrivals, Period]:
    if of is None:
        return Arrivals(asked.per_day or 0, asked.hours), Period(START, DAYS, calendar(asked.calendar))
    from dataclasses import replace

    rate = of.arrivals.per_day if asked.per_day is None else asked.per_day
    return replace(of.arrivals, per_day=rate), of.period


def _measured(desk: _Desk, process: Process) -> dict[str, Any] | None:
    asked = desk.asked
    if not asked.measures:
        return None
    if "log" in asked.logs:
        log = desk.log("log")
        late = kept.during(log, asked.cut_at(log.zone), kept.EVER[1])
        before, after = log.chosen(~late), log.chosen(late)
        if not (len(before) and len(after)):
            raise Refused("这一天之前或之后没有办件。", "No case began before that day, or none since.")
    else:
        before, after = desk.log("before"), desk.log("after")
    terms = Terms(calendar=calendar(asked.calendar), roles=_roles(asked))
    check(before, terms.roles)
    first = said_first(process, (before, after), dict(asked.steps))
    return measured_json(measured(before, after, terms, first))


def registered(value: dict[str, Any], language: str) -> dict[str, Any]:
    """The value as it is read: offices of this city by the names they are registered under."""
    told = value["simulated"]
    figures = {_office(name, language): row for name, row in told.get("figures", {}).items()}
    over = {
        side: [organ(one).title.within(language) for one in found]
        for side, found in told.get("overloaded", {}).items()
    }
    more = {name: each for name, each in (("figures", figures), ("overloaded", over)) if name in told}
    return {**value, "simulated": {**told, **more}}


def _office(figure: str, language: str) -> str:
    return (
        f"{LOAD}{organ(figure.removeprefix(LOAD)).title.within(language)}"
        if figure.startswith(LOAD)
        else figure
    )


def logs_there(person: Person, asked: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """The logs a proof was made from that are still there: role, number, title."""
    found = []
    for role in LOGS:
        word = asked.get(role, "")
        if word.isdecimal():
            try:
                found.append((role, int(word), log_row(person, int(word)).title))
            except Refused:
                continue
    return found
