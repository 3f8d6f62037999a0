"""Finding packs: by id among the shipped ones and those in folders named by JIANZHENG_PACKS."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jianzheng.core.lawbook import Lawbook, join
from jianzheng.core.refusal import Refused
from jianzheng.formats.folders import pack_folders
from jianzheng.formats.pack import Pack, read_pack


def files() -> dict[str, Path]:
    """Pack id (the file's name without .yaml) → file; a folder of one's own comes before the shipped one."""
    found: dict[str, Path] = {}
    for folder in pack_folders():
        for path in sorted(folder.glob("*.yaml")):
            found.setdefault(path.stem, path)
    return found


@lru_cache(maxsize=64)
def _read(path: Path, _changed: float) -> Pack:
    return read_pack(path.read_text(encoding="utf-8"), path.name)


def load(id: str) -> Pack:
    """The pack called `id`. Raises Refused with the nearest names when there is none, Unreadable when it is broken."""
    known = files()
    if id not in known:
        near = "、".join(difflib.get_close_matches(id, known, 3, cutoff=0.3)) or "、".join(known)
        raise Refused(
            f"没有“{id}”这个文件或内容包。相近的内容包：{near}。",
            f"No file and no pack “{id}”. Nearest packs: {near}.",
        )
    return _read(known[id], known[id].stat().st_mtime)


def find(words: str) -> tuple[Pack, str]:
    """The pack and the process id ("" = all) of "PACK" or "PACK:PROCESS"."""
    id, _, process = words.partition(":")
    return load(id), process


def titles() -> list[dict[str, Any]]:
    """Every pack with its processes, as `jianzheng packs --json` prints them."""
    return [
        {
            "id": pack.id,
            "title": str(pack.title),
            "title_en": pack.title.en,
            "matters": len(pack.matters),
            "processes": [
                {
                    "id": process.id,
                    "title": str(process.title),
                    "title_en": process.title.en,
                    "steps": len(process.steps),
                }
                for process in pack.processes
            ],
        }
        for pack in map(load, files())
    ]


def lawbook_for(pack: Pack) -> Lawbook:
    """The law that applies to a pack: its own, that of the packs it uses, else that of the packs marked as default."""
    seen: dict[str, Pack] = {}
    wanted = list(pack.uses) or [other.id for other in map(load, files()) if other.lawbook_default]
    while wanted:
        id = wanted.pop(0)
        if id not in seen and id != pack.id:
            seen[id] = load(id)
            wanted += seen[id].uses
    return join([pack.lawbook, *(other.lawbook for other in seen.values())])
