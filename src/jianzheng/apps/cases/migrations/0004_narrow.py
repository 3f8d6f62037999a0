"""Fewer and narrower rows: work and outbox are known by their case, SQLite keeps them and the events in the order of cases,
and what somebody has claimed is found by its own index."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYS = {
    "cases_event": ("case_id", "sequence"),
    "cases_work": ("case_id", "step"),
    "cases_outbox": ("case_id", "sequence"),
}
INDEXES = (
    "CREATE INDEX work_copies ON cases_work (organ, due_at, case_id, step) WHERE kind = 'copy'",
    "CREATE INDEX work_list ON cases_work (organ, due_at, case_id, step)",
    "CREATE INDEX work_claimed ON cases_work (organ, claimed_by, due_at, case_id, step) WHERE claimed_by > ''",
)
STAYS = [
    f"CREATE TRIGGER cases_event_stays_{verb} BEFORE {verb} ON cases_event"
    " BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    for verb in ("UPDATE", "DELETE")
]


def narrow(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Rebuild the tables, their rows as they are."""
    if editor.connection.vendor == "postgresql":
        statements = list(_altered())
    else:
        statements = [statement for table in KEYS for statement in _rebuilt(editor, table)] + STAYS
    for statement in (*statements, *INDEXES):
        editor.execute(statement)


def _altered() -> Any:
    for table, once in (("cases_work", "work_once_per_step"), ("cases_outbox", "outbox_once_per_event")):
        yield f"ALTER TABLE {table} DROP CONSTRAINT {once}"
        yield f"ALTER TABLE {table} DROP COLUMN id CASCADE"
        yield f"ALTER TABLE {table} ADD PRIMARY KEY ({', '.join(KEYS[table])})"


def _rebuilt(editor: BaseDatabaseSchemaEditor, table: str) -> Any:
    """The statements that give a table of SQLite the order of cases, without rowid."""
    with editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT name, type FROM pragma_table_info('{table}') WHERE name <> 'id'")
        columns = cursor.fetchall()
    kinds = ", ".join(f'"{name}" {type} NOT NULL{_checked(name, type)}' for name, type in columns)
    names = ", ".join(f'"{name}"' for name, _ in columns)
    key = ", ".join(KEYS[table])
    yield f"CREATE TABLE narrow_{table} ({kinds}, PRIMARY KEY ({key})) WITHOUT ROWID"
    yield f"INSERT INTO narrow_{table} ({names}) SELECT {names} FROM {table} ORDER BY {key}"
    yield f"DROP TABLE {table}"
    yield f"ALTER TABLE narrow_{table} RENAME TO {table}"


def _checked(name: str, type: str) -> str:
    return f' CHECK ("{name}" >= 0)' if "unsigned" in type else ""


def _key(model: str, second: str) -> Any:
    made = models.CompositePrimaryKey(
        "case_id", second, blank=True, editable=False, primary_key=True, serialize=False
    )
    return migrations.AddField(model_name=model, name="pk", field=made)


class Migration(migrations.Migration):
    """After the guard of the events, which is put on again."""

    dependencies = [
        ("cases", "0003_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(narrow)],
            state_operations=[
                migrations.RemoveConstraint(model_name="work", name="work_once_per_step"),
                migrations.RemoveConstraint(model_name="outbox", name="outbox_once_per_event"),
                migrations.RemoveIndex(model_name="work", name="work_list"),
                migrations.RemoveIndex(model_name="work", name="work_copies"),
                migrations.RemoveField(model_name="work", name="id"),
                migrations.RemoveField(model_name="outbox", name="id"),
                _key("work", "step"),
                _key("outbox", "sequence"),
                migrations.AddIndex(
                    model_name="work",
                    index=models.Index(fields=["organ", "due_at", "case", "step"], name="work_list"),
                ),
                migrations.AddIndex(
                    model_name="work",
                    index=models.Index(
                        condition=models.Q(("kind", "copy")),
                        fields=["organ", "due_at", "case", "step"],
                        name="work_copies",
                    ),
                ),
                migrations.AddIndex(
                    model_name="work",
                    index=models.Index(
                        condition=models.Q(("claimed_by__gt", "")),
                        fields=["organ", "claimed_by", "due_at", "case", "step"],
                        name="work_claimed",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="case",
            name="edition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="catalogue.published",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
