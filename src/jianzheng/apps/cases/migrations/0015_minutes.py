"""Standings say of a copy whether it is the minutes of a joint meeting."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

written_anew = import_module("jianzheng.apps.cases.migrations.0008_standings").written_anew


class Migration(migrations.Migration):
    """After the free lines of a notice."""

    dependencies = [("cases", "0014_standings")]
    operations = [migrations.RunPython(written_anew, migrations.RunPython.noop)]
