"""What the verbs share: turning FILE… or PACK[:PROCESS] into processes with the lawbook that applies to them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jianzheng.core.lawbook import Lawbook
from jianzheng.core.process import Process, under
from jianzheng.core.refusal import Refused
from jianzheng.formats import packs, read
from jianzheng.formats.pack import Pack


def add_source(parser: ArgumentParser) -> None:
    """The arguments that say what to work on."""
    parser.add_argument(
        "source",
        nargs="+",
        metavar="FILE|PACK[:PROCESS]",
        help="YAML/JSON/CSV/Excel 文件、目录，或内容包编号（可加 :流程）· a file, a folder, or a pack id, optionally :process",
    )
    parser.add_argument("--process", help="只取其中一个流程 · only this process of the file")
    parser.add_argument(
        "--when", action="append", default=[], metavar="条件", help="这个条件成立 · this condition holds"
    )
    parser.add_argument(
        "--unless", action="append", default=[], metavar="条件", help="这个条件不成立 · it does not hold"
    )


def source(words: list[str], process: str | None) -> tuple[Pack, list[Process], Lawbook]:
    """The pack read, the processes meant, and the law that applies. Raises Refused when there is none."""
    pack, wanted = _found(words)
    wanted = process or wanted
    chosen = [known for known in pack.processes if wanted in (None, "", known.id)]
    if wanted and not chosen:
        names = "、".join(known.id for known in pack.processes) or "–"
        raise Refused(f"没有流程“{wanted}”；现有：{names}。", f"No process “{wanted}”; there are: {names}.")
    return pack, chosen, packs.lawbook_for(pack)


def _found(words: list[str]) -> tuple[Pack, str]:
    paths = [Path(word) for word in words]
    if len(words) == 1 and not paths[0].exists():
        name, _, process = words[0].rpartition(":")
        if name and Path(name).exists():
            return read.read([Path(name)]), process
        return packs.find(words[0])
    return read.read(paths), ""


def situated(process: Process, when: list[str], unless: list[str]) -> Process:
    """The process under the conditions given on the command line. Raises Refused for a condition nobody uses."""
    conditions: Mapping[str, bool] = {**dict.fromkeys(unless, False), **dict.fromkeys(when, True)}
    return under(process, conditions) if conditions else replace(process)
