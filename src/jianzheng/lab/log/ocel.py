"""OCEL 2.0 in, from JSON, XML or SQLite, laid flat on one type of object: its objects are the cases.

An event that belongs to several such objects counts once in each, and the report says how many do; events of none are left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from xml.parsers import expat

import numpy as np

from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.kernels.scan import EVENT, TRACE
from jianzheng.lab.log.gathered import AT, NAME, WHO, Gathered
from jianzheng.lab.log.log import Coded
from jianzheng.lab.log.report import Imported, Oddity, Progress, Report, going
from jianzheng.lab.log.xes_slow import moments

NO_OCEL = Refused(
    "不是 OCEL 2.0 文件：缺少 events 或 objects。"
    "请导入含 events 和 objects 的 OCEL 2.0（JSON、XML、SQLite），或 XES、Parquet、CSV、Excel。",
    "Not an OCEL 2.0 file: it has no events or no objects."
    " Bring an OCEL 2.0 file (JSON, XML, SQLite) with both, or XES, Parquet, CSV or Excel.",
)


@dataclass(frozen=True, slots=True)
class Thing:
    """An event or an object: its type, moment (of events), texts by name, and the objects an event belongs to."""

    id: str
    kind: str
    at: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    objects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ocel:
    """What an OCEL file holds."""

    objects: list[Thing]
    events: list[Thing]


def read_ocel(
    path: Path,
    opened: Callable[[], BufferedReader],
    kind: str,
    zone: str,
    progress: Progress | None,
    objects: str = "",
) -> Imported:
    """The log of an OCEL file of a kind ("ocel_json", "ocel_xml", "ocel_sqlite"), laid flat on the type `objects`; without one
    on the type whose objects have the most events. Raises Refused, naming the types there are."""
    ocel = _FROM[kind](path, opened)
    going(progress, 1, 2)
    imported = flat(ocel, objects, zone)
    going(progress, 2, 2)
    return imported


def flat(ocel: Ocel, objects: str, zone: str) -> Imported:
    """The events of the objects of one type."""
    type_of = {thing.id: thing.kind for thing in ocel.objects}
    met = Counter(kind for event in ocel.events for kind in {type_of.get(id, "") for id in event.objects})
    known = sorted(set(type_of.values()))
    if not known or not ocel.events:
        raise NO_OCEL
    objects = objects or max(known, key=lambda kind: (met[kind], kind))
    if objects not in known:
        raise Refused(
            f"文件里没有“{objects}”类对象；有：{'、'.join(known)}。",
            f"There are no objects of type “{objects}”; there are: {', '.join(known)}.",
        )
    report = Report(format="OCEL 2.0", rows=len(ocel.events))
    report.notes.append(Text(f"以“{objects}”类对象为办件", f"objects of type “{objects}” are the cases"))
    return _flattened(ocel, objects, type_of, zone, report)


def _flattened(ocel: Ocel, objects: str, type_of: dict[str, str], zone: str, report: Report) -> Imported:
    cases = [thing for thing in ocel.objects if thing.kind == objects]
    place = {thing.id: number for number, thing in enumerate(cases)}
    pairs = [
        (place[id], event)
        for event in ocel.events
        for id in dict.fromkeys(event.objects)
        if type_of.get(id) == objects
    ]
    several = sum(sum(id in place for id in set(event.objects)) > 1 for event in ocel.events)
    report.add(Oddity.TWICE, several)
    report.add(Oddity.OUTSIDE, sum(not any(id in place for id in event.objects) for event in ocel.events))
    log, rows = Gathered(zone), np.arange(len(pairs), dtype=np.int64)
    log.grow(len(cases), np.array([case for case, _ in pairs], np.int64))
    log.texts((TRACE, NAME), np.arange(len(cases), dtype=np.int64), _coded([thing.id for thing in cases]))
    log.texts((EVENT, NAME), rows, _coded([event.kind for _, event in pairs]))
    log.times((EVENT, AT), rows, moments([event.at for _, event in pairs]))
    for key in dict.fromkeys(name for _, event in pairs for name in event.texts):
        having = [n for n, (_, event) in enumerate(pairs) if key in event.texts]
        known = WHO if key in (WHO, "resource") else key
        log.texts(
            (EVENT, known), np.array(having, np.int64), _coded([pairs[n][1].texts[key] for n in having])
        )
    for key in dict.fromkeys(name for thing in cases for name in thing.texts):
        having = [n for n, thing in enumerate(cases) if key in thing.texts]
        log.texts((TRACE, key), np.array(having, np.int64), _coded([cases[n].texts[key] for n in having]))
    rows_read = report.rows
    imported = log.imported(report)
    report.rows = rows_read
    return imported


def _coded(texts: list[str]) -> Coded:
    place = {text: code for code, text in enumerate(dict.fromkeys(texts))}
    return Coded(np.array([place[text] for text in texts], np.int32), tuple(place))


def _json(path: Path, opened: Callable[[], BufferedReader]) -> Ocel:
    with opened() as file:
        try:
            whole = json.load(file)
            return Ocel([_thing(row) for row in whole["objects"]], [_thing(row) for row in whole["events"]])
        except (ValueError, RecursionError) as broken:
            raise Refused(f"不是完整的 JSON：{broken}。", f"Not a whole JSON file: {broken}.") from None
        except (KeyError, TypeError, AttributeError):
            raise NO_OCEL from None


def _thing(row: dict[str, object]) -> Thing:
    """An event or object of OCEL-JSON."""
    texts = {str(a["name"]): str(a["value"]) for a in _list(row.get("attributes"))}
    objects = tuple(str(r["objectId"]) for r in _list(row.get("relationships")))
    return Thing(str(row["id"]), str(row["type"]), str(row.get("time", "")), texts, objects)


def _list(rows: object) -> Iterable[dict[str, object]]:
    return rows if isinstance(rows, list) else ()


def _xml(path: Path, opened: Callable[[], BufferedReader]) -> Ocel:
    seen = _Seen()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = seen.start, seen.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = seen.text, seen.no_types
    with opened() as file:
        try:
            parser.ParseFile(file)
        except expat.ExpatError as broken:
            raise Refused(
                f"不是完整的 XML 文件：第 {broken.lineno} 行。",
                f"Not a whole XML file: line {broken.lineno}.",
            ) from None
    return Ocel(seen.objects, seen.events)


class _Seen:
    """What the parser has met of OCEL-XML."""

    def __init__(self) -> None:
        self.objects: list[Thing] = []
        self.events: list[Thing] = []
        self.now: Thing | None = None
        self.related: list[str] = []
        self.key = ""
        self.value: list[str] = []

    def no_types(self, *_: object) -> None:
        """A document type is not read."""
        from jianzheng.lab.log.xes_slow import NO_TYPES

        raise NO_TYPES

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = tag.rpartition(" ")[2]
        if tag in ("event", "object") and "id" in given and "type" in given:
            self.now, self.related = Thing(given["id"], given["type"], given.get("time", "")), []
        elif tag == "attribute" and self.now is not None:
            self.key, self.value = given.get("name", ""), []
        elif tag in ("relationship", "object") and "object-id" in given:
            self.related.append(given["object-id"])

    def text(self, text: str) -> None:
        """Letters between tags."""
        if self.key:
            self.value.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        tag = tag.rpartition(" ")[2]
        if tag == "attribute" and self.now is not None and self.key:
            self.now.texts[self.key], self.key = "".join(self.value), ""
        elif tag == "event" and self.now is not None:
            now = self.now
            self.events.append(Thing(now.id, now.kind, now.at, now.texts, tuple(self.related)))
            self.now = None
        elif tag == "object" and self.now is not None and not self.now.at:
            self.objects.append(self.now)
            self.now = None


def _sqlite(path: Path, opened: Callable[[], BufferedReader]) -> Ocel:
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    try:
        related: dict[str, list[str]] = {}
        for row in database.execute("SELECT ocel_event_id, ocel_object_id FROM event_object"):
            related.setdefault(str(row[0]), []).append(str(row[1]))
        objects = [thing for thing in _tables(database, "object")]
        events = [
            Thing(t.id, t.kind, t.at, t.texts, tuple(related.get(t.id, ())))
            for t in _tables(database, "event")
        ]
    except sqlite3.DatabaseError:
        raise NO_OCEL from None
    finally:
        database.close()
    return Ocel(list({thing.id: thing for thing in reversed(objects)}.values())[::-1], events)


def _tables(database: sqlite3.Connection, what: str) -> Iterator[Thing]:
    """The events or objects, each type in a table of its own."""
    for kind, table in database.execute(f"SELECT ocel_type, ocel_type_map FROM {what}_map_type").fetchall():
        name = f"{what}_{table}".replace('"', '""')
        for row in database.execute(f'SELECT * FROM "{name}"'):
            cells = dict(row)
            id, at = str(cells.pop("ocel_id")), str(cells.pop("ocel_time", "") or "")
            cells.pop("ocel_changed_field", None)
            texts = {key: str(value) for key, value in cells.items() if value is not None}
            yield Thing(id, str(kind), at, texts)


_FROM = {"ocel_json": _json, "ocel_xml": _xml, "ocel_sqlite": _sqlite}
