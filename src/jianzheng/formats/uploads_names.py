"""The name of a file that somebody brought, made harmless: no folders, no hidden characters, no second ending."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Most characters of a name; Chinese takes three bytes each, and file systems stop at 255 bytes."""
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RUNS = re.compile(
    r"(exe|com|scr|pif|cpl|msi|msc|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|jar|apk|app|dll|sh|php|jsp|asp|aspx|py"
    r"|html?|xhtml|svg|xml|url|reg|docm|xlsm|zip|rar|7z|iso)",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def clean(name: str) -> tuple[str, str]:
    """A harmless name and its ending in lower case ("" for none)."""
    shown = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in shown if unicodedata.category(sign)[0] != "C" or sign == " ")
    # A name that is nothing but an ending (".pdf") keeps it.
    shown = _FORBIDDEN.sub("_", " ".join(shown.split())).rstrip(". ").lstrip()
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = shown, ""
    stem = "_".join(_inner(stem)).strip(". _") or "文件"
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    ending = ending.strip().lower()[:10]
    stem = stem[: LONGEST - len(ending) - 1]
    while len(f"{stem}.{ending}".encode()) > 240:
        stem = stem[:-1]
    return (f"{stem}.{ending}" if ending else stem), ending


def _inner(stem: str) -> list[str]:
    # "plan.exe.pdf" shows as "plan.exe" where endings are hidden; "v1.2" may stay.
    pieces = stem.split(".")
    kept = [pieces[0]]
    for piece in pieces[1:]:
        if _RUNS.fullmatch(piece.strip()):
            kept.append(piece)
        else:
            kept[-1] += f".{piece}"
    return kept
