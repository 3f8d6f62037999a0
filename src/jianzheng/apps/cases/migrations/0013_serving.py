"""What waits to be delivered is found at once; standings say of a result to be undone whether its notice reached the holder."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from jianzheng.apps.cases.migrations._replayed import replayed
from jianzheng.core.case import alarm

written_anew = import_module("jianzheng.apps.cases.migrations.0008_standings").written_anew


def woken(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """A decision that undoes a result turns its light until it is delivered, also where the case had ended before."""
    cases, events = apps.get_model("cases", "Case"), apps.get_model("cases", "Event")
    undone = events.objects.filter(kind__in=("Revoked", "Recalled")).values_list("case_id", flat=True)
    rows = list(cases.objects.filter(pk__in=undone.distinct(), turns_at__isnull=True).only("id"))
    stands = replayed(events, [row.id for row in rows])
    for row in rows:
        row.turns_at = alarm(stands[row.id]) or None
    cases.objects.bulk_update(rows, ["turns_at"], batch_size=500)


class Migration(migrations.Migration):
    """After what the one notice named."""

    dependencies = [("cases", "0012_standings")]
    operations = [
        migrations.AddIndex(
            "work",
            models.Index(
                fields=["due_at", "case", "step"], name="work_serving", condition=models.Q(kind="serve")
            ),
        ),
        migrations.RunPython(written_anew, migrations.RunPython.noop),
        migrations.RunPython(woken, migrations.RunPython.noop),
    ]
