"""XES by an XML parser: for files the compiled scan does not know, and its twin in the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

import numpy as np

from jianzheng.core.refusal import Refused
from jianzheng.lab.kernels import dates
from jianzheng.lab.kernels.scan import EVENT, TRACE
from jianzheng.lab.log.gathered import Gathered
from jianzheng.lab.log.log import Coded

PIECE = 1 << 20
KINDS = {"string", "date", "int", "float", "boolean", "id", "list", "container"}
NO_TYPES = Refused(
    "这个 XML 文件带有文档类型声明（DOCTYPE），为安全起见不予读取；请删去后再导入。",
    "This XML file has a document type (DOCTYPE), which is not read for safety; remove it and import again.",
)


class Bytewise(Protocol):
    """Something bytes can be read from."""

    def read(self, size: int = ..., /) -> bytes:
        """The next bytes, none at the end."""


def gather(file: Bytewise, log: Gathered, tell: Callable[[int], None]) -> None:
    """Gather a whole file; `tell` hears how many bytes are done. Raises Refused where it is no XML, naming the line."""
    seen = _Seen()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = seen.start, seen.end
    parser.StartDoctypeDeclHandler = _no_types
    done = 0
    try:
        while piece := file.read(PIECE):
            parser.Parse(piece, False)
            done += len(piece)
            tell(done)
        parser.Parse(b"", True)
    except expat.ExpatError as broken:
        raise Refused(
            f"不是完整的 XML 文件：第 {broken.lineno} 行（{expat.ErrorString(broken.code)}）。",
            f"Not a whole XML file: line {broken.lineno} ({expat.ErrorString(broken.code)}).",
        ) from None
    seen.give(log)


def _no_types(*_: object) -> None:
    raise NO_TYPES


class _Seen:
    """What the parser has met: lists of owners and values by level, key and kind."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.traces = 0
        self.trace_of: list[int] = []
        self.nested = 0
        self.outside = 0
        self.found: dict[tuple[int, str, bool], tuple[list[int], list[str]]] = {}

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = tag.rpartition(" ")[2]
        if tag == "trace":
            self.traces += 1
        elif tag == "event" and "trace" in self.path:
            self.trace_of.append(self.traces - 1)
        elif tag == "event":
            self.outside += 1
        elif tag in KINDS and "trace" in self.path:
            self._attribute(tag, given)
        self.path.append(tag)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.path.pop()

    def _attribute(self, tag: str, given: dict[str, str]) -> None:
        level = {"trace": TRACE, "event": EVENT}.get(self.path[-1])
        if level is None:
            self.nested += 1
        elif "key" in given and "value" in given:
            owner = len(self.trace_of) - 1 if level == EVENT else self.traces - 1
            owners, values = self.found.setdefault((level, given["key"], tag == "date"), ([], []))
            owners.append(owner)
            values.append(given["value"])

    def give(self, log: Gathered) -> None:
        """Hand everything over."""
        log.grow(self.traces, np.array(self.trace_of, np.int64))
        log.nested += self.nested
        log.outside += self.outside
        for (level, key, dated), (owners, values) in self.found.items():
            rows = np.array(owners, np.int64)
            if dated:
                log.times((level, key), rows, moments(values))
            else:
                place = {value: code for code, value in enumerate(dict.fromkeys(values))}
                codes = np.array([place[value] for value in values], np.int32)
                log.texts((level, key), rows, Coded(codes, tuple(place)))


def moments(values: list[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The moments of texts in ISO 8601; NEVER where one cannot be read."""
    parts = [value.encode() for value in values]
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    starts = ends - np.array([len(part) for part in parts], np.int64)
    return dates.moments(starts, ends, np.frombuffer(b"".join(parts) or b" ", np.uint8))
