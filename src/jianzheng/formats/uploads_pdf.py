"""PDF files that were brought: read for what they would do, never opened. Where the form leaves doubt, they are refused."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

from jianzheng.formats.uploads_kind import NotTaken

MOST_UNPACKED = 32 * 1024 * 1024
"""Most bytes that the objects packed inside a PDF may unpack to."""
MOST_PACKED, MOST_OBJECTS = 20_000, 500_000
"""Most streams of packed objects, each of which usually holds 100, and most objects looked at."""
MOST_ESCAPES = 200_000
"""Most #-escapes looked at; a font with a Chinese name has a dozen, bytes of a picture make 30 a megabyte by chance."""
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_TOKEN = re.compile(rb"stream\r?\n|obj")
_END = re.compile(rb"%%EOF[\s\0]*\Z")
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z])")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]\[]*\]|/\w+)")
_ODD = re.compile(rb"/(DecodeParms|DP|F|FFilter)(?![A-Za-z])")
_NAME_ENDS = rb"(?![0-9A-Za-z_\-.])"
_ACTS = re.compile(
    rb"/(JavaScript|Launch|RichMedia|Rendition|ImportData|SubmitForm|XFA|GoToE|GoToR|Movie)" + _NAME_ENDS
)
_LOCKED = re.compile(rb"/Encrypt" + _NAME_ENDS + rb"\s*(<<|\d+\s+\d+\s+R)")


def check(name: str, content: bytes) -> None:
    """Raise NotTaken for a PDF that is cut off, locked, acts when opened, or packs more than it may."""
    if not _END.search(content, max(0, len(content) - 2048)):
        raise NotTaken(
            f"“{name}”不完整，或文件末尾附有别的内容。请重新导出为 PDF 后上传。",
            f"“{name}” is cut off, or something was added at its end. Export it to PDF again.",
        )
    if next(islice(_ESCAPE.finditer(content), MOST_ESCAPES, None), None):
        raise _doubtful(name)
    plain = _plain(content)
    _look(name, plain)
    announced = len(_PACKED.findall(plain))
    for part in _unpacked(name, announced, content) if announced else ():
        _look(name, _plain(part))


def _plain(text: bytes) -> bytes:
    """Names may be written with #-escapes; here they are not."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)


def _look(name: str, text: bytes) -> None:
    if _LOCKED.search(text):
        raise NotTaken(
            f"“{name}”设有密码或权限限制。请去掉密码，另存后上传。",
            f"“{name}” is protected by a password. Remove it, save the file and upload that.",
        )
    if acts := _ACTS.search(text):
        word = acts[1].decode()
        raise NotTaken(
            f"“{name}”含有打开时会自动执行的内容（{word}）。请用“打印为 PDF”另存后上传。",
            f"“{name}” does something when it is opened ({word}). Print it to PDF anew and upload that.",
        )


def _unpacked(name: str, announced: int, content: bytes) -> list[bytes]:
    """The objects packed in streams. The house's own reading must account for every one that is announced."""
    if announced > MOST_PACKED:
        raise _doubtful(name)
    parts: list[bytes] = []
    for head, packed in _streams(content):
        plain = _plain(head)
        if _PACKED.search(plain):
            parts.append(_inflated(name, plain, packed, MOST_UNPACKED - sum(map(len, parts))))
    if len(parts) != announced:
        raise _doubtful(name)
    return parts


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every stream with the dictionary before it, in one pass: no byte is looked at twice, however the file is made."""
    head = content.find(b"obj")
    for _ in range(MOST_OBJECTS):
        token = _TOKEN.search(content, head + 3) if head >= 0 else None
        if token is None:
            return
        if token[0] == b"obj":
            head = token.start()
            continue
        end = content.find(b"endstream", token.end())
        if end < 0:
            return
        yield content[head : token.end()], content[token.end() : end]
        head = content.find(b"obj", end)


def _inflated(name: str, head: bytes, packed: bytes, most: int) -> bytes:
    filters = re.findall(rb"/(\w+)", b" ".join(_FILTER.findall(head)))
    if _ODD.search(head) or head.count(b"/Filter") > 1 or filters not in ([], [b"FlateDecode"]):
        raise _doubtful(name)
    if not filters:
        return packed
    unpack = zlib.decompressobj()
    try:
        part = unpack.decompress(packed, max(most, 1))
    except zlib.error as wrong:
        raise _doubtful(name) from wrong
    if unpack.unconsumed_tail:
        raise NotTaken(
            f"“{name}”压缩得异常大，无法安全打开。请用“打印为 PDF”另存后上传。",
            f"“{name}” unpacks to too much to be opened safely. Print it to PDF anew and upload that.",
        )
    if not unpack.eof:
        raise _doubtful(name)
    return part


def _doubtful(name: str) -> NotTaken:
    return NotTaken(
        f"“{name}”的内部结构异常，无法确认安全。请用“打印为 PDF”另存后上传。",
        f"“{name}” is put together unusually and cannot be trusted. Print it to PDF anew and upload that.",
    )
