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
    from jianzheng.apps.oversight.verify import verify as verify_records

    found = verify(options.number)
    records = verify_records()
    equal = found.equal and records.equal
    counts = {"cases": found.cases, "events": found.events, "records": records.records}
    if options.json:
        print(
            json.dumps({**counts, "equal": equal, "difference": found.en or records.en}, ensure_ascii=False)
        )
    elif equal:
        print(
            f"{found.cases} 个办件，{found.events} 个事件，{records.records} 条监督记录，全部一致"
            f" / {found.cases} cases, {found.events} events, {records.records} records of supervision, all equal"
        )
    else:
        print(f"{found.zh or records.zh} / {found.en or records.en}")
    return 0 if equal else 1
