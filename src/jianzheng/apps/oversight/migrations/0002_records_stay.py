"""Records are append-only: a trigger on both databases refuses to change or delete one."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    f"CREATE TRIGGER oversight_record_stays_{verb} BEFORE {verb} ON oversight_record"
    " BEGIN SELECT RAISE(ABORT, 'records are append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION oversight_record_stays() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'records are append-only'; END $$",
    "CREATE TRIGGER oversight_record_stays BEFORE UPDATE OR DELETE ON oversight_record"
    " FOR EACH ROW EXECUTE FUNCTION oversight_record_stays()",
]


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the trigger on."""
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def release(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the trigger off."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER oversight_record_stays ON oversight_record")
        editor.execute("DROP FUNCTION oversight_record_stays()")
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER oversight_record_stays_{verb}")


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("oversight", "0001_oversight")]
    operations = [migrations.RunPython(guard, release)]
