"""`jianzheng verify`: recompute every chain of hashes and every row, and say whether all is equal."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser


def run(argv: list[str]) -> int:
    """Verify the database of DATABASE_URL; exit code 1 names the first difference."""
    parser = ArgumentParser("jianzheng verify", description="重算事件链和数据行 · recompute chains and rows")
    parser.add_argument("number", nargs="?", default="", help="只查一个办件 · one case only")
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    import django

    django.setup()
    from jianzheng.apps.cases.verify import verify

    found = verify(options.number)
    if options.json:
        said = {"cases": found.cases, "events": found.events, "equal": found.equal, "difference": found.en}
        print(json.dumps(said, ensure_ascii=False))
    elif found.equal:
        counts = f"{found.cases} cases, {found.events} events"
        print(f"{found.cases} 个办件，{found.events} 个事件，全部一致 / {counts}, all equal")
    else:
        print(f"{found.zh} / {found.en}")
    return 0 if found.equal else 1
