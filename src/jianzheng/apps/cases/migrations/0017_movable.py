"""A holiday notice moves every running clock: a case counts as movable where any of its clocks is, archived or not."""

from __future__ import annotations

from itertools import islice

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from jianzheng.apps.cases.migrations._replayed import replayed
from jianzheng.core.case import movable

MANY = 500


def look_anew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Mark what may move: open cases, and archived ones in which a result is to be undone."""
    cases, events = apps.get_model("cases", "Case"), apps.get_model("cases", "Event")
    intended = events.objects.filter(kind="Intended").values_list("case_id", flat=True)
    wanted = cases.objects.filter(Q(ended_at=None) | Q(pk__in=intended.distinct()))
    ids = iter(wanted.order_by("pk").values_list("pk", flat=True))
    while lot := list(islice(ids, MANY)):
        moving = [id for id, case in replayed(events, lot).items() if movable(case)]
        cases.objects.filter(pk__in=lot).update(provisional=False)
        cases.objects.filter(pk__in=moving).update(provisional=True)


class Migration(migrations.Migration):
    """After the lists of checks."""

    dependencies = [("cases", "0016_nothing_to_check")]
    operations = [
        migrations.RemoveIndex("case", "case_provisional"),
        migrations.RunPython(look_anew, migrations.RunPython.noop),
        migrations.AddIndex(
            "case", models.Index(fields=["id"], name="case_provisional", condition=Q(provisional=True))
        ),
    ]
