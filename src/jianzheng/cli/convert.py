"""`jianzheng convert`: the same process as YAML, JSON, Excel, CSV or BPMN 2.0."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from jianzheng.cli.reading import add_source, situated, source
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.study import study
from jianzheng.formats import write
from jianzheng.formats.workbook import write_workbook


def _bpmn(process: Process) -> bytes:
    from jianzheng.formats.bpmn import to_bpmn

    return to_bpmn(process)


WRITERS: dict[str, Callable[[Process], bytes]] = {
    ".yaml": lambda process: write.to_yaml(process).encode(),
    ".json": lambda process: write.to_json(process).encode(),
    ".csv": write.to_csv,
    ".xlsx": write_workbook,
    ".bpmn": _bpmn,
}


def run(argv: list[str]) -> int:
    """Write one process in the format the ending names."""
    parser = ArgumentParser("jianzheng convert", description="转换格式 · convert")
    add_source(parser)
    parser.add_argument("--to", required=True, metavar="OUT.yaml|json|csv|xlsx|bpmn")
    parser.add_argument(
        "--redesigned", action="store_true", help="写出简化后的流程 · the process after all lawful moves"
    )
    options = parser.parse_args(argv)
    path = Path(options.to)
    if path.suffix not in WRITERS:
        raise Refused(
            f"目标文件名要以 {'、'.join(WRITERS)} 结尾。", f"The target must end in {', '.join(WRITERS)}."
        )
    _, processes, lawbook = source(options.source, options.process)
    if len(processes) != 1:
        names = "、".join(process.id for process in processes)
        raise Refused(f"请用 --process 选一个流程：{names}。", f"Choose one with --process: {names}.")
    process = situated(processes[0], options.when, options.unless)
    path.write_bytes(WRITERS[path.suffix](study(process, lawbook).after if options.redesigned else process))
    print(f"已写出 wrote {path}")
    return 0
