"""The post: events somebody must hear of are handed to what reacts to them, each exactly once in the database."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from jianzheng.apps.cases.models import Outbox
from jianzheng.apps.cases.rules import moment

LEASE = int(os.environ.get("JOBS_LEASE", "60"))
"""Seconds a worker has for what it took; after a crash somebody else takes it up."""
MOST = 50
Reaction = Callable[..., None]
log = logging.getLogger(__name__)


def take(*, now: dt.datetime, most: int = MOST) -> list[Any]:
    """Take rows of the outbox for a minute: nobody else gets them, and after a crash somebody does."""
    at = moment(now)
    if not Outbox.objects.filter(taken_until__lte=at).exists():
        return []
    skip = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_outbox SET taken_until = %s, tries = tries + 1 WHERE (case_id, sequence) IN"
            " (SELECT case_id, sequence FROM cases_outbox WHERE taken_until <= %s"
            f" ORDER BY case_id, sequence LIMIT %s{skip}) RETURNING case_id, sequence, kind",
            (at + LEASE, at, most),
        )
        return sorted(cursor.fetchall())


def deliver(*, now: dt.datetime, most: int = MOST) -> int:
    """Hand over what waits; how many rows were. One that fails is tried again after its lease, later each time."""
    reactions: Mapping[str, Sequence[Reaction]] = import_string(settings.REACTIONS)
    done = 0
    for case, sequence, kind in take(now=now, most=most):
        try:
            with transaction.atomic():
                # Whoever deletes the row does the work: a second worker finds nothing and changes nothing.
                if Outbox.objects.filter(case_id=case, sequence=sequence).delete()[0]:
                    for react in reactions.get(kind, ()):
                        react(case=case, sequence=sequence, now=now)
                    done += 1
        except Exception:
            log.exception("event %s of case %s could not be handed over", sequence, case)
    return done
