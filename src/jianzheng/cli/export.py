"""`jianzheng export`: the events of our own cases as a log that `jianzheng analyse` and other tools read."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path

from jianzheng.core.refusal import Refused

ENDINGS = (".xes", ".xes.gz", ".parquet", ".jsonocel")


def run(argv: list[str]) -> int:
    """Write the events of the database of DATABASE_URL to a file; nothing about applicants is in it."""
    options = _parser().parse_args(argv)
    out = Path(options.out)
    if not out.name.endswith(ENDINGS):
        raise Refused(
            f"文件名要以 {'、'.join(ENDINGS)} 之一结尾。",
            f"The file must end in one of {', '.join(ENDINGS)}.",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    import django

    django.setup()
    from jianzheng.apps.cases.exported import exported
    from jianzheng.lab.log.parquet import write_parquet
    from jianzheng.lab.log.write import write_ocel, write_xes

    log = exported(offered=options.service, simulated=options.simulated)
    write = {".parquet": write_parquet, ".jsonocel": write_ocel}.get(out.suffix, write_xes)
    write(log, out)
    print(f"{len(log)} 个办件，{log.events} 个事件 → {out} / {len(log)} cases, {log.events} events")
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "jianzheng export", description="把本系统的办件事件导出为日志 · our own events as a log"
    )
    parser.add_argument("out", metavar="OUT", help=" | ".join(f"OUT{ending}" for ending in ENDINGS))
    parser.add_argument("--service", default="", help="只导出这一项服务 · only this service")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--real",
        dest="simulated",
        action="store_false",
        default=None,
        help="不含模拟办件 · no simulated cases",
    )
    which.add_argument(
        "--simulated", action="store_true", default=None, help="只含模拟办件 · only simulated cases"
    )
    return parser
