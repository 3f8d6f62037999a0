"""Reads a log in a process of its own, so that it can be watched, cancelled by ending it, and never takes the house down.

python -m jianzheng.apps.logs.worker look|take|own FOLDER
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianzheng.apps.logs.folders import Folder
from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    from jianzheng.lab.log.log import Log
    from jianzheng.lab.log.mapping import Mapping
    from jianzheng.lab.log.report import Imported, Report

MOST_MEMORY = 6 << 30
"""Bytes that one import may hold: a file that unpacks to more is refused instead of stopping the machine."""
PREVIEW = 20
LIFECYCLE, OFFICE = "lifecycle:transition", "org:group"


def main(argv: list[str]) -> int:
    """Do one thing with one folder."""
    verb, place = argv
    folder = Folder(Path(place))
    _bounded(MOST_MEMORY)
    answer = {"look": "look"}.get(verb, "result")
    try:
        folder.say(answer, VERBS[verb](folder))
    except Refused as refused:
        folder.say(answer, {"zh": refused.zh, "en": refused.en})
    except MemoryError:
        folder.say(answer, _TOO_BIG)
    except Exception as broken:
        traceback.print_exc()
        folder.say(answer, _unread(broken))
    return 0


_TOO_BIG = {
    "zh": "文件展开后太大，内存放不下。请按年份拆开，或在服务器上用 jianzheng analyse 分析。",
    "en": "Unpacked, the file is too large for memory. Split it by year, or use jianzheng analyse on the server.",
}


def _bounded(most: int) -> None:
    """Bound what this process may hold."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(
        resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )


def _unread(broken: Exception) -> dict[str, str]:
    said = " ".join(f"{type(broken).__name__}: {broken}".split())[:300]
    return {
        "zh": f"这个文件读不出日志（{said}）。请检查文件是否完整、列是否选对。",
        "en": f"No log could be read from this file ({said}). Is it whole, and are the columns right?",
    }


def look(folder: Folder) -> dict[str, Any]:
    """What the first rows suggest: columns, what each may mean, how the file is written."""
    from jianzheng.lab.log.read import HEAD, kind_of, opener, sheet
    from jianzheng.lab.log.table import guess

    with opener(folder.source)() as file:
        kind = kind_of(file.read(HEAD))
    if kind == "parquet":
        return _parquet(folder.source)
    with sheet(folder.source, _form(folder)) as table:
        made, _ = guess(table)
    return {
        "kind": kind,
        "names": made.names,
        "mapping": asdict(made.mapping),
        "form": asdict(made.form),
        "patterns": {name: found.format for name, found in made.patterns.items()},
        "unsure": [name for name, found in made.patterns.items() if found.note],
        "preview": made.preview,
    }


def _parquet(path: Path) -> dict[str, Any]:
    import pyarrow.parquet as pq

    from jianzheng.lab.log.mapping import guessed
    from jianzheng.lab.log.parquet import OURS

    file = pq.ParquetFile(path)
    names = file.schema_arrow.names
    batch = next(file.iter_batches(PREVIEW), None)
    rows = [] if batch is None else [[_text(row[name]) for name in names] for row in batch.to_pylist()]
    return {
        "kind": "parquet",
        "ours": OURS in (file.schema_arrow.metadata or {}),
        "names": names,
        "mapping": asdict(guessed(names)),
        "form": {},
        "patterns": {},
        "unsure": [],
        "preview": rows,
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _form(folder: Folder) -> Any:
    from jianzheng.lab.log.sheets import Form

    form = (folder.said("asked") or {}).get("form") or {}
    return Form(**form) if form.get("encoding") and form.get("separator") else None


def take(folder: Folder) -> dict[str, Any]:
    """Import the file and keep it as Parquet."""
    asked = folder.said("asked") or {}
    return _kept(folder, _imported(folder, asked, _telling(folder)))


def _imported(folder: Folder, asked: dict[str, Any], progress: Callable[[int, int], bool]) -> Imported:
    from jianzheng.lab.log.read import HEAD, kind_of, opener, read, sheet
    from jianzheng.lab.log.table import read_table
    from jianzheng.lab.log.zones import noted, zone_seen

    path, mapping, said = folder.source, _mapping(asked), asked.get("zone", "UTC")
    seen = zone_seen(path, (said,))
    zone = seen or said
    with opener(path)() as file:
        kind = kind_of(file.read(HEAD))
    if kind in ("table", "workbook"):
        with sheet(path, _form(folder)) as table:
            made = read_table(table, mapping, zone, progress)
    else:
        named = mapping if kind == "parquet" else None
        made = read(path, mapping=named, zone=zone, progress=progress, objects=asked.get("objects", ""))
    made = noted(made, seen)
    return replace(made, log=_called(made.log, mapping)) if mapping else made


def _called(log: Log, mapping: Mapping) -> Log:
    """The log with the columns of transitions and of offices under the names by which every page finds them."""
    told = {mapping.lifecycle: LIFECYCLE, mapping.office: OFFICE}
    columns = {name: column for name, column in log.columns.items() if name not in told}
    return replace(log, columns=columns | {told[n]: c for n, c in log.columns.items() if n in told})


def _mapping(asked: dict[str, Any]) -> Mapping | None:
    from jianzheng.lab.log.mapping import Mapping

    said = asked.get("mapping")
    return Mapping(**{**said, "stages": tuple(said.get("stages", ()))}) if said else None


def _telling(folder: Folder) -> Callable[[int, int], bool]:
    """Writes how far the import is, once for each hundredth."""
    last = -1

    def told(done: int, whole: int) -> bool:
        nonlocal last
        now = 100 * done // whole if whole else done
        if now != last:
            last = now
            folder.say("progress", {"done": done, "whole": whole})
        return True

    return told


def _kept(folder: Folder, made: Imported) -> dict[str, Any]:
    from jianzheng.lab.log.parquet import write_parquet

    making = folder.path / ".making"
    write_parquet(made.log, making)
    making.replace(folder.parquet)
    return {"cases": len(made.log), "events": made.log.events, "report": shape(made.report)}


def shape(report: Report) -> dict[str, Any]:
    """What happened to the file's rows on their way in, as it is kept."""
    return {
        "format": report.format,
        "rows": report.rows,
        "kept": report.kept,
        "odd": [
            {"kind": oddity.value, "count": count, "examples": list(examples)}
            for oddity, (count, examples) in report.odd.items()
        ],
        "notes": [{"zh": note.zh, "en": note.en} for note in report.notes],
    }


def own(folder: Folder) -> dict[str, Any]:
    """Export our own cases and keep them as a log; which database, comes on standard input."""
    import django
    from django.conf import settings

    settings.DATABASES["default"].update(json.load(sys.stdin))
    django.setup()
    from jianzheng.apps.cases.exported import exported
    from jianzheng.lab.log.report import Imported, Report

    asked = folder.said("asked") or {}
    log = exported(editions=asked.get("editions", ()), tell=_telling(folder))
    return _kept(folder, Imported(log, Report("jianzheng", log.events, log.events)))


VERBS = {"look": look, "take": take, "own": own}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
