"""Standings kept before a case remembered what its one notice named say it now, as their events do."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

written_anew = import_module("jianzheng.apps.cases.migrations.0008_standings").written_anew


class Migration(migrations.Migration):
    """After what an applicant chose to promise in answer to a notice."""

    dependencies = [("cases", "0011_reply_form")]
    operations = [migrations.RunPython(written_anew, migrations.RunPython.noop)]
