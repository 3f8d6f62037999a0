"""One command with a few verbs; each verb is a module that is imported only when asked for, so that it starts at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from jianzheng import __version__
from jianzheng.core.refusal import Refused

VERBS = {
    "examine": ("检查一个流程，列出每处缺陷", "examine a process, list every defect"),
    "redesign": ("给出合法的简化方案和证明", "propose lawful simplifications and prove the gain"),
    "explain-date": ("逐日说明一个到期日", "explain a due date day by day"),
    "chain": ("把多个事项合成一件事", "several matters as one thing"),
    "analyse": (
        "分析事件日志：可信吗、时间花在哪、哪些只是惯例",
        "what an event log says, and whether to believe it",
    ),
    "compare": ("并排比较几份日志，或简化前后", "logs side by side, or before and after"),
    "conform": ("日志与 Petri 网是否相符", "does a log fit a Petri net that another tool drew"),
    "simulate": ("带人员、办公时间和日历的流程仿真", "a process with staff, hours and a calendar"),
    "level": (
        "联合核查、专家评审排期，谁也不必同时在两处",
        "lay joint inspections and panels on days, exactly",
    ),
    "prove": (
        "证明成效：名义、仿真、实测并列，可重算",
        "prove the gain: nominal, simulated, measured; recompute a proof",
    ),
    "export": ("把本系统的办件事件导出为日志", "our own events as a log"),
    "improve": ("分析本系统办件，列出改进建议", "mine our own events, list the proposals"),
    "verify": ("重算事件链和数据行，指出第一处差异", "recompute chains and rows, name the first difference"),
    "packs": ("列出随附的内容包", "list the content packs"),
    "template": ("下载填报用的 Excel 模板", "write the Excel template to fill in"),
    "convert": (
        "在 YAML、Excel、CSV、JSON、BPMN 之间转换",
        "convert between YAML, Excel, CSV, JSON and BPMN",
    ),
}
MISUSED = 2
BROKEN_PIPE = 141


def usage() -> str:
    """The overview printed by --help, in both languages."""
    rows = "\n".join(f"  {verb:<14}{zh} · {en}" for verb, (zh, en) in VERBS.items())
    return (
        "用法 usage: jianzheng VERB …\n\n"
        f"{rows}\n\n每个命令的选项 options of each: jianzheng VERB --help   版本 version: jianzheng --version"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; answers the exit code: 0 done, 1 errors found, 2 misused or refused."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if words else MISUSED
    if words[0] == "--version":
        print(f"jianzheng {__version__}")
        return 0
    if words[0] not in VERBS:
        print(f"没有“{words[0]}”这个命令 / no such verb: {words[0]}\n\n{usage()}", file=sys.stderr)
        return MISUSED
    return _run(words[0], words[1:])


def _run(verb: str, argv: list[str]) -> int:
    run = import_module(f"jianzheng.cli.{verb.replace('-', '_')}").run
    try:
        return int(run(argv))
    except Refused as refused:
        print(refused, file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
        return BROKEN_PIPE
    except OSError as broken:
        print(
            f"读写文件失败 / cannot read or write: {broken.filename or ''} {broken.strerror or broken}",
            file=sys.stderr,
        )
    return MISUSED
