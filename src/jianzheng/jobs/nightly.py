"""The nightly job: our own events exported, mined and filed, a few services a round so that the clock is never kept waiting."""

from __future__ import annotations

import datetime as dt
import logging
import time

from jianzheng.apps.improve.night import due, look

SECONDS = 2.0
"""No further service is begun in a round that has lasted so long."""
log = logging.getLogger(__name__)


def nightly(*, now: dt.datetime, seconds: float = SECONDS) -> int:
    """Look at the services not looked at this night, however long the machine was off; how many were. A service that breaks
    is left to the next lease, the others go on."""
    begun, done = time.monotonic(), 0
    for edition in due(now):
        if time.monotonic() - begun > seconds:
            break
        try:
            done += look(edition=edition, now=now)
        except Exception:
            log.exception("service %s could not be looked at; it is tried again", edition.service)
    return done
