"""Tables of texts out of files: CSV in any usual encoding and separator, packed or not, read in pieces; Excel workbooks."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any

from jianzheng.core.refusal import Refused

SAMPLE = 1 << 18
SEPARATORS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODINGS = ("utf-8", "gb18030", "cp1252")


@dataclass(frozen=True, slots=True)
class Form:
    """How a CSV file is written; both empty for a workbook."""

    encoding: str = ""
    separator: str = ""


@dataclass(slots=True)
class Sheet:
    """A table: its columns' names, and its rows in pieces of Arrow text columns. `bad` grows as lines of a wrong length are
    passed over. To be used in a `with`, which closes the file."""

    names: list[str]
    form: Form
    pieces: Iterator[Any]
    bad: list[str]
    file: BufferedReader | None = None

    def __enter__(self) -> Sheet:
        return self

    def __exit__(self, *_: object) -> None:
        if self.file is not None:
            self.file.close()


def csv_sheet(opened: Callable[[], BufferedReader], form: Form | None = None) -> Sheet:
    """The table of a CSV file. Raises Refused for what is no text."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    with opened() as file:
        form = form or written_as(file.read(SAMPLE))
    bad: list[str] = []

    def odd(row: Any) -> str:
        bad.append((row.text or "")[:80])
        return "skip"

    texts, file = _all_texts(opened, form), opened()
    try:
        reader = arrow_csv.open_csv(
            file,
            read_options=arrow_csv.ReadOptions(
                encoding=form.encoding.removesuffix("-sig"), block_size=1 << 24
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=form.separator, newlines_in_values=True, invalid_row_handler=odd
            ),
            convert_options=texts,
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as broken:
        file.close()
        raise _no_table(broken) from None
    return Sheet(list(reader.schema.names), form, _pieces(reader), bad, file)


def _all_texts(opened: Callable[[], BufferedReader], form: Form) -> Any:
    """Every column as text, the empty ones unknown."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    with opened() as file:
        head = file.read(SAMPLE).decode(form.encoding, "replace").removeprefix("\ufeff")
    names = next(csv.reader(head.splitlines(), delimiter=form.separator), [])
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(
            f"表头里有两列都叫“{twice}”，请改名后再导入。",
            f"Two columns are called “{twice}”; rename one and import again.",
        )
    return arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        strings_can_be_null=True,
        null_values=["", "NULL", "null", "NA"],
    )


def _pieces(reader: Any) -> Iterator[Any]:
    """The pieces of a CSV file. Raises Refused where it breaks off."""
    import pyarrow as pa

    while True:
        try:
            yield reader.read_next_batch()
        except StopIteration:
            return
        except (pa.ArrowInvalid, UnicodeDecodeError) as broken:
            raise _no_table(broken) from None


def _no_table(broken: Exception) -> Refused:
    said = " ".join(str(broken).split())[:200]
    return Refused(
        f"不能读作表格：{said}。请检查分隔符和编码。", f"No table: {said}. Check separator and encoding."
    )


def written_as(sample: bytes) -> Form:
    """Encoding and separator, by the first bytes."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return Form(encoding, _separator(sample.decode(encoding, "replace")))
    for encoding in ENCODINGS:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample, final=False)
        except UnicodeDecodeError:
            continue
        return Form(encoding, _separator(text))
    return Form("latin-1", _separator(sample.decode("latin-1")))


def _separator(text: str) -> str:
    """The separator that cuts the first lines into the same number of parts, the more the better."""
    lines = [line for line in text.splitlines()[:50] if line.strip()][:-1] or text.splitlines()[:1]

    def parts(mark: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark)]
        usual = max(set(counts), key=counts.count) if counts else 1
        return (
            usual if usual > 1 and counts.count(usual) >= 0.8 * len(counts) else 0,
            -SEPARATORS.index(mark),
        )

    return max(SEPARATORS, key=parts)


def workbook_sheet(path: Path) -> Sheet:
    """The first sheet of an Excel workbook, dates written as ISO. Raises Refused for what is none."""
    import pyarrow as pa
    from python_calamine import CalamineError, load_workbook

    try:
        rows = load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=True)
    except CalamineError as broken:
        raise Refused(f"打不开工作簿：{broken}。", f"Cannot open the workbook: {broken}.") from None
    if not rows:
        raise Refused("工作簿的第一张表是空的。", "The first sheet of the workbook is empty.")
    names = [_said(cell) or f"#{n + 1}" for n, cell in enumerate(rows[0])]
    columns = [[_said(cell) for cell in column] for column in zip(*rows[1:], strict=True)]
    batch = pa.RecordBatch.from_arrays(
        [pa.array(c, pa.string()) for c in columns] or [], names if columns else []
    )
    return Sheet(names, Form(), iter([batch]), [])


def _said(cell: Any) -> str | None:
    """A cell as text; None when it is empty."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
