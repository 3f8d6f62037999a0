"""What waits to be answered or checked is open work: cases that were there before get their rows."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from jianzheng.apps.cases.mapping import WORK, work_rows
from jianzheng.apps.cases.migrations._replayed import replayed
from jianzheng.apps.catalogue.queries import service


def open_checks(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write the work rows that are missing; only what still turns, or has lapsed, can have any."""
    cases, work = apps.get_model("cases", "Case"), apps.get_model("cases", "Work")
    events = apps.get_model("cases", "Event")
    still = cases.objects.filter(Q(turns_at__isnull=False) | Q(standing__contains='"lapsed"'))
    for row in still.only("id", "edition_id").iterator(500):
        wanted = work_rows(replayed(events, [row.id])[row.id], service(row.edition_id))
        known = set(work.objects.filter(case_id=row.id).values_list("step", flat=True))
        work.objects.bulk_create(
            work(case_id=row.id, **dict(zip(WORK, wanted[step], strict=True)))
            for step in wanted.keys() - known
        )


class Migration(migrations.Migration):
    """After the tables were narrowed."""

    dependencies = [("cases", "0004_narrow"), ("catalogue", "0003_proof")]
    operations = [migrations.RunPython(open_checks, migrations.RunPython.noop)]
