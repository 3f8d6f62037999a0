"""`jianzheng analyse`: what an event log says: whether it can be believed, where the time goes, what is only habit."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shlex
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jianzheng import __version__
from jianzheng.cli.cluster import analysed
from jianzheng.cli.logs import add_log, kept_cases, pauses, read_log
from jianzheng.cli.reading import situated, source
from jianzheng.core.confront import Confronted, confront
from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    from jianzheng.lab.analysis import Analysis, Terms
    from jianzheng.lab.deadlines import Columns
    from jianzheng.lab.honesty import Known
    from jianzheng.lab.log.log import Log
    from jianzheng.lab.log.report import Report

SHOWN = 5
"""Rows of each list on the terminal; the JSON and the report have more."""
PAIR = 2
"""A table of two columns names figures and is shown whole."""
LEAST_SHARE, MOST_SHARE = 0.5, 1.0


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(
            f"命令写法有误（{message}），请看 jianzheng analyse --help。",
            f"The command is not written right ({message}); see jianzheng analyse --help.",
        )


def run(argv: list[str]) -> int:
    """Analyse one log and print or write the result. Raises Refused for what cannot be read or asked."""
    options = _options(argv)
    from jianzheng.lab.analysis.shape import analysis_json, import_json

    terms = _terms(options)
    made, report = analysed(options, terms, _columns) if options.spark else _here(options, terms)
    if options.report:
        _report(made, options, argv)
    if options.json:
        shape = {**analysis_json(made), "import": import_json(report)}
        print(json.dumps(shape, ensure_ascii=False, indent=1))
    else:
        for oddity, (count, _) in report.odd.items():
            print(f"  ! {oddity.says.zh} {oddity.says.en}: {count}")
        _print(made)
    return 0


def _here(options: Namespace, terms: Terms) -> tuple[Analysis, Report]:
    """The analysis on this machine, and what happened to the rows."""
    from jianzheng.lab.analysis import analyse

    imported = read_log(options.log, options)
    _columns(imported.log, options)
    made = analyse(imported.log, terms, kept_cases(imported.log, options))
    if options.to:
        _seen(imported.log, terms, options)
    if options.store:
        _stored(imported.log, options)
    return made, imported.report


REPEATED = {
    "--when": ("条件", "这个条件成立 · this condition holds"),
    "--unless": ("条件", "这个条件不成立 · it does not hold"),
    "--step": ("ACTIVITY=STEP", "日志中的活动就是流程的这个环节 · this activity is that step"),
    "--pause": ("OPENS=CLOSES", "依法中止的起止活动 · activities that open and close a lawful pause"),
    "--applicant": ("NAME", "申请人的活动 · an activity of the applicant"),
    "--promised": ("COLUMN", "承诺日、到期日所在的办件列 · a column of cases with a promised day"),
    "--due": ("COLUMN", "环节到期日所在的列 · a column of events with a due date"),
}
WORDS = {
    "--process": ("FILE|PACK[:PROCESS]", "对照的流程 · the declared process to lay it against"),
    "--calendar": ("cn", "工作日历：cn、nl、de-by… · working calendar; default: natural days"),
    "--office": ("COLUMN", "写着部门的列 · the column that names the office"),
    "--register": ("FILE", "人员名册，一行一人 · the staff register, one name a line"),
    "--ended": ("COLUMN", "办结日所在的办件列 · the column of the real end"),
    "--received": ("COLUMN", "受理日所在的办件列 · the column of the real start"),
    "--finished": ("COLUMN", "环节实际完成时间所在的列 · the column of the real end of a step"),
    "--to": ("OUT.yaml", "把日志所见的流程写成文件，可再造 · write the process seen, to be redesigned"),
    "--store": (
        "OUT.parquet",
        "把读入的日志另存为 Parquet · store the log as Parquet, which is read fastest",
    ),
    "--spark": ("MASTER", "在 Spark 集群上分析 · analyse on a Spark cluster: spark://…, yarn, local[2]"),
    "--report": ("OUT.html|pdf", "写出报告 · write a report"),
}


def _options(argv: list[str]) -> Namespace:
    parser = _Parser(
        "jianzheng analyse", description="分析事件日志 · analyse an event log", allow_abbrev=False
    )
    add = parser.add_argument
    add_log(parser)
    for word, (shown, said) in WORDS.items():
        add(word, metavar=shown, help=said)
    for word, (shown, said) in REPEATED.items():
        add(word, action="append", default=[], metavar=shown, help=said)
    always = "占比多高算“一贯” · the share that counts as always"
    add("--always", type=float, default=0.95, metavar="0.95", help=always)
    add("--most", type=int, default=50, metavar="50", help="各表行数 · rows of each list")
    add("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    _checked(options)
    return options


def _checked(options: Namespace) -> None:
    if options.report and Path(options.report).suffix not in (".html", ".pdf"):
        raise Refused("报告文件名要以 .pdf 或 .html 结尾。", "The report must end in .pdf or .html.")
    if options.to and Path(options.to).suffix not in (".yaml", ".yml"):
        raise Refused("--to 的文件名要以 .yaml 结尾。", "The file of --to must end in .yaml.")
    if options.store and Path(options.store).suffix != ".parquet":
        raise Refused("--store 的文件名要以 .parquet 结尾。", "The file of --store must end in .parquet.")
    if not LEAST_SHARE < options.always <= MOST_SHARE:
        raise Refused("--always 要大于 0.5，不超过 1。", "--always must be above 0.5 and at most 1.")
    if options.most < 1:
        raise Refused("--most 至少为 1。", "--most must be at least 1.")
    if not options.process and (options.step or options.when or options.unless):
        raise Refused(
            "--step、--when、--unless 要与 --process 一起用。",
            "--step, --when and --unless go with --process.",
        )


def _terms(options: Namespace) -> Terms:
    from jianzheng.formats.calendars import calendar
    from jianzheng.lab.analysis import WEEKDAYS, Terms
    from jianzheng.lab.discover.habits import Question
    from jianzheng.lab.waiting.split import Roles

    declared = _declared(options) if options.process else None
    return Terms(
        calendar=calendar(options.calendar) if options.calendar else WEEKDAYS,
        declared=declared,
        steps=_steps(options.step, declared),
        roles=Roles(frozenset(options.applicant), pauses(options.pause), options.office or ""),
        question=Question(threshold=options.always, most=options.most),
        known=_known(options),
        deadlines=_deadlines(options),
        most=options.most,
    )


def _known(options: Namespace) -> Known:
    from jianzheng.lab.honesty import Known

    register = None
    if options.register:
        lines = Path(options.register).read_text(encoding="utf-8-sig").splitlines()
        register = frozenset(line.strip() for line in lines) - {""}
    return Known(register, next(iter(options.promised), ""), options.ended or "")


def _deadlines(options: Namespace) -> Columns:
    from jianzheng.lab.deadlines import Columns

    promised, due = tuple(options.promised), tuple(options.due)
    return Columns(promised, options.ended or "", options.received or "", due, options.finished or "")


def _declared(options: Namespace) -> Confronted:
    _, processes, lawbook = source([options.process], None)
    if len(processes) != 1:
        names = "、".join(process.id for process in processes) or "–"
        raise Refused(
            f"请用 FILE:流程 指明其中一个流程；现有：{names}。",
            f"Say which process, as FILE:PROCESS; there are: {names}.",
        )
    return confront(situated(processes[0], options.when, options.unless), lawbook)


def _steps(words: list[str], declared: Confronted | None) -> dict[str, str]:
    steps = {}
    for word in words:
        activity, _, step = word.rpartition("=")
        if not activity or declared is None or step not in declared.process.index:
            raise Refused(
                f"--step 要写成 活动=环节编号，且环节在流程中：{word}。",
                f"--step is ACTIVITY=STEP with a step of the process: {word}.",
            )
        steps[activity] = step
    return steps


def _seen(log: Log, terms: Terms, options: Namespace) -> None:
    """Write the process seen in the chosen cases as a pack that the other verbs read."""
    from jianzheng.formats.write import to_yaml
    from jianzheng.lab.analysis import asked
    from jianzheng.lab.discover.seen import process_seen
    from jianzheng.lab.waiting.split import office_of

    office = office_of(log, terms.roles)
    process = process_seen(log, office, asked(terms), kept_cases(log, options))
    path = Path(options.to)
    path.write_text(to_yaml(replace(process, source=Path(options.log).name)), encoding="utf-8")
    print(f"已写出 wrote {path}", file=sys.stderr)


def _stored(log: Log, options: Namespace) -> None:
    """Write the log, all its cases, as Parquet."""
    from jianzheng.lab.log.parquet import write_parquet

    write_parquet(log, Path(options.store))
    print(f"已写出 wrote {options.store}", file=sys.stderr)


def _columns(log: Log, options: Namespace) -> None:
    """Raises Refused when a column is named that the log does not have."""
    for name, known in (
        *((name, log.case_dates) for name in (*options.promised, options.ended, options.received)),
        *((name, log.dates) for name in options.due),
        (options.finished, {**log.dates, **log.columns}),
        (options.office, log.columns),
    ):
        if name and name not in known:
            names = "、".join(known) or "–"
            raise Refused(f"没有“{name}”这一列；现有：{names}。", f"No column “{name}”; there are: {names}.")


def _report(made: Analysis, options: Namespace, argv: list[str]) -> None:
    from jianzheng.lab.analysis import paper

    path, log = Path(options.report), Path(options.log)
    digest = "–"
    if log.is_file():
        with log.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    imprint = paper.Imprint(
        file=log.name,
        digest=f"SHA-256 {log.name} = {digest}",
        command="jianzheng analyse " + shlex.join(word for word in argv),
        version=__version__,
        day=dt.date.today().isoformat(),
    )
    path.write_bytes(
        paper.pdf(made, imprint) if path.suffix == ".pdf" else paper.html(made, imprint).encode()
    )
    print(f"已写出 wrote {path}", file=sys.stderr)


def _print(made: Analysis) -> None:
    from jianzheng.lab.analysis.sections import sections

    for section in sections(made):
        print(f"■ {section.title.zh}  {section.title.en}")
        for note in section.notes:
            print(f"  {note.zh}\n  {note.en}")
        if not section.rows:
            print("  无 none")
        elif len(section.header) > PAIR:
            print("  " + " | ".join(f"{head.zh} {head.en}" for head in section.header))
            print("\n".join(f"  {' | '.join(row)}" for row in section.rows[:SHOWN]))
        else:
            print("\n".join(f"  {': '.join(row)}" for row in section.rows))
        print()
