"""Processes out: pack YAML and JSON that read back to the same values, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import yaml

from jianzheng.core.ground import UNSTATED, Ground, GroundKind
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.pack import FORMAT

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pack_values(processes: Sequence[Process], id: str, title: Text) -> dict[str, Any]:
    """Processes in the shape of a pack file."""
    return {
        "format": FORMAT,
        "id": id,
        "title": _text(title),
        "processes": [_process(process) for process in processes],
    }


def to_yaml(process: Process) -> str:
    """One process as a pack file."""
    values = pack_values([process], process.id, process.title)
    return yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)


def to_json(process: Process) -> str:
    """One process as a pack file in JSON."""
    return json.dumps(pack_values([process], process.id, process.title), ensure_ascii=False, indent=1)


def _process(process: Process) -> dict[str, Any]:
    whole: dict[str, Any] = {"id": process.id, "title": _text(process.title)}
    if process.source:
        whole["source"] = process.source
    if process.conditions:
        whole["conditions"] = dict(process.conditions)
    if process.assumptions:
        whole["assumptions"] = [_text(text) for text in process.assumptions]
    for key in ("promised", "legal"):
        if getattr(process, key) is not None:
            whole[key] = getattr(process, key)
    whole["steps"] = [_step(step) for step in process.steps]
    whole["orders"] = [_order(order) for order in process.orders]
    return whole


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, **({"en": text.en} if text.en else {})}


def _step(step: Step) -> dict[str, Any]:
    values = _filled(step, skip=("place", "legal_days"))
    if step.legal_days is not None:
        values["legal"] = step.legal_days
    return values


def _order(order: Order) -> Any:
    return [order.before, order.after] if order.ground == UNSTATED else _filled(order)


def _filled(value: Any, skip: tuple[str, ...] = ("place",)) -> dict[str, Any]:
    """The fields of a value that differ from their defaults, by name."""
    kept: dict[str, Any] = {}
    for known in fields(value):
        inner = getattr(value, known.name)
        if known.name not in skip and known.name != "handling" and inner != known.default:
            kept[known.name] = _plain(inner)
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, Ground):
        cited = {} if value.kind is GroundKind.UNSTATED else {value.kind.value: value.cite or "—"}
        return {
            **cited,
            **{key: getattr(value, key) for key in ("quote", "when", "source") if getattr(value, key)},
        }
    if isinstance(value, Need) and value == Need(value.material, place=value.place):
        return value.material
    if is_dataclass(value):
        return _filled(value)
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def to_csv(process: Process) -> bytes:
    """The steps as CSV (UTF-8 with mark, so that Excel opens it): one row a step, with what it waits for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["id", "name", "office", "days", "legal_days", "waits_for", "materials", "ground", "cite"]
    )
    waits: dict[str, list[str]] = {}
    for order in process.orders:
        waits.setdefault(order.after, []).append(order.before)
    for step in process.steps:
        papers = "；".join(need.material for need in step.needs)
        days = ["" if value is None else value for value in (step.days, step.legal_days)]
        row = [
            step.id,
            step.name,
            step.office,
            *days,
            " ".join(waits.get(step.id, ())),
            papers,
            step.ground.kind.value,
            step.ground.cite,
        ]
        writer.writerow([_safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
