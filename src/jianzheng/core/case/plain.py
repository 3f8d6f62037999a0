"""Events as JSON and back, and the hash that chains them: what stands in the database and in exports.

A field that has its default is left out of an event; a clock is a list in field order, without what it has at its end only
once it was stopped or lengthened.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from itertools import compress
from operator import attrgetter, ne
from typing import Any

from jianzheng.core.case import events as e
from jianzheng.core.case.clocks import Clock, Light

Plain = dict[str, Any]
GENESIS = b""

_MISSING = object()


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """How the fields of those names are read at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda event: tuple(getattr(event, name) for name in names)


_NAMES = {kind: tuple(field.name for field in dataclasses.fields(kind)) for kind in e.EVENTS}
_VALUES = {kind: _values(names) for kind, names in _NAMES.items()}
_DEFAULTS = {
    kind: tuple(
        _MISSING if field.default is dataclasses.MISSING else field.default
        for field in dataclasses.fields(kind)
    )
    for kind in e.EVENTS
}
_NAMED = {kind.__name__: kind for kind in e.EVENTS}


def kind_of(event: Any) -> str:
    """The name of an event: "Accepted"."""
    return type(event).__name__


def said(event: Any) -> Plain:
    """What an event says, ready for JSON: defaults left out; clocks, as named tuples, become lists in field order."""
    kind = type(event)
    values = _VALUES[kind](event)
    fields = dict(compress(zip(_NAMES[kind], values, strict=True), map(ne, values, _DEFAULTS[kind])))
    for name, short in _SHORTENED[kind]:
        if name in fields:
            fields[name] = short(fields[name])
    return fields


def dumps(event: Any) -> str:
    """An event as compact JSON."""
    return json.dumps(said(event), ensure_ascii=False, separators=(",", ":"))


def loads(kind: str, text: str) -> Any:
    """The event of a kind from its JSON. Raises KeyError for an unknown kind, TypeError for unknown fields."""
    made = _NAMED[kind]
    readers = _READERS[made]
    return made(**{name: readers[name](value) for name, value in json.loads(text).items()})


def _same(value: Any) -> Any:
    return value


def _tuples(value: Any) -> Any:
    return tuple(_tuples(inner) for inner in value) if isinstance(value, list) else value


def _clock(row: Any) -> Clock | None:
    return Clock(*row) if row is not None else None


def _opened(rows: Any) -> tuple[e.Opened, ...]:
    return tuple((step, _clock(row)) for step, row in rows)


def _short(clock: Clock | None) -> Any:
    return clock[:_PLAIN] if clock and clock[_PLAIN:] == _NEVER_TOUCHED else clock


def _short_opened(rows: tuple[e.Opened, ...]) -> Any:
    return [(step, _short(clock)) for step, clock in rows]


_NEVER_TOUCHED = tuple(Clock._field_defaults.values())
_PLAIN = len(Clock._fields) - len(_NEVER_TOUCHED)
_SHORT: dict[str, Callable[[Any], Any]] = {
    "Clock": _short,
    "Clock | None": _short,
    "tuple[Opened, ...]": _short_opened,
}
_SHORTENED: dict[type, tuple[tuple[str, Callable[[Any], Any]], ...]] = {
    kind: tuple(
        (field.name, _SHORT[str(field.type)])
        for field in dataclasses.fields(kind)
        if str(field.type) in _SHORT
    )
    for kind in e.EVENTS
}
_BY_TYPE: dict[str, Callable[[Any], Any]] = {
    "Clock": _clock,
    "Clock | None": _clock,
    "tuple[Opened, ...]": _opened,
    "Promises": _tuples,
    "Light": Light,
}
_READERS: dict[type, dict[str, Callable[[Any], Any]]] = {
    kind: {
        field.name: _BY_TYPE.get(str(field.type), _tuples if str(field.type).startswith("tuple") else _same)
        for field in dataclasses.fields(kind)
    }
    for kind in e.EVENTS
}


def link(before: bytes, number: str, sequence: int, at: int, written: tuple[str, str, str]) -> bytes:
    """The hash (SHA-256) of an event chained to the one before: `written` = kind, by and the event's JSON as it is kept."""
    kind, by, text = written
    line = f"{number}\n{sequence}\n{at}\n{kind}\n{by}\n{text}".encode()
    return hashlib.sha256(before + line).digest()
