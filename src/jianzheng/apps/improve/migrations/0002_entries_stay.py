"""Entries are append-only: a trigger on both databases refuses to change or delete one."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    f"CREATE TRIGGER improve_entry_stays_{verb} BEFORE {verb} ON improve_entry"
    " BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION improve_entry_stays() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'entries are append-only'; END $$",
    "CREATE TRIGGER improve_entry_stays BEFORE UPDATE OR DELETE ON improve_entry"
    " FOR EACH ROW EXECUTE FUNCTION improve_entry_stays()",
]


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the trigger on."""
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def release(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the trigger off."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER improve_entry_stays ON improve_entry")
        editor.execute("DROP FUNCTION improve_entry_stays()")
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER improve_entry_stays_{verb}")


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("improve", "0001_improve")]
    operations = [migrations.RunPython(guard, release)]
