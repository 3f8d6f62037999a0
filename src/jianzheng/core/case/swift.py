"""Named tuples that are changed at every event, and so must be changed swiftly."""

from __future__ import annotations

from typing import Any


def swift(kind: Any) -> None:
    """Give a named tuple a `_replace` that copies a list: four times as fast as the one it comes with. It raises KeyError
    for a field the tuple has not."""
    places = {name: place for place, name in enumerate(kind._fields)}
    new = tuple.__new__

    def replaced(self: Any, /, **changed: Any) -> Any:
        row = list(self)
        for name, value in changed.items():
            row[places[name]] = value
        return new(kind, row)

    kind._replace = replaced
