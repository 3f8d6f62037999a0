"""The one door for files in: what a file is, is judged by its content, not by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jianzheng.core.refusal import Refused
from jianzheng.formats.chains import read_chains
from jianzheng.formats.decode import decode
from jianzheng.formats.lists import read_tables
from jianzheng.formats.pack import Pack, read_pack
from jianzheng.formats.problems import unreadable
from jianzheng.formats.table import csv_table, is_workbook, workbook_tables
from jianzheng.formats.tree import tree
from jianzheng.formats.workbook import is_ours, read_workbook

KNOWN_ENDINGS = (".yaml", ".yml", ".json", ".csv", ".xlsx")
LARGEST_READ = 60_000_000


def read(paths: Sequence[Path]) -> Pack:
    """One pack from files that belong together, or from a folder of them. Raises Unreadable or Refused."""
    files = [file for path in paths for file in _inside(path)]
    if not files:
        raise Refused("文件夹里没有能读的文件。", "There is no readable file in the folder.")
    contents = [(file.name, _content(file)) for file in files]
    return read_together(contents)


def _inside(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix.lower() in KNOWN_ENDINGS)
    if not path.exists():
        raise Refused(
            f"没有“{path}”这个文件或内容包。用 jianzheng packs 查看内容包。",
            f"No file and no pack “{path}”. See jianzheng packs.",
        )
    return [path]


def _content(file: Path) -> bytes:
    if file.stat().st_size > LARGEST_READ:
        size = file.stat().st_size // 1_000_000
        raise unreadable(
            file.name, f"文件有 {size} MB，太大。请拆分。", f"The file has {size} MB, too large. Split it."
        )
    return file.read_bytes()


def read_together(files: Sequence[tuple[str, bytes]]) -> Pack:
    """One pack from (name, content) of files that belong together: tables are joined, other files come alone."""
    tables = []
    for name, content in files:
        if is_workbook(content):
            sheets = workbook_tables(content, name)
            if is_ours(sheets):
                return _alone(files, read_workbook(sheets, name))
            tables += sheets
        elif _is_table(content, name):
            tables.append(csv_table(content, name))
        else:
            return _alone(files, _read_tree(content, name))
    return read_tables(tables)


def _alone(files: Sequence[tuple[str, bytes]], pack: Pack) -> Pack:
    if len(files) > 1:
        raise Refused(
            "YAML、JSON 和模板工作簿一次读一个。", "YAML, JSON and template workbooks are read one at a time."
        )
    return pack


def _is_table(content: bytes, name: str) -> bool:
    text = decode(content, name).lstrip("\ufeff").lstrip()
    first = text.split("\n", 1)[0]
    looks_like_yaml = (
        text.startswith(("{", "---", "#", "%")) or first.split(",")[0].rstrip().endswith(":") or ": " in first
    )
    return not looks_like_yaml and any(mark in first for mark in ",;\t")


def _read_tree(content: bytes, name: str) -> Pack:
    text = decode(content, name)
    root = tree(text, name)
    if isinstance(root.value, dict) and "chains" in root.value:
        return read_chains(root, name)
    if not isinstance(root.value, dict) or "format" not in root.value:
        raise unreadable(
            name,
            "看不懂这个文件：缺少“format: jianzheng-pack/1”，也不是“chains:”清单或带表头的 CSV。格式见 docs/reference。",
            "Not understood: no “format: jianzheng-pack/1”, no “chains:” list, no CSV with a header. See docs/reference.",
        )
    return read_pack(text, name)
