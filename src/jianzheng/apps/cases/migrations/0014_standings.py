"""Standings kept before a case remembered the free lines of its one notice have room for them now."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

written_anew = import_module("jianzheng.apps.cases.migrations.0008_standings").written_anew


class Migration(migrations.Migration):
    """After what waits to be delivered."""

    dependencies = [("cases", "0013_serving")]
    operations = [migrations.RunPython(written_anew, migrations.RunPython.noop)]
