"""XES in: traces of a text, block by block, each block ending where a trace ends, so that a log need not fit in memory as text.

The blocks are read by the compiled scan; what it does not know goes to an XML parser (see xes_slow), with the same result.
Of a trace `concept:name` is the case's number; of an event `concept:name` is the activity, `time:timestamp` when it
happened, `start_timestamp` when it began and `org:resource` who did it. Everything else is kept under its key.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from io import BufferedReader

import numpy as np

from jianzheng.core.refusal import Refused
from jianzheng.lab.kernels import dates, scan
from jianzheng.lab.log import xes_slow
from jianzheng.lab.log.gathered import Gathered
from jianzheng.lab.log.report import Imported, Progress, Report, going
from jianzheng.lab.log.texts import Bytes, Numbers, coded
from jianzheng.lab.log.xes_slow import Bytewise

BLOCK = 32 * 1024 * 1024
TRACE_END = b"</trace>"
PLAIN = {"utf-8", "ascii"}
DATE = ord("d")
_ENCODING = re.compile(rb"""^[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def read_xes(
    opened: Callable[[], BufferedReader], zone: str, progress: Progress | None = None, size: int = 0
) -> Imported:
    """The log of an XES file; `opened` opens it anew as plain bytes, `size` is for progress. Raises Refused for what is no
    XES, with the line where it breaks."""
    log, done = Gathered(zone), 0
    with opened() as file:
        for block in _blocks(utf8(file)):
            if not _scanned(np.frombuffer(block, np.uint8), log):
                break
            done += len(block)
            going(progress, done, size)
        else:
            return log.imported(Report(format="XES"))
    slow = Gathered(zone)
    with opened() as file:
        xes_slow.gather(utf8(file), slow, lambda done: going(progress, done, size))
    return slow.imported(Report(format="XES"))


def utf8(file: BufferedReader) -> Bytewise:
    """The file as UTF-8, whatever its first bytes say it is written in. Raises Refused for an encoding nobody knows."""
    head = file.peek(1024)[:1024]
    if head.startswith(codecs.BOM_UTF8):
        file.read(len(codecs.BOM_UTF8))
        head = head[len(codecs.BOM_UTF8) :]
    named = _ENCODING.match(head)
    name = "utf-16" if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""
    name = name or (named.group(1).decode() if named else "utf-8")
    try:
        if codecs.lookup(name).name in PLAIN:
            return file
        return codecs.EncodedFile(file, "utf-8", name, "replace")
    except LookupError:
        raise Refused(
            f"不认识文件声明的编码“{name}”，请另存为 UTF-8。",
            f"The encoding “{name}” is not known; save the file as UTF-8.",
        ) from None


def _blocks(file: Bytewise) -> Iterator[bytes]:
    """The file in blocks that end with a trace, the last with the file."""
    rest = b""
    while piece := file.read(BLOCK):
        text = rest + piece
        cut = text.rfind(TRACE_END)
        if cut < 0:
            rest = text
            continue
        cut += len(TRACE_END)
        yield text[:cut]
        rest = text[cut:]
    if rest:
        yield rest


def _scanned(text: Bytes, log: Gathered) -> bool:
    """Gather a block by the compiled scan; False when it does not know what it finds."""
    rows, trace_of, state, error = scan.scan(text)
    if error != scan.ERROR:
        return False
    before = log.traces, log.events
    log.grow(int(state[scan.TRACES]), trace_of)
    log.nested += int(state[scan.SKIPPED])
    rows = rows[rows[:, scan.VALUE] >= 0]
    keys = coded(text, rows[:, scan.KEY], rows[:, scan.KEY_END], markup=True)
    kinds = (keys.codes * 4 + rows[:, scan.LEVEL]) * 2 + (rows[:, scan.KIND] == DATE)
    order = np.argsort(kinds, kind="stable")
    edges = np.flatnonzero(np.diff(kinds[order], prepend=-1))
    for run in np.split(order, edges[1:]):
        if len(run):
            _gather(text, rows[run], keys.names[keys.codes[run[0]]], log, before)
    return True


def _gather(text: Bytes, rows: Numbers, key: str, log: Gathered, before: tuple[int, int]) -> None:
    """The attributes of one key, level and kind."""
    level = int(rows[0, scan.LEVEL])
    owners = rows[:, scan.OWNER] + before[0 if level == scan.TRACE else 1]
    starts = np.ascontiguousarray(rows[:, scan.VALUE])
    ends = np.ascontiguousarray(rows[:, scan.VALUE_END])
    if rows[0, scan.KIND] == DATE:
        log.times((level, key), owners, dates.moments(starts, ends, text))
    else:
        log.texts((level, key), owners, coded(text, starts, ends, markup=True))
