"""Processes out: pack YAML and JSON that read back to the same values, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import yaml

from jianzheng.core.clock import Unit
from jianzheng.core.ground import UNSTATED, Ground, GroundKind
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.pack import FORMAT, Pack
from jianzheng.formats.pack_watch import watch_values
from jianzheng.formats.steps_list import COLUMNS, FORMULA

Values = dict[str, Any]
UNNAMED = "—"
"""Written for a ground that says its kind and cites nothing."""


def pack_values(processes: Sequence[Process], id: str, title: Text) -> Values:
    """Processes in the shape of a pack file."""
    return values_of(Pack(id, title, tuple(processes)))


def values_of(pack: Pack) -> Values:
    """A pack in the shape of its file."""
    whole: Values = {"format": FORMAT, "id": pack.id, "title": text_values(pack.title)}
    if pack.source:
        whole["source"] = pack.source
    if pack.uses:
        whole["uses"] = list(pack.uses)
    if pack.lawbook_default:
        whole["lawbook_default"] = True
    if pack.processes:
        whole["processes"] = [
            values_of_process(process, process.id in pack.chains) for process in pack.processes
        ]
    if lawbook := _lawbook(pack.lawbook):
        whole["lawbook"] = lawbook
    if pack.matters:
        whole["matters"] = [values_as_filled(matter) for matter in pack.matters]
    whole |= watch_values(pack.lights, pack.ladder, pack.local)
    told = {"terms": pack.terms, "causes": pack.causes}
    return whole | {key: [values_with_texts(row) for row in rows] for key, rows in told.items() if rows}


def as_pack(content: Pack | Process) -> Pack:
    """A process as a pack of its own."""
    return content if isinstance(content, Pack) else Pack(content.id, content.title, (content,))


def to_yaml(content: Pack | Process) -> str:
    """A pack or one process as a pack file; places are not written, they are where a value was read."""
    return yaml.dump(
        values_of(as_pack(content)), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )


def to_json(content: Pack | Process) -> str:
    """A pack or one process as a pack file in JSON."""
    return json.dumps(values_of(as_pack(content)), ensure_ascii=False, indent=1)


def yaml_dumper() -> type[yaml.CSafeDumper]:
    """The dumper of every pack file."""
    return _Dumper


class _Dumper(yaml.CSafeDumper):
    """Quotes every text that looks like a number to us: to YAML 1.1 some, such as 1e5 and 08, do not."""


def _quoted(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    like_number = text[:1].isdigit() or text[:1] in "+-."
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if like_number else None)


_Dumper.add_representer(str, _quoted)


def values_of_process(process: Process, is_chain: bool = False) -> Values:
    """A process in the shape of a pack file."""
    whole: Values = {"id": process.id, "title": text_values(process.title)}
    if is_chain:
        whole["kind"] = "chain"
    if process.source:
        whole["source"] = process.source
    if process.conditions:
        whole["conditions"] = dict(process.conditions)
    if process.assumptions:
        whole["assumptions"] = [text_values(text) for text in process.assumptions]
    for key in ("promised", "legal"):
        if getattr(process, key) is not None:
            whole[key] = getattr(process, key)
    if process.en:
        whole["en"] = dict(process.en)
    whole["matters" if is_chain else "steps"] = [_step(step) for step in process.steps]
    whole["orders"] = [_order(order) for order in process.orders]
    return whole


def text_values(text: Text) -> Values:
    """A title in the shape of a pack file."""
    return {"zh": text.zh, **({"en": text.en} if text.en else {})}


def _step(step: Step) -> Values:
    values = values_as_filled(step, skip=("place", "legal_days"))
    if step.legal_days is not None:
        values["legal"] = step.legal_days
    return values


def _order(order: Order) -> Any:
    return [order.before, order.after] if order.ground == UNSTATED else values_as_filled(order)


def _lawbook(book: Lawbook) -> Values:
    concepts = [
        values_as_filled(concept)
        | ({"ground": _plain(book.grounds[concept.id])} if concept.id in book.grounds else {})
        for concept in book.concepts
    ]
    precedences = [
        {
            {"first": "before", "second": "after"}.get(key, key): value
            for key, value in values_as_filled(rule).items()
        }
        for rule in book.precedences
    ]
    parts = {
        "concepts": concepts,
        "precedences": precedences,
        "listings": [values_as_filled(listing) for listing in book.listings],
        "limits": [values_as_filled(limit) for limit in book.limits],
        "removals": [values_as_filled(removal) for removal in book.removals],
    }
    return {key: rows for key, rows in parts.items() if rows}


def values_as_filled(value: Any, skip: tuple[str, ...] = ("place",)) -> Values:
    """The fields of a value that differ from their defaults, by name."""
    kept: Values = {}
    for known in fields(value):
        inner = getattr(value, known.name)
        if known.name not in skip and inner != known.default:
            kept[known.name] = _plain(inner)
    return kept


def values_with_texts(value: Any) -> Values:
    """The same for terms and matters, whose titles are written as {zh, en} and whose units as words."""
    return _with_texts(values_as_filled(value))


def _with_texts(values: Values) -> Values:
    made: Values = {}
    for key, value in values.items():
        if isinstance(value, dict):
            made[key] = _with_texts(value)
        elif key in ("title", "result") and isinstance(value, (list, tuple)):
            made[key] = text_values(Text(*value))
        else:
            made[key] = value.value if isinstance(value, Unit) else value
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Ground):
        cited = {} if value.kind is GroundKind.UNSTATED else {value.kind.value: value.cite or UNNAMED}
        more = {
            key: getattr(value, key) for key in ("quote", "when", "when_en", "source") if getattr(value, key)
        }
        return {**cited, **more}
    if isinstance(value, Text):
        return text_values(value)
    if isinstance(value, Need) and value == Need(value.material, place=value.place):
        return value.material
    if is_dataclass(value):
        return values_as_filled(value)
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def to_csv(process: Process) -> bytes:
    """The steps as CSV (UTF-8 with mark, so that Excel opens it): one row a step, with what it waits for. Read back by
    `steps_list`; grounds of orders, origins of materials and what has no column are not in it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    waits: dict[str, list[str]] = {}
    for order in process.orders:
        waits.setdefault(order.after, []).append(order.before)
    for step in process.steps:
        days = ["" if value is None else value for value in (step.days, step.legal_days)]
        waits_for = "；".join(waits.get(step.id, ()))
        papers = "；".join(need.material for need in step.needs)
        row = [
            step.id,
            step.name,
            step.office,
            *days,
            waits_for,
            papers,
            step.ground.kind.value,
            step.ground.cite,
        ]
        writer.writerow([_safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
