"""Pictures that were brought: walked block by block, never drawn; what follows the picture is cut off or refused."""

from __future__ import annotations

import re
import struct
import zlib

from jianzheng.formats.uploads_kind import NotTaken

MOST_PIXELS = 60_000_000
"""Most pixels: a phone's best camera has 50 million; drawn, 60 million take 240 MB."""
LONGEST_SIDE = 30_000
MOST_BLOCKS = 50_000
"""Most blocks of one picture; 20 MB in the usual 8 KB are 2,500."""
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
"""How a packed part begins; it stands behind a short name."""
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
MOST_NOTES = 4 * 1024 * 1024
"""Most bytes that a colour profile or a note packed in a PNG may unpack to; the largest profiles have 2 MB."""
_NOTES = (b"iCCP", b"zTXt", b"iTXt")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def broken(name: str) -> NotTaken:
    """A picture that ends too early or is put together wrongly."""
    return NotTaken(
        f"“{name}”已损坏，打不开。请重新拍照或扫描后上传。",
        f"“{name}” is damaged and cannot be opened. Photograph or scan it again.",
    )


def png(name: str, content: bytes) -> bytes:
    """A PNG as it is. Raises NotTaken for a damaged one, too many pixels, or anything behind its end."""
    place, seen = 8, False
    for _ in range(MOST_BLOCKS):
        if place + 12 > len(content):
            break
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content) or not _checksum(content, place, length) or (kind == b"IHDR" and length != 13):
            raise broken(name)
        if kind == b"IHDR":
            _fits(name, *struct.unpack_from(">II", content, place + 8))
            seen = True
        if kind in _NOTES:
            _unpacks(name, content[place + 8 : end - 4])
        if kind == b"IEND":
            return _ended(name, content, end, seen)
        place = end
    raise broken(name)


def _unpacks(name: str, body: bytes) -> None:
    """Refuse a block whose packed part, wherever it begins, unpacks to too much."""
    for found in _PACKED.finditer(body, 0, 400):
        unpack = zlib.decompressobj()
        try:
            unpack.decompress(body[found.start() :], MOST_NOTES)
        except zlib.error:
            continue
        if unpack.unconsumed_tail:
            raise NotTaken(
                f"“{name}”里压缩得异常大，无法安全打开。请用看图软件另存为新图片后上传。",
                f"“{name}” unpacks to too much to be opened safely. Save it anew with a picture program and upload that.",
            )


def _checksum(content: bytes, place: int, length: int) -> bool:
    (stated,) = struct.unpack_from(">I", content, place + 8 + length)
    return bool(zlib.crc32(memoryview(content)[place + 4 : place + 8 + length]) == stated)


def _ended(name: str, content: bytes, end: int, seen: bool) -> bytes:
    if not seen:
        raise broken(name)
    if content[end:].strip(b"\0\r\n "):
        raise NotTaken(
            f"“{name}”的图片后面还藏有别的内容。请用看图软件另存为新图片后上传。",
            f"“{name}” hides something behind the picture. Save it anew with a picture program, then upload that.",
        )
    return content[:end]


def jpeg(name: str, content: bytes) -> bytes:
    """A JPEG up to its end: phones append films and previews, which are cut off. Raises NotTaken for a damaged one or too
    many pixels."""
    place, sized = 2, False
    for _ in range(MOST_BLOCKS):
        found = _MARKER.search(content, place)
        if found is None:
            break
        code, start = content[found.start() + 1], found.end()
        if code == 0xD9:
            if not sized:
                break
            return content[:start]
        if code in (0x01, 0xD8):
            place = start
            continue
        if start + 2 > len(content):
            break
        (length,) = struct.unpack_from(">H", content, start)
        if code in _FRAMES and start + 7 <= len(content):
            high, wide = struct.unpack_from(">HH", content, start + 3)
            _fits(name, wide, high)
            sized = True
        place = start + max(length, 2)
    raise broken(name)


def _fits(name: str, wide: int, high: int) -> None:
    if not wide or not high:
        raise broken(name)
    if wide * high > MOST_PIXELS or max(wide, high) > LONGEST_SIDE:
        raise NotTaken(
            f"“{name}”有 {wide}×{high} 像素，太大了。请缩小到 {MOST_PIXELS // 10_000:,} 万像素以内后上传。",
            f"“{name}” has {wide}×{high} pixels, too many. Make it smaller than {MOST_PIXELS // 1_000_000} million pixels.",
        )
