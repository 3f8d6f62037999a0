"""Standings kept before a case remembered how results are undone say it now, as their events do."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

written_anew = import_module("jianzheng.apps.cases.migrations.0008_standings").written_anew


class Migration(migrations.Migration):
    """After the index of licence numbers."""

    dependencies = [("cases", "0009_results")]
    operations = [migrations.RunPython(written_anew, migrations.RunPython.noop)]
