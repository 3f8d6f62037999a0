"""A promise found false is on its checker's list only once something was handed in for it; not put right in time, it is on
that of whoever may annul."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from jianzheng.apps.cases.migrations._replayed import replayed

CHECKS, LAPSES = 20_000, 32_300


def nothing_came(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take off the checkers' lists what they cannot look at, and hand on what was not put right in time."""
    work, events = apps.get_model("cases", "Work"), apps.get_model("cases", "Event")
    false = events.objects.filter(kind="PromiseBroken").values_list("case_id", flat=True)
    for id, case in replayed(events, list(false.distinct())).items():
        listed = work.objects.filter(case_id=id, kind="check")
        for debt in (one for one in case.debts if one.kind == "false"):
            if debt.state == "open":
                listed.filter(step=CHECKS + debt.asked).delete()
            elif debt.state == "lapsed":
                listed.filter(step=CHECKS + debt.asked).update(step=LAPSES + debt.asked, kind="undo")


class Migration(migrations.Migration):
    """After what meetings left."""

    dependencies = [("cases", "0015_minutes")]
    operations = [migrations.RunPython(nothing_came, migrations.RunPython.noop)]
