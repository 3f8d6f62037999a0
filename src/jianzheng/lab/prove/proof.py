"""One frozen value: what page, paper and file print of a redesign, and what a reader recomputes and compares.

It is plain JSON. `digest` is the SHA-256 of everything else in it, so that nothing can be changed unseen; what it was computed
from is named with its own digest in `inputs`, and `command` computes it again. Same inputs, same bytes: it holds no date.
"""

from __future__ import annotations

import hashlib
import json
import math
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from jianzheng import __version__
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.study import Json, text_json

FORMAT = "jianzheng-proof/1"
DIGITS = 6
"""Digits behind the point that are kept: days to a tenth of a second."""
NEAR = 10**-DIGITS
"""Figures no further apart are the same: the last digit may round either way."""
UNSIMULATED = Text(
    "未仿真：没有给出日志，也没有给出收件量和人手。",
    "Not simulated: neither a log nor arrivals and staff were given.",
)
UNMEASURED = Text("未测量：没有给出上线后的日志。", "Not measured: no log after go-live was given.")
UNCOMPARED = ("versions", "digest")
"""What another machine may have otherwise, or what is checked last and in its own way."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing the proof was computed from: process, against, law, log, before or after; where it was; its SHA-256."""

    role: str
    name: str
    sha256: str


def frozen(
    process: tuple[Process, Process | None], parts: Json, command: Sequence[str], inputs: Sequence[Input]
) -> Json:
    """The value: `parts` are nominal, simulated, measured (None: absent, which is said) and assumptions."""
    before, other = process
    whole = {
        "format": FORMAT,
        "process": _named(before),
        "against": _named(other) if other else None,
        "command": list(command),
        "inputs": [{"role": i.role, "name": i.name, "sha256": i.sha256} for i in inputs],
        "versions": versions(),
        "nominal": parts["nominal"],
        "simulated": parts["simulated"] or {"absent": text_json(UNSIMULATED)},
        "measured": parts["measured"] or {"absent": text_json(UNMEASURED)},
        "assumptions": parts["assumptions"],
    }
    value: Json = settled(whole)
    return {**value, "digest": digest(value)}


def _named(process: Process) -> Json:
    return {"id": process.id, "title": text_json(process.title), "source": process.source}


def versions() -> dict[str, str]:
    """With what it was computed."""
    named = {name: version(name) for name in ("numpy", "numba")}
    return {"jianzheng": __version__, "python": platform.python_version(), **named}


def settled(value: Any) -> Any:
    """Plain JSON, numbers to DIGITS behind the point and no negative nothing."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, DIGITS) + 0.0
    if isinstance(value, dict):
        return {str(name): settled(each) for name, each in value.items()}
    return [settled(each) for each in value] if isinstance(value, list | tuple) else value


def digest(value: Json) -> str:
    """The SHA-256 of everything but the digest itself, names in order, without blanks."""
    rest = {name: each for name, each in value.items() if name != "digest"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def written(value: Json) -> bytes:
    """The file, the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Json:
    """The value of a file. Raises Refused for what is no proof."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or value.get("format") != FORMAT or not _whole(value):
        raise Refused(
            f"这不是简政的证明文件（{FORMAT}）。请用 jianzheng prove … --to 生成的 JSON 文件。",
            f"This is no proof ({FORMAT}). Give the JSON file written by jianzheng prove … --to.",
        )
    return value


def _whole(value: Json) -> bool:
    """Whether it says what to compute again and from what."""
    command, inputs = value.get("command"), value.get("inputs")
    if not (isinstance(command, list) and all(isinstance(word, str) for word in command) and command):
        return False
    parts = ("role", "name", "sha256")
    return isinstance(inputs, list) and all(
        isinstance(row, dict) and all(isinstance(row.get(part), str) for part in parts) for row in inputs
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a proof is not what is found again: the way to it, what stands there, what was found."""

    path: str
    kept: object
    again: object

    @property
    def said(self) -> Text:
        """The difference in words."""
        kept, again = (_short(each) for each in (self.kept, self.again))
        if self.path == "digest":
            return Text(
                f"证明被改动过：文件写明摘要 {kept}，按内容计算为 {again}。",
                f"The proof was altered: it states the digest {kept}, its content has {again}.",
            )
        return Text(
            f"第一处不同：{self.path}，证明中为 {kept}，重算为 {again}。",
            f"The first difference: {self.path}; the proof says {kept}, recomputed {again}.",
        )


def _short(value: object) -> str:
    text = "无 nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 90 else text[:80] + "…"


def difference(kept: Json, again: Json) -> Difference | None:
    """The first difference between a proof and the value found again; last of all, whether its digest is its own."""
    found = next(_differing("", _compared(kept), _compared(again)), None)
    own = digest(kept)
    if found is None and kept.get("digest") != own:
        return Difference("digest", kept.get("digest"), own)
    return found


def _compared(value: Json) -> Json:
    return {name: each for name, each in value.items() if name not in UNCOMPARED}


def _differing(path: str, kept: Any, again: Any) -> Iterator[Difference]:
    """Every difference, in the order of the file."""
    if isinstance(kept, dict) and isinstance(again, dict):
        names = [*again, *(name for name in kept if name not in again)]
        for name in names:
            place = f"{path}.{name}" if path else name
            yield from _differing(place, kept.get(name), again.get(name))
    elif isinstance(kept, list) and isinstance(again, list):
        for place in range(max(len(kept), len(again))):
            sides = (each[place] if place < len(each) else None for each in (kept, again))
            yield from _differing(f"{path}[{place}]", *sides)
    elif not _same(kept, again):
        yield Difference(path, kept, again)


def _same(kept: Any, again: Any) -> bool:
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (kept, again))
    if numbers:
        return math.isclose(kept, again, rel_tol=1e-9, abs_tol=NEAR)
    return type(kept) is type(again) and bool(kept == again)
