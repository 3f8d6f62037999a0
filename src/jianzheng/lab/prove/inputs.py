"""What a proof is computed from, named with its SHA-256: files brought, and the law and the calendar that ship."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianzheng.formats import packs
from jianzheng.formats.calendars import calendar_files
from jianzheng.formats.pack import Pack
from jianzheng.lab.prove.proof import Input


def law(pack: Pack) -> Iterator[tuple[str, Path]]:
    """The packs whose law applies to a pack besides its own."""
    known = packs.files()
    return (("law", known[id]) for id in packs.law_packs(pack) if id in known)


def calendar(id: str) -> Iterator[tuple[str, Path]]:
    """The file of a calendar; none where it is that of another country."""
    known = calendar_files()
    return (("calendar", known[name]) for name in (id,) if name in known)


def named(found: Iterable[tuple[str, Path]], names: dict[str, str]) -> list[Input]:
    """Each once, with its digest, under the name in `names`; what ships with the program is called by its id."""
    return [
        Input(role, names.get(str(path), _name(role, path)), sha256(path))
        for role, path in dict.fromkeys(found)
    ]


def _name(role: str, path: Path) -> str:
    shipped = role == "calendar" or packs.files().get(path.stem) == path
    return path.stem if shipped else str(path)


def sha256(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
