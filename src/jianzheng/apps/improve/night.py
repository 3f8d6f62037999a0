"""The night: every service in force looked at once, by whoever gets there first, and what is in force measured."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.improve import actions
from jianzheng.apps.improve.models import PUBLISHED, Look, Proposal
from jianzheng.core.refusal import Refused


def due(now: dt.datetime) -> list[Published]:
    """The editions in force not looked at this night; an edition that has just begun is as due as any other."""
    night = actions.night_of(now)
    waits = Q(looked_on__isnull=True) | Q(looked_on__lt=night)
    done = Look.objects.exclude(waits).values("service")
    leased = Look.objects.filter(taken_until__gt=now).values("service")
    rows = Published.objects.filter(in_force_until__isnull=True).defer("text")
    return list(rows.exclude(service__in=done).exclude(service__in=leased))


def look(*, edition: Published, now: dt.datetime) -> bool:
    """Look at one edition in force, if nobody else does; whether something was written."""
    lease = actions.take(offered=edition.service, night=actions.night_of(now), now=now)
    if lease is None:
        return False
    # The laboratory is heavy to load; a round with nothing to look at does without it.
    from jianzheng.apps.improve.effects import measured
    from jianzheng.apps.improve.mined import mined

    for row in Proposal.objects.filter(service=edition.service, state__in=PUBLISHED).select_related(
        "edition", "published"
    ):
        if row.published:
            actions.measure(proposal=row.pk, measured=measured(row.edition, row.published, now), now=now)
    try:
        seen = mined(edition, now)
    except Refused as refused:
        return actions.missed(offered=edition.service, refused=refused, lease=lease, now=now)
    found = [(str(one.kind), one.id, one.move, one.total, shown) for one, shown in seen.found]
    return actions.seen(edition=edition, found=found, cases=seen.cases, lease=lease, now=now)
