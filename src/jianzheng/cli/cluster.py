"""`jianzheng analyse --spark`: the same analysis on a cluster, for logs that outgrow one machine."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jianzheng.cli.logs import read_log, said_columns, wanted_cases, zone_of
from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    from jianzheng.lab.analysis import Analysis, Terms
    from jianzheng.lab.log.log import Log
    from jianzheng.lab.log.report import Report

HERE = "local"
"""Masters that begin so run on this machine alone."""


def analysed(
    options: Namespace, terms: Terms, check: Callable[[Log, Namespace], None]
) -> tuple[Analysis, Report]:
    """The analysis and what happened to the rows. Raises Refused for what cannot be read, reached or asked; `check` raises it
    for columns that the log does not have."""
    from jianzheng.lab.analysis import analyse_over
    from jianzheng.lab.log.report import Imported
    from jianzheng.lab.log.zones import noted
    from jianzheng.lab.spark import session, spread

    if options.to or options.store:
        raise Refused(
            "--to 和 --store 要在本机分析时用；请去掉 --spark。",
            "--to and --store need the log on this machine; leave out --spark.",
        )
    with _reachable(options) as path, session(options.spark) as spark:
        cluster = spread(spark, path, said_columns(options), zone_of(options))
        outline = cluster.outline()
        check(outline, options)
        if wanted_cases(outline, options) is not None:
            cluster = cluster.chosen(partial(wanted_cases, options=options))
        made = noted(Imported(outline, cluster.report()), "")
        return analyse_over(cluster, terms), made.report


@contextmanager
def _reachable(options: Namespace) -> Iterator[str]:
    """The log as Parquet: itself, or, where all workers are on this machine, a copy for the time of the analysis."""
    path = Path(options.log)
    if "://" in options.log or path.is_dir() or _parquet(path):
        yield options.log
        return
    if not options.spark.startswith(HERE):
        raise Refused(
            "在集群上，日志须是各节点都能读到的 Parquet：请先在一台机器上用 --store 另存。",
            "On a cluster the log is Parquet that every worker reaches: write it with --store on one machine first.",
        )
    from jianzheng.lab.log.parquet import write_parquet

    with TemporaryDirectory() as folder:
        copy = Path(folder, "log.parquet")
        write_parquet(read_log(options.log, options).log, copy)
        yield str(copy)


def _parquet(path: Path) -> bool:
    if not path.is_file():
        raise Refused(f"找不到文件“{path}”。", f"There is no file “{path}”.")
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"
