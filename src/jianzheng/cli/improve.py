"""`jianzheng improve`: mine our own events now instead of at night, and list what there is to decide."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jianzheng.apps.improve.queries import Row


def run(argv: list[str]) -> int:
    """Look at every service of the database of DATABASE_URL that was not looked at this night; list the open proposals."""
    options = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from jianzheng.apps.improve import actions, night, queries

    now = timezone.localtime()
    if options.again:
        actions.look_now()
    looked = sum(night.look(edition=edition, now=now) for edition in night.due(now))
    rows = queries.listed(state="open")
    if options.json:
        print(json.dumps({"looked": looked, "proposals": [_shown(row) for row in rows]}, ensure_ascii=False))
        return 0
    for row in rows:
        title, said, answer = row.title, row.said, row.answer
        print(f"{title.zh}：{said.zh} → {answer.zh}")
        print(f"  {title.en or title.zh}: {said.en} → {answer.en}")
    zh, en = f"分析了 {looked} 项服务，{len(rows)} 条建议待决定", f"looked at {looked} services"
    print(f"{zh} / {en}, {len(rows)} proposals to decide")
    return 0


def _parser() -> ArgumentParser:
    about = "分析本系统办件，列出改进建议 · mine our own events, list the proposals"
    parser = ArgumentParser("jianzheng improve", description=about)
    again = "今晚分析过的也重新分析 · look again at what was looked at"
    parser.add_argument("--again", action="store_true", help=again)
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    return parser


def _shown(row: Row) -> dict[str, object]:
    """One proposal for programs."""
    return {
        "id": row.id,
        "service": row.service,
        "edition": row.edition,
        "kind": row.kind,
        "said": {"zh": row.said.zh, "en": row.said.en},
        "answer": {"zh": row.answer.zh, "en": row.answer.en},
        "move": row.moves,
        "cases": row.cases,
        "of": row.of,
        "days": row.total,
        "simulated": row.simulated,
    }
