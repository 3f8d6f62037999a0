"""The one door for files in: what a file is, is judged by its content, not by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jianzheng.core.lawbook import join
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.assumed import apart
from jianzheng.formats.chains import read_chains
from jianzheng.formats.decode import decode
from jianzheng.formats.filled import is_ours, read_workbook
from jianzheng.formats.lists import read_tables
from jianzheng.formats.pack import Pack, pack_of
from jianzheng.formats.problems import Problem, Unfamiliar, Unreadable, unreadable
from jianzheng.formats.table import Table, csv_table, is_workbook, workbook_tables
from jianzheng.formats.tree import tree

KNOWN_ENDINGS = (".yaml", ".yml", ".json", ".csv", ".xlsx")
LARGEST_READ = 60_000_000


def read(paths: Sequence[Path]) -> Pack:
    """One pack from files that belong together, or from a folder of them; what else lies in a folder is passed over, and
    every process says so. Raises Unreadable or Refused."""
    files = [file for path in paths for file in inside(path)]
    if not files:
        known = "、".join(KNOWN_ENDINGS)
        raise Refused(f"文件夹里没有能读的文件（{known}）。", f"No readable file in the folder ({known}).")
    contents = [(file.name, _content(file)) for file in files]
    return read_together(contents, folder=any(path.is_dir() for path in paths))


def inside(path: Path) -> list[Path]:
    """The files that are read where one names a file or a folder. Raises Refused where there is none."""
    if path.is_dir():
        listed = sorted(file for file in path.iterdir() if file.suffix.lower() in KNOWN_ENDINGS)
        return [file for file in listed if file.is_file() and not file.name.startswith(("~$", "."))]
    if not path.exists():
        raise Refused(
            f"没有“{path}”这个文件或内容包。用 jianzheng packs 查看内容包。",
            f"No file and no pack “{path}”. See jianzheng packs.",
        )
    return [path]


def _content(file: Path) -> bytes:
    size = file.stat().st_size
    if size > LARGEST_READ:
        said = size // 1_000_000
        zh, en = f"文件有 {said} MB，太大。请拆分。", f"The file has {said} MB, too large. Split it."
        raise unreadable(file.name, zh, en)
    return file.read_bytes()


def read_together(files: Sequence[tuple[str, bytes]], folder: bool = False) -> Pack:
    """One pack from (name, content) of files that belong together: lists are read side by side (a flow and its materials
    may be two files), other files each for itself; in a `folder`, files of no known kind are passed over if there are
    others. Raises Unreadable with the problems of all files."""
    tables: list[Table] = []
    packs: list[Pack] = []
    problems: list[Problem] = []
    passed_over: list[str] = []
    for name, content in files:
        try:
            made = _read_one(name, content)
        except Unreadable as broken:
            strange = folder and isinstance(broken, Unfamiliar) and len(files) > len(passed_over) + 1
            passed_over += [name] if strange else []
            problems += () if strange else broken.problems
        else:
            packs += [made] if isinstance(made, Pack) else []
            tables += [] if isinstance(made, Pack) else made
    problems += _add_lists(tables, packs)
    if problems:
        raise Unreadable(problems)
    return _without(packs[0] if len(packs) == 1 else _joined(packs), passed_over)


def _add_lists(tables: list[Table], packs: list[Pack]) -> tuple[Problem, ...]:
    """Read all tables together and add what they make to `packs`; the problems if they cannot be read."""
    try:
        packs += [read_tables(tables)] if tables else []
    except Unreadable as broken:
        return broken.problems
    return ()


def _without(pack: Pack, passed_over: Sequence[str]) -> Pack:
    """The pack, every process saying which files of the folder were not read."""
    if not passed_over:
        return pack
    zh, en = "、".join(passed_over), ", ".join(passed_over)
    said = Text(
        f"文件夹里这些文件看不懂，没有读入：{zh}。", f"Files of the folder not understood and not read: {en}."
    )
    processes = tuple(
        replace(process, assumptions=(*process.assumptions, said)) for process in pack.processes
    )
    return replace(pack, processes=processes)


def _read_one(name: str, content: bytes) -> Pack | list[Table]:
    """The pack in a file, or the tables of one that is read together with others."""
    if is_workbook(content):
        sheets = workbook_tables(content, name)
        return read_workbook(sheets, name) if is_ours(sheets) else sheets
    text = decode(content, name)
    return [csv_table(text, name)] if _is_table(text) else _read_tree(text, name)


def _is_table(text: str) -> bool:
    first = text.lstrip("\ufeff").lstrip().split("\n", 1)[0]
    yaml_like = first.startswith(("{", "[", "---", "#", "%", "- "))
    yaml_like = yaml_like or ": " in first or first.split(",")[0].rstrip().endswith(":")
    return not yaml_like and any(mark in first for mark in ",;\t")


def _read_tree(text: str, name: str) -> Pack:
    found: list[Problem] = []
    root = tree(text, name, found)
    if isinstance(root.value, dict) and "format" in root.value:
        return pack_of(root, name, found)
    if isinstance(root.value, dict) and "chains" in root.value:
        return read_chains(root, name, found)
    zh = (
        "看不懂这个文件：没有“format: jianzheng-pack/1”，没有“chains:”清单，也不是带表头的 CSV。"
        "格式见 docs/reference/pack-format.md 和 lists.md。"
    )
    en = (
        "Not understood: no “format: jianzheng-pack/1”, no “chains:” list, no CSV with a header. "
        "See docs/reference/pack-format.md and lists.md."
    )
    raise Unfamiliar([Problem(name, "1", zh, en)])


def _joined(packs: Sequence[Pack]) -> Pack:
    """Several packs as one, under the name of the first; processes of one id are told apart by a number."""
    processes: dict[str, Process] = {}
    chains: set[str] = set()
    for pack in packs:
        for process in pack.processes:
            id = apart(process.id, processes)
            processes[id] = replace(process, id=id)
            chains |= {id} if process.id in pack.chains else set()
    return replace(
        packs[0],
        processes=tuple(processes.values()),
        chains=frozenset(chains),
        lawbook=join(pack.lawbook for pack in packs),
        matters=tuple(matter for pack in packs for matter in pack.matters),
        uses=tuple(dict.fromkeys(id for pack in packs for id in pack.uses)),
    )
