"""Standings kept before a case remembered until when its result is valid say it now, as their events do."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from jianzheng.apps.cases.migrations._replayed import replayed
from jianzheng.apps.cases.standing import standing

LOT = 500


def written_anew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write every standing from the events."""
    cases, events = apps.get_model("cases", "Case"), apps.get_model("cases", "Event")
    last = 0
    while rows := list(cases.objects.filter(id__gt=last).order_by("id").only("id")[:LOT]):
        stands = replayed(events, [row.id for row in rows])
        for row in rows:
            row.standing = standing(stands[row.id])
        cases.objects.bulk_update(rows, ["standing"])
        last = rows[-1].id


class Migration(migrations.Migration):
    """After the index of approvals."""

    dependencies = [("cases", "0007_approvals")]
    operations = [migrations.RunPython(written_anew, migrations.RunPython.noop)]
