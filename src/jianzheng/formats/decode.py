"""Bytes to text: UTF-8 and UTF-16 with or without a mark, else GB18030, the encodings offices use."""

from __future__ import annotations

import codecs
import re

from jianzheng.formats.problems import unreadable

LARGEST = 20_000_000
"""Most bytes of a text file; the largest real list seen has half a million."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NEVER_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


def decode(content: bytes, name: str) -> str:
    """The text of a file. Raises Unreadable for an empty, too large or binary one."""
    if len(content) > LARGEST:
        size, most = len(content) // 1_000_000, LARGEST // 1_000_000
        raise unreadable(
            name,
            f"文件有 {size} MB，超过 {most} MB。请拆分后再上传。",
            f"The file has {size} MB, more than {most} MB. Split it.",
        )
    text = _decoded(content)
    if text is None or _NEVER_IN_TEXT.search(text):
        raise unreadable(
            name,
            "不是文本文件（既不是 UTF-8 也不是 GB18030）。请另存为 CSV、YAML 或 xlsx。",
            "Not a text file (neither UTF-8 nor GB18030). Save it as CSV, YAML or xlsx.",
        )
    if not text.strip():
        raise unreadable(
            name, "文件是空的。请选择有内容的文件。", "The file is empty. Choose one with content."
        )
    return text


def _decoded(content: bytes) -> str | None:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
