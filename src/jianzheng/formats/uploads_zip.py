"""Files that are archives inside (docx, xlsx, OFD): every part is unpacked once within bounds and read for what it would do."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from jianzheng.formats.uploads_kind import ACCEPTED, FileKind, NotTaken

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
"""Most bytes that all parts together unpack to; the largest honest workbook seen has 60 MB."""
MOST_RATIO = 200
"""How many times its own size a part may unpack to; XML reaches 30, repeated zeros 1000."""
_CHUNK = 1024 * 1024
_LONGEST_LIST = 2 * 1024 * 1024
_MACRO = re.compile(r"vba|macrosheets/|activex/|customUI", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(^|/)Scripts?/|\.(js|vbs|exe|dll|bat|cmd|com|ps1|jar|class|swf|lnk|hta|html?|mht(ml)?|ole|zip|rar|7z|iso)$",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)")
_ACTS = {
    "vbaProject",
    "wordVbaData",
    "xlMacrosheet",
    "xlIntlMacrosheet",
    "control",
    "activeXControlBinary",
    "extensibility",
}
_OBJECTS = {"oleObject", "aFChunk"}
_FETCHES = {"connections", "queryTable"}
_COMMANDS = re.compile(rb"<(\w+:)?ddeLink|instrText[^>]*>\s*DDE(AUTO)?\s", re.IGNORECASE)
"""Dynamic data exchange starts a program; a text may speak of DDE, a field may not."""
_MAY_BE_OUTSIDE = {"hyperlink", "image", "externalLinkPath", "video", "audio", "media"}
_MARKS = {
    FileKind.DOCX: "word/document.xml",
    FileKind.XLSX: "xl/workbook.xml",
    FileKind.OFD: "OFD.xml",
}


def kind(name: str, content: bytes) -> FileKind:
    """What the archive is. Raises NotTaken for any other archive, and for one that is locked, damaged, packed beyond
    measure, or does something when opened."""
    _bounded(name, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            found = _found(name, {part.filename for part in parts})
            _listed(name, content, parts)
            for part in parts:
                _read(name, archive, part)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        RuntimeError,
    ) as wrong:
        if isinstance(wrong, NotTaken):
            raise
        raise NotTaken(
            f"“{name}”已损坏，打不开。请用原软件打开后另存，再上传。",
            f"“{name}” is damaged. Open it with its own program, save it again and upload that.",
        ) from wrong
    return found


def _bounded(name: str, content: bytes) -> None:
    """The list of parts is read as a whole by the library, so its length is looked at first."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    length = int.from_bytes(content[end + 12 : end + 16], "little") if end >= 0 else 0
    if length > MOST_PARTS * 512:
        raise _bomb(name)


def _found(name: str, names: set[str]) -> FileKind:
    for known, mark in _MARKS.items():
        if mark in names:
            return known
    raise NotTaken(
        f"“{name}”是压缩包。请解压后分别上传（{ACCEPTED.zh}）。",
        f"“{name}” is an archive. Unpack it and upload the files ({ACCEPTED.en}).",
    )


def _listed(name: str, content: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """What the list of parts itself gives away."""
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise NotTaken(
            f"“{name}”设有密码。请去掉密码，另存后上传。",
            f"“{name}” is protected by a password. Remove it and upload again.",
        )
    if not content.startswith(b"PK\x03\x04") or len(set(names)) != len(names) or any(map(_odd, parts)):
        raise _strange(name)
    if any(_MACRO.search(part) for part in names):
        raise _acting(name, "宏或控件", "macros or controls")
    if any(_SCRIPT.search(part) for part in names):
        raise _acting(name, "嵌入的程序或对象", "embedded programs or objects")
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or any(map(_swollen, parts))
    ):
        raise _bomb(name)


def _swollen(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _CHUNK and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _odd(part: zipfile.ZipInfo) -> bool:
    path = part.filename
    outside = path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/")
    return outside or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _read(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack one part; the library checks its stated size and sum, so that a false one is noticed."""
    path = part.filename
    if path.endswith(".rels") or path == "[Content_Types].xml":
        if part.file_size > _LONGEST_LIST:
            raise _strange(name)
        _listing(name, archive.read(part))
        return
    reads = path.lower().endswith((".xml", ".vml"))
    tail = b""
    with archive.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            if reads:
                _look(name, tail + chunk, first=not tail)
                tail = chunk[-256:]


def _look(name: str, text: bytes, first: bool) -> None:
    # No office program writes its parts in UTF-16; it would only hide from the eyes here.
    if (first and text[:2] in (b"\xff\xfe", b"\xfe\xff")) or _DECLARED.search(text):
        raise _strange(name)
    if _COMMANDS.search(text):
        raise _acting(name, "启动程序的命令（DDE）", "commands that start a program (DDE)")


def _listing(name: str, text: bytes) -> None:
    """What the parts of an Office file are to one another says what they do, whatever they are called."""
    _look(name, text, first=True)
    try:
        entries = list(ElementTree.fromstring(text))
    except ElementTree.ParseError as wrong:
        raise _strange(name) from wrong
    for entry in entries:
        kind = entry.get("Type", "").rpartition("/")[2]
        outside = entry.get("TargetMode") == "External"
        if kind in _ACTS or "macroEnabled" in entry.get("ContentType", ""):
            raise _acting(name, "宏或控件", "macros or controls")
        if kind in _OBJECTS:
            raise _acting(name, "嵌入的程序或对象", "embedded programs or objects")
        if kind in _FETCHES:
            raise _acting(name, "从外部取数的连接", "connections that fetch data from outside")
        if outside and (kind not in _MAY_BE_OUTSIDE or _runs(entry.get("Target", ""))):
            raise _acting(name, "从外部加载的模板或对象", "a template or object loaded from outside")


def _runs(target: str) -> bool:
    return target.strip().lower().startswith(("javascript:", "vbscript:", "mhtml:", "data:", "\\\\", "ms-"))


def _acting(name: str, zh: str, en: str) -> NotTaken:
    return NotTaken(
        f"“{name}”含有{zh}。请另存为 PDF，或删去后另存再上传。",
        f"“{name}” contains {en}. Save it as PDF, or without them, and upload that.",
    )


def _strange(name: str) -> NotTaken:
    return NotTaken(
        f"“{name}”的内部结构异常，无法确认安全。请另存为 PDF 后上传。",
        f"“{name}” is put together unusually and cannot be trusted. Save it as PDF and upload that.",
    )


def _bomb(name: str) -> NotTaken:
    return NotTaken(
        f"“{name}”解开后过大，无法安全打开。请拆分，或另存为 PDF 后上传。",
        f"“{name}” unpacks to too much to be opened safely. Split it, or save it as PDF.",
    )
