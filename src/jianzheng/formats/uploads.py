"""What an applicant brings is what its content says, whatever its name: taken and made harmless, or refused with advice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianzheng.formats import uploads_pdf, uploads_pictures, uploads_zip
from jianzheng.formats.decode import decode
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.uploads_kind import ACCEPTED, FileKind, NotTaken
from jianzheng.formats.uploads_names import clean

MEBIBYTE = 1024 * 1024
# First bytes → what it is, for everything that is not taken but may be brought by mistake.
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "Windows 程序", "a Windows program"),
    (b"\x7fELF", "程序", "a program"),
    (b"\xcf\xfa\xed\xfe", "程序", "a program"),
    (b"\xfe\xed\xfa", "程序", "a program"),
    (b"\xca\xfe\xba\xbe", "程序", "a program"),
    (b"dex\n", "安卓程序", "an Android program"),
    (b"#!", "脚本", "a script"),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式", "a shortcut"),
    (b"\xd0\xcf\x11\xe0", "旧版或加密的 Office 文件", "an old or password-protected Office file"),
    (b"Rar!", "压缩包", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", "an archive"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"BZh", "压缩包", "an archive"),
    (b"\xfd7zXZ", "压缩包", "an archive"),
    (b"MSCF", "压缩包", "an archive"),
    (b"GIF8", "GIF 图片", "a GIF picture"),
    (b"BM", "BMP 图片", "a BMP picture"),
    (b"II*\0", "TIFF 图片", "a TIFF picture"),
    (b"MM\0*", "TIFF 图片", "a TIFF picture"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"%!PS", "PostScript 程序", "a PostScript program"),
)
_RIFF = re.compile(rb"RIFF.{4}(WEBP|WAVE|AVI )", re.DOTALL)
_HEIC = re.compile(rb".{4}ftyp(heic|heix|mif1|hevc|msf1)", re.DOTALL)
_WEB = re.compile(
    rb"<\s*(!doctype\s+html|html|script|svg|iframe|body|object|embed|img|meta|link|style|a\s)|<\?(php|xml)|javascript:",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"<\s*(!doctype\s+html|html|script|svg)[\s>]|<\?php", re.IGNORECASE)
_FORMULA = re.compile(r"""(?:^|[,;\t])\s*["']?\s*(?:=|[+\-@][^,;\t\n]*\|[^,;\t\n]*!)""", re.MULTILINE)
"""A cell that a spreadsheet runs; phone numbers and amounts begin with + and - too."""
_BINARY_ONLY = (b"MZ", b"BM")
_SNIFFED = 1024


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that may be kept: a harmless name, what it is, its content (a picture without what followed it)."""

    name: str
    kind: FileKind
    content: bytes


def check(name: str, content: bytes, most: int) -> Brought:
    """Decide by its content what a file of at most `most` bytes is. Raises NotTaken, saying what to do."""
    name, ending = clean(name)
    _sized(name, content, most)
    kind, content = _decided(name, content)
    if ending not in kind.endings:
        said, usual = kind.label, kind.endings[0]
        raise NotTaken(
            f"“{name}”其实是{said.zh}。请把扩展名改为 .{usual} 后上传，并确认没有选错文件。",
            f"“{name}” is really a {said.en}. Give it the ending .{usual}, and make sure it is the right file.",
        )
    if ending == "csv" and _FORMULA.search(decode(content, name)):
        raise NotTaken(
            f"“{name}”有以“=”等开头、会当作公式执行的单元格。请改为数值，或另存为 PDF 后上传。",
            f"“{name}” has cells that begin like a formula and would be run. Make them plain values, or save it as PDF.",
        )
    return Brought(name, kind, content)


def _sized(name: str, content: bytes, most: int) -> None:
    if not content:
        raise NotTaken(f"“{name}”是空的。请重新选择文件。", f"“{name}” is empty. Choose the file again.")
    if len(content) > most:
        size = f"{most / MEBIBYTE:.3g} MB"
        raise NotTaken(
            f"“{name}”有 {len(content) / MEBIBYTE:.1f} MB，最大 {size}。请降低扫描分辨率或拆成几个文件。",
            f"“{name}” has {len(content) / MEBIBYTE:.1f} MB, at most {size}. Scan at a lower resolution, or split it.",
        )


def _decided(name: str, content: bytes) -> tuple[FileKind, bytes]:
    if content.startswith(b"PK"):
        return uploads_zip.kind(name, content), content
    if content.startswith(b"%PDF-"):
        uploads_pdf.check(name, content)
        return FileKind.PDF, _single(name, content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG, _single(name, uploads_pictures.png(name, content))
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG, _single(name, uploads_pictures.jpeg(name, content))
    _known(name, content)
    return FileKind.TEXT, _text(name, content)


def _single(name: str, content: bytes) -> bytes:
    """The content, unless it is also something else: an archive at its end, a web page at its start."""
    # Archives are read from their end, and readers forgive what stands before and behind it.
    archive = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557)) >= 0
    if archive or _PAGE.search(content[:_SNIFFED]):
        raise NotTaken(
            f"“{name}”同时是另一种文件，无法确认安全。请重新导出或重新扫描后上传。",
            f"“{name}” is two kinds of file at once and cannot be trusted. Export or scan it again.",
        )
    return content


def _known(name: str, content: bytes) -> None:
    """Raise NotTaken for what is recognised and not taken."""
    head = content[:_SNIFFED]
    zh, en = next(((zh, en) for mark, zh, en in _OTHERS if _starts(head, mark)), ("", ""))
    if _HEIC.match(head):
        zh, en = "HEIC 图片", "a HEIC picture"
    elif _RIFF.match(head):
        zh, en = "WebP 图片或音视频", "a WebP picture, sound or film"
    elif b"%PDF-" in head:
        zh, en = "前面夹有别的内容的 PDF", "a PDF with something before it"
    elif b"ustar" in content[257:262]:
        zh, en = "压缩包", "an archive"
    elif not zh and _WEB.search(content.replace(b"\0", b"")):
        zh, en = "网页或脚本", "a web page or script"
    if zh:
        raise NotTaken(
            f"“{name}”是{zh}，不能收。请另存为{ACCEPTED.zh}后上传。",
            f"“{name}” is {en}, which is not taken. Save it as {ACCEPTED.en} and upload that.",
        )


def _starts(head: bytes, mark: bytes) -> bool:
    # A text may begin with the two letters of a program or a picture; those have zeros soon after.
    return head.startswith(mark) and (mark not in _BINARY_ONLY or b"\0" in head)


def _text(name: str, content: bytes) -> bytes:
    try:
        decode(content, name)
    except Unreadable as wrong:
        raise NotTaken(
            f"“{name}”不是能认出的文件。请另存为{ACCEPTED.zh}后上传。",
            f"“{name}” is no kind of file that is known here. Save it as {ACCEPTED.en} and upload that.",
        ) from wrong
    return content
