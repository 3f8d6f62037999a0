"""`jianzheng template`: the Excel template to fill in."""

from argparse import ArgumentParser
from pathlib import Path

from jianzheng.formats.workbook import template


def run(argv: list[str]) -> int:
    """Write the template."""
    parser = ArgumentParser("jianzheng template", description="Excel 模板 · Excel template")
    parser.add_argument("file", nargs="?", default="jianzheng-template.xlsx")
    path = Path(parser.parse_args(argv).file)
    path.write_bytes(template())
    print(f"已写出 wrote {path}")
    return 0
