"""`jianzheng packs`: what content is there."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from jianzheng.formats import packs


def run(argv: list[str]) -> int:
    """List every pack with its processes."""
    parser = ArgumentParser("jianzheng packs", description="列出内容包 · list the content packs")
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    listed = packs.titles()
    if options.json:
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return 0
    for pack in listed:
        print(f"{pack['id']}  {pack['title']}")
        for process in pack["processes"]:
            print(f"  {pack['id']}:{process['id']}  {process['title']}（{process['steps']} 环节 steps）")
    return 0
