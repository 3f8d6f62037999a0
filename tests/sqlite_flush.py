"""What lets a test database be emptied although its events cannot be deleted: triggers step aside while Django flushes."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3.base import DatabaseOperations

_flush = DatabaseOperations.sql_flush


def sql_flush(self: DatabaseOperations, *args: Any, **named: Any) -> list[str]:
    """Django's statements, between dropping every trigger and making it again."""
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [
        *(f"DROP TRIGGER {name}" for name, _ in triggers),
        *_flush(self, *args, **named),
        *(sql for _, sql in triggers),
    ]


def install() -> None:
    """Do so from now on."""
    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]
