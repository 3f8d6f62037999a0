"""Cases are found by the numbers of those in them; what answers a notice is kept until it is whole."""

from __future__ import annotations

import json

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from jianzheng.core.codes.applicant import tidy


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The applicants of the cases there are."""
    party, event = apps.get_model("cases", "Party"), apps.get_model("cases", "Event")
    applied = event.objects.filter(sequence=1, case__simulated=False).values_list("case__number", "data")
    rows = (
        party(number=number, code=tidy(json.loads(text).get("applicant", {}).get("code", "")))
        for number, text in applied.iterator()
    )
    party.objects.bulk_create((row for row in rows if row.code), batch_size=1000)


class Migration(migrations.Migration):
    """A row a number."""

    dependencies = [("cases", "0005_checks")]
    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=100)),
                ("number", models.CharField(max_length=50)),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("papers", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reply", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
