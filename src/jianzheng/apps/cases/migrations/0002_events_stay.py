"""Events are append-only: a trigger on both databases refuses to change or delete one."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    f"CREATE TRIGGER cases_event_stays_{verb} BEFORE {verb} ON cases_event"
    " BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION cases_event_stays() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$",
    "CREATE TRIGGER cases_event_stays BEFORE UPDATE OR DELETE ON cases_event"
    " FOR EACH ROW EXECUTE FUNCTION cases_event_stays()",
]


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the trigger on."""
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def release(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the trigger off."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER cases_event_stays ON cases_event")
        editor.execute("DROP FUNCTION cases_event_stays()")
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER cases_event_stays_{verb}")


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("cases", "0001_cases")]
    operations = [migrations.RunPython(guard, release)]
