"""What every room shows of a renewal: the licence named, until when it is valid, whether it was asked for in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.renewing import held, renewed
from jianzheng.apps.cases.rules import last_day, rules
from jianzheng.core.case.renewal import ask_by


@dataclass(frozen=True, slots=True)
class Renewal:
    """A renewal: the licence's number, whether it is on file, its last day (None = it sets no end), until when the renewal was
    to be asked for; `late` asked for after that, `expired` after the last day; `deemed` silence counts as renewing."""

    number: str
    on_file: bool
    until: date | None
    ask_by: date | None
    late: bool
    expired: bool
    deemed: bool


def renewal(found: Opened) -> Renewal | None:
    """The renewal a case asks for; None where it renews nothing."""
    named = renewed(found.service, found.form)
    if named is None:
        return None
    licence = held(found.service, found.form, but=found.case.number)
    if licence is None or not licence.until:
        return Renewal(named[1], licence is not None, None, None, False, False, False)
    last, asked = ask_by(rules(), licence.until), rules().day(found.case.applied_at)
    until = last_day(licence.until)
    expired = until is not None and asked > until
    return Renewal(licence.number, True, until, last, asked > last, expired, bool(found.case.renews_until))
