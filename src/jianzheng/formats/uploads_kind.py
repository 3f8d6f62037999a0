"""The kinds of file an applicant may bring, and how a file is told that it may not."""

from __future__ import annotations

from enum import StrEnum

from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text


class NotTaken(Refused):
    """A file cannot be taken as it is; the message says what to do with it."""


class FileKind(StrEnum):
    """What a file is by its content."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "text"

    @property
    def label(self) -> Text:
        """The word shown to people."""
        return _LABELS[self]

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of names that fit, the usual one first."""
        return _ENDINGS.get(self, (self.value,))


_LABELS = {
    FileKind.PDF: Text("PDF 文件", "PDF"),
    FileKind.PNG: Text("PNG 图片", "PNG picture"),
    FileKind.JPEG: Text("JPEG 图片", "JPEG picture"),
    FileKind.OFD: Text("OFD 版式文件", "OFD document"),
    FileKind.DOCX: Text("Word 文档", "Word document"),
    FileKind.XLSX: Text("Excel 工作簿", "Excel workbook"),
    FileKind.TEXT: Text("文本文件", "text file"),
}
_ENDINGS = {FileKind.JPEG: ("jpg", "jpeg", "jpe", "jfif"), FileKind.TEXT: ("txt", "csv")}
ACCEPTED = Text("PDF、OFD、JPG、PNG、docx、xlsx 或 txt", "PDF, OFD, JPG, PNG, docx, xlsx or txt")
