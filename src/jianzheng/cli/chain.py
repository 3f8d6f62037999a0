"""`jianzheng chain`: several matters as one thing: one process, one set of materials, one form."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from jianzheng.cli.reading import source
from jianzheng.core.burden import burden
from jianzheng.core.chain import bundle, combine
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.study import bundle_json, burden_json
from jianzheng.formats.write import to_yaml


def run(argv: list[str]) -> int:
    """Join the processes named and show what the applicant still brings."""
    parser = ArgumentParser("jianzheng chain", description="多个事项合成一件事 · several matters as one")
    parser.add_argument("sources", nargs="+", metavar="FILE|PACK[:PROCESS]")
    parser.add_argument("--title", default="一件事", help="名称 · its name")
    parser.add_argument("--to", metavar="OUT.yaml", help="写成内容包 · write it as a pack file")
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    parts = [process for word in options.sources for process in source([word], None)[1]]
    joined = _joined(parts, options.title)
    if options.to:
        Path(options.to).write_text(to_yaml(joined), encoding="utf-8")
    if options.json:
        shape = {"burden": burden_json(burden(joined)), "materials": bundle_json(joined)}
        print(json.dumps(shape, ensure_ascii=False, indent=1))
    else:
        _print(joined)
    return 0


def _joined(parts: list[Process], title: str) -> Process:
    try:
        return combine("chain", Text(title), parts)
    except ValueError:
        ids = "、".join(part.id for part in parts)
        raise Refused(f"流程编号不能重复：{ids}。", f"Process ids must differ: {ids}.") from None


def _print(joined: Process) -> None:
    made = bundle(joined)
    print(f"■ {joined.title.zh}")
    print(f"  各事项共索要材料 asked by the matters: {made.times_asked}")
    print(f"  申请人各交一次 brought, each once: {len(made.brought)}；表单 forms {len(made.forms)} → 1")
    for paper in (*made.brought, *made.forms):
        print(f"    {paper.material}  ← {' '.join(paper.asked_by)}")
