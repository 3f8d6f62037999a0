"""Renewal: until when it is to be asked for, and what the clock may make of silence (行政许可法第五十条)."""

from __future__ import annotations

import datetime as dt

from jianzheng.core.case.clocks import Moment, Rules
from jianzheng.core.case.terms import RENEW
from jianzheng.core.clock import Unit

RENEWED = "原证件编号"
"""The question of the form that names the licence to be renewed."""


def ask_by(rules: Rules, until: Moment) -> dt.date:
    """The last day to ask for the renewal of a licence that is valid until a moment: so many days before its last day."""
    term = rules.terms.get(RENEW.id, RENEW)
    day = rules.day(until - 1)
    if term.unit is not Unit.WORKING:
        return day - dt.timedelta(days=term.length)
    left = term.length
    while left:
        day -= dt.timedelta(days=1)
        left -= rules.calendar.is_working(day)
    return day


def deemed_from(rules: Rules, until: Moment, at: Moment) -> Moment:
    """When silence counts as renewing, for who asks at a moment: at the expiry; 0 = never, where the licence sets no end or has
    expired, and where it was asked for late, unless the place says otherwise."""
    if until <= at:
        return 0
    late = rules.day(at) > ask_by(rules, until)
    return until if not late or rules.local.late_renewal else 0
