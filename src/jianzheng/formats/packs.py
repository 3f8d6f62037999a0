"""Finding packs: by id among the shipped ones and those in folders named by JIANZHENG_PACKS."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jianzheng.core.lawbook import Lawbook, join
from jianzheng.core.refusal import Refused
from jianzheng.formats.decode import decode
from jianzheng.formats.folders import pack_folders
from jianzheng.formats.pack import Pack, read_pack
from jianzheng.formats.problems import Unreadable, unreadable

SUPERVISION = "cn-lights"
"""The pack of what a place sets for itself: rule sets, the ladder, figures no law fixes."""
_DEFAULT = re.compile(r"^lawbook_default:\s*true\b", re.MULTILINE)


def files() -> dict[str, Path]:
    """Pack id (the file's name without .yaml) → file; a folder of one's own comes before the shipped one."""
    found: dict[str, Path] = {}
    for folder in pack_folders():
        for path in sorted(folder.glob("*.yaml")):
            found.setdefault(path.stem, path)
    return found


@lru_cache(maxsize=64)
def _read(path: Path, _changed: float) -> Pack:
    pack = read_pack(decode(path.read_bytes(), path.name), path.name)
    if pack.id != path.stem:
        raise unreadable(
            path.name,
            f"编号“{pack.id}”与文件名不同，请改成“{path.stem}”或改文件名。",
            f"The id “{pack.id}” is not the file's name; make it “{path.stem}” or rename the file.",
        )
    return pack


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
    """Every pack with its processes, as `jianzheng packs --json` prints them; a broken one is listed with `problems`."""
    return [_titled(id) for id in files()]


def _titled(id: str) -> dict[str, Any]:
    try:
        pack = load(id)
    except Unreadable as broken:
        problems = [str(problem) for problem in broken.problems]
        title = f"（读不出来 cannot be read）{problems[0]}"
        return {"id": id, "title": title, "title_en": "", "matters": 0, "processes": [], "problems": problems}
    return {
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


def lawbook_for(pack: Pack) -> Lawbook:
    """The law that applies to a pack: its own, that of the packs it uses, else that of the packs marked as default."""
    return join([pack.lawbook, *(other.lawbook for other in law_packs(pack).values())])


def law_packs(pack: Pack) -> dict[str, Pack]:
    """The packs besides its own whose law applies to a pack, by id."""
    seen: dict[str, Pack] = {}
    wanted = list(pack.uses) or _default_ids()
    while wanted:
        id = wanted.pop(0)
        if id not in seen and id != pack.id:
            seen[id] = load(id)
            wanted += seen[id].uses
    return seen


def _default_ids() -> list[str]:
    """Packs marked `lawbook_default: true`, found without reading the whole of every pack."""
    return [id for id, path in files().items() if _DEFAULT.search(path.read_text("utf-8", errors="ignore"))]
