"""Files made by hand, byte by byte: honest ones, and the parts that hostile ones are put together from."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

MEGABYTE = 1024 * 1024


def png(wide: int = 4, high: int = 4, after: bytes = b"", comment: bytes = b"", note: bytes = b"") -> bytes:
    """A PNG of one grey; a `note` of that kind unpacks to 50 MB."""

    def block(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(b"\0" * (wide + 1) * min(high, 4))
    head = block(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    text = block(b"tEXt", b"Comment\0" + comment) if comment else b""
    text += block(note, b"n\0\0" + zlib.compress(b"\0" * 50 * MEGABYTE)) if note else b""
    return b"\x89PNG\r\n\x1a\n" + head + text + block(b"IDAT", rows) + block(b"IEND", b"") + after


def jpeg(wide: int = 8, high: int = 8, after: bytes = b"", comment: bytes = b"") -> bytes:
    """The blocks of a JPEG; its picture is one short run of bits."""
    comment = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, high, wide, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\xd2\xcf\x20\xff\x00\x11"
    start = b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    return start + comment + frame + scan + b"\xff\xd9" + after


def pdf(*objects: bytes, before: bytes = b"", after: bytes = b"", trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF written by hand; its first object is the catalogue."""
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return (
        before
        + body
        + b"trailer\n<<%s /Size %d>>\nstartxref\n9\n%%%%EOF\n" % (trailer, len(objects) + 1)
        + after
    )


def packed(inside: bytes, more: bytes = b"", shown: bytes | None = None) -> bytes:
    """A stream of packed objects."""
    body = shown if shown is not None else zlib.compress(inside)
    return b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (
        len(body),
        more,
        body,
    )


def archive(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of named parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return made.getvalue()


TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ENABLED = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
HONEST = (
    b"<R><Relationship Type='http://x/hyperlink' Target='https://x.example/a' TargetMode='External'/>"
    b"<Relationship Type='http://x/image' Target='media/image1.png'/></R>"
)
WORD = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"}
BOOK = {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"}
OFD = {
    "OFD.xml": b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>',
    "Doc_0/Document.xml": b"<ofd:Document/>",
}
PAGES = b"<</Type/Pages/Kids[]/Count 0>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R%s>>"
ACTING = CATALOGUE % b"/OpenAction 3 0 R"
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
EMPTY_ZIP = b"PK\x05\x06" + b"\0" * 18


def doubled() -> bytes:
    """A workbook that holds one part twice, so that two programs read two different ones."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name, content in [*BOOK.items(), ("xl/workbook2.xml", b"<workbook/>")]:
            into.writestr(name, content)
    return made.getvalue().replace(b"workbook2.xml", b"workbook.xml" + b"\0")


def lying() -> bytes:
    """A workbook whose part unpacks to more than its list says."""
    whole = bytearray(archive({**BOOK, "xl/big.xml": b"<x>" + b"0" * 50_000 + b"</x>"}))
    listed = whole.rfind(b"PK\x01\x02")
    whole[listed + 24 : listed + 28] = struct.pack("<I", 10)
    return bytes(whole)


def locked() -> bytes:
    """A zip that says its parts are encrypted."""
    whole = bytearray(archive(WORD))
    place = -1
    while (place := whole.find(b"PK\x01\x02", place + 1)) >= 0:
        whole[place + 8] |= 1
    return bytes(whole)


def crowded() -> bytes:
    """A zip with far more parts than a document has."""
    return archive({**BOOK, **{f"xl/{n}.xml": b"" for n in range(8000)}}, zipfile.ZIP_STORED)
