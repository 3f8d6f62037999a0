"""The one door for logs: what a file is, by its content and not by its name, and the log it holds."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path
from typing import cast

from jianzheng.core.refusal import Refused
from jianzheng.lab.log.mapping import Mapping
from jianzheng.lab.log.ocel import read_ocel
from jianzheng.lab.log.report import Imported, Progress
from jianzheng.lab.log.sheets import Form, Sheet, csv_sheet, workbook_sheet

GZIP = b"\x1f\x8b"
PARQUET = b"PAR1"
SQLITE = b"SQLite format 3\x00"
ZIP = b"PK\x03\x04"
HEAD = 4096


def read(
    path: Path,
    *,
    mapping: Mapping | None = None,
    zone: str = "UTC",
    progress: Progress | None = None,
    objects: str = "",
) -> Imported:
    """The log of a file: XES, OCEL 2.0, Parquet, CSV, Excel, packed by gzip or not. `mapping` says which column of a table
    means what, `objects` which type of OCEL's objects are the cases. Raises Refused for what holds no log."""
    path = Path(path)
    if not path.is_file():
        raise Refused(f"找不到文件“{path}”。", f"There is no file “{path}”.")
    head, size = _head(path), path.stat().st_size
    kind = kind_of(head)
    try:
        if kind.startswith("ocel"):
            return read_ocel(path, opener(path), kind, zone, progress, objects)
        return _READERS[kind](path, mapping, zone, progress, size)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken(path) from None


def kind_of(head: bytes) -> str:
    """What a file is by its first bytes. Raises Refused for an empty one and for what is no text."""
    if head.startswith(PARQUET):
        return "parquet"
    if head.startswith(ZIP):
        return "workbook"
    if head.startswith(SQLITE):
        return "ocel_sqlite"
    if not head.strip():
        raise Refused("文件是空的。请选择有内容的文件。", "The file is empty. Choose one with content.")
    wide = head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if b"\x00" in head and not wide:
        raise Refused(
            "既不是日志也不是表格。可以导入：XES、OCEL、Parquet、CSV、Excel。",
            "This is neither a log nor a table. What can be read: XES, OCEL, Parquet, CSV, Excel.",
        )
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return "ocel_xml" if "<object" in text or "<event-types" in text else "xes"
    return "ocel_json" if text.startswith("{") else "table"


def _xes(path: Path, mapping: Mapping | None, zone: str, progress: Progress | None, size: int) -> Imported:
    from jianzheng.lab.log.xes import read_xes

    return read_xes(opener(path), zone, progress, size)


def _parquet(
    path: Path, mapping: Mapping | None, zone: str, progress: Progress | None, size: int
) -> Imported:
    from jianzheng.lab.log.parquet import read_parquet

    return read_parquet(path, mapping=mapping, zone=zone, progress=progress)


def _table(path: Path, mapping: Mapping | None, zone: str, progress: Progress | None, size: int) -> Imported:
    from jianzheng.lab.log.table import read_table

    with sheet(path) as table:
        return read_table(table, mapping, zone, progress)


def sheet(path: Path, form: Form | None = None) -> Sheet:
    """The table of a CSV file or a workbook, for the preview."""
    return workbook_sheet(path) if kind_of(_head(path)) == "workbook" else csv_sheet(opener(path), form)


_READERS = {"xes": _xes, "parquet": _parquet, "table": _table, "workbook": _table}


def broken(path: Path) -> Refused:
    """What is said of a compressed file that ends too early or is damaged."""
    return Refused(
        f"压缩文件“{path.name}”不完整或已损坏，请重新下载。",
        f"The compressed file “{path.name}” is cut off or damaged; fetch it again.",
    )


def opener(path: Path) -> Callable[[], BufferedReader]:
    """Opens the file as plain bytes, unpacked where it is gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    if packed:
        return lambda: cast(BufferedReader, gzip.open(path))
    return lambda: path.open("rb")


def _head(path: Path) -> bytes:
    """The first bytes, unpacked."""
    try:
        with opener(path)() as file:
            return file.read(HEAD)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken(path) from None
