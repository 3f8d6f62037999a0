"""A log on a cluster: Apache Spark keeps its parts, every figure is asked of each where it lies, and only answers travel.

Cases are dealt out by the hash of their name, so a part holds whole cases; each part codes its names by itself, for every
answer carries its own names, sorted, and is joined with others by name. Loaded only where a cluster is asked for.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np

from jianzheng.core.refusal import Refused
from jianzheng.lab.kept import Keep, chosen
from jianzheng.lab.log.log import Log
from jianzheng.lab.log.mapping import guessed
from jianzheng.lab.log.parquet import Understood, imported, understood
from jianzheng.lab.log.report import Imported, Oddity, Report
from jianzheng.lab.parts import Asked, Sum

PART = 2_000_000
"""Events that one part may well hold: about 100 MB on a worker."""
FILE, ROW = "__file__", "__row__"
"""Where a row stood, so that events of one moment keep the order of the file."""
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.legacy.parquet.nanosAsLong": "true",
    "spark.log.level": "ERROR",
}
Choice = Callable[[Log], Keep | None]


@contextmanager
def session(master: str) -> Iterator[Any]:
    """A session on a cluster, ended afterwards. Raises Refused where pyspark, Java or the cluster is missing."""
    _java()
    with _calm():
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise Refused(
                '未安装 Spark。请先运行 pip install "jianzheng[spark]"，或去掉 --spark 在本机分析。',
                'Spark is not installed. Run pip install "jianzheng[spark]", or leave out --spark to analyse here.',
            ) from None
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master(master).appName("jianzheng")
        builder = builder.config(map={**SETTINGS, "spark.ui.showConsoleProgress": sys.stderr.isatty()})
        try:
            spark = builder.getOrCreate()
        except Exception as broken:
            raise Refused(
                f"连不上 Spark 集群“{master}”（{_short(broken)}）。请检查 --spark 的写法、集群是否在运行、"
                "Java 是否为 17 或更高版本。",
                f"No Spark cluster at “{master}” ({_short(broken)}). Check what --spark says, whether it runs, and that Java "
                "is 17 or later.",
            ) from broken
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def _calm() -> Iterator[None]:
    """Spark has its doubts about the newest pandas, which takes no part in this."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


def _java() -> None:
    """Raises Refused where there is no Java."""
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(str(Path(home, "bin", "java")) if home else "java"):
        raise Refused(
            "没有找到 Java。Spark 需要 Java 17 或更高版本：请安装，或用 JAVA_HOME 指明位置。",
            "There is no Java. Spark needs Java 17 or later: install it, or say where it is in JAVA_HOME.",
        )


def _short(broken: Exception) -> str:
    """What went wrong in one line: where a worker's Python failed its last one, else the first."""
    lines = [line for line in str(broken).splitlines() if line.strip()] or [type(broken).__name__]
    traced = [n for n, line in enumerate(lines) if line.startswith("Traceback")]
    told = [line for line in lines[traced[-1] + 1 :] if not line[0].isspace()] if traced else []
    return (told or lines)[0].strip()[:200].rstrip(".")


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """A log in parts on the workers; `rows` is how many its files have. `choice` says which cases of a part count."""

    parts: Any
    rows: int
    choice: Choice | None = None

    def total(self, asked: Asked[Sum]) -> Sum:
        """What the whole log answers. Raises Refused when no case counts, and what a part or the sum refuses."""
        found = self._asked(partial(_answer, asked=asked, choice=self.choice))
        if not found:
            raise Refused("没有符合条件的办件。", "No case is left by these filters.")
        return cast(Sum, _added(found))

    def report(self) -> Report:
        """What happened to the rows on their way in."""
        reports = self._asked(_report)
        whole = Report(format="Parquet", rows=self.rows, kept=sum(report.kept for report in reports))
        whole.add(Oddity.NO_CASE, self.rows - whole.kept)
        for report in reports:
            for oddity, (count, examples) in report.odd.items():
                had = whole.odd.get(oddity, (0, ()))[1]
                whole.add(oddity, count, [one for one in examples if one not in had])
        whole.notes = list(dict.fromkeys(note for report in reports for note in report.notes))
        return whole

    def outline(self) -> Log:
        """The columns of the log, without cases."""
        return cast(Log, self._asked(_outline)[0])

    def chosen(self, choice: Choice) -> Cluster:
        """Only the cases that a choice keeps of each part."""
        return replace(self, choice=choice)

    def _asked(self, ask: Callable[[Imported], Any]) -> list[Any]:
        """What each part answers. Raises Refused where one refuses, or where the cluster fails."""
        try:
            rows = _held(self.parts, partial(_answered, ask=ask)).collect()
        except Exception as broken:
            raise Refused(
                f"集群计算失败（{_short(broken)}）。请检查各工作节点都装有 jianzheng、都能读到日志、内存够用。",
                f"The cluster failed ({_short(broken)}). Check that every worker has jianzheng installed, reaches the log, "
                "and has memory enough.",
            ) from broken
        answers = [pickle.loads(row.held) for row in rows]
        for answer in answers:
            if isinstance(answer, Refused):
                raise answer
        return [answer for answer in answers if answer is not None]


def spread(spark: Any, path: str, said: Mapping[str, Any], zone: str = "UTC") -> Cluster:
    """The log of a Parquet file, or of a directory of them, wherever Spark and Arrow both reach it; `said` names columns that
    would be guessed wrongly. Raises Refused when it is none or holds no event."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    try:
        table = ds.dataset(path, format="parquet")
    except (pa.ArrowInvalid, OSError):
        raise Refused(
            f"“{path}”不是 Parquet 文件或目录。请先在一台机器上用 jianzheng analyse 的 --store 另存为 Parquet。",
            f"“{path}” is no Parquet file or directory; write it with jianzheng analyse and --store on one machine first.",
        ) from None
    mapping = replace(guessed(table.schema.names), **said) if said else None
    how, rows = understood(table.schema, mapping, zone), table.count_rows()
    frame = spark.read.parquet(path if "://" in path else Path(path).resolve().as_uri())
    frame = frame.select(*(frame[f"`{name}`"] for name in table.schema.names), *_places())
    frame = frame.where(frame[f"`{how.mapping.case}`"].isNotNull())
    count = max(spark.sparkContext.defaultParallelism, -(-rows // PART))
    frame = frame.repartition(count, frame[f"`{how.mapping.case}`"])
    kept = Cluster(_held(frame, partial(_laid, how=how, schema=table.schema)).persist(), rows)
    if not kept._asked(_outline):
        raise Refused(
            "文件里没有事件。请检查是否选对了文件和列。",
            "No events in the file. Is it the right one, and the columns?",
        )
    return kept


def _places() -> list[Any]:
    """Where each row stands."""
    from pyspark.sql.functions import col

    return [col("_metadata.file_path").alias(FILE), col("_metadata.row_index").alias(ROW)]


def _held(frame: Any, ask: Callable[[Any], Iterator[Any]]) -> Any:
    """One pickled value of each part that has any."""
    with _calm():
        return frame.mapInArrow(ask, "held binary")


def _laid(batches: Iterable[Any], how: Understood, schema: Any) -> Iterator[Any]:
    """On a worker: the rows of a part to its log."""
    import pyarrow as pa

    pieces = list(batches)
    if sum(piece.num_rows for piece in pieces):
        table = pa.Table.from_batches(pieces).sort_by([(FILE, "ascending"), (ROW, "ascending")])
        yield _row(imported(_typed(table.drop_columns([FILE, ROW]), schema), how))


def _typed(table: Any, schema: Any) -> Any:
    """Moments to the nanosecond, which Spark hands over as numbers, as moments again."""
    import pyarrow as pa

    for place, name in enumerate(table.schema.names):
        kind = schema.field(name).type
        if pa.types.is_timestamp(kind) and pa.types.is_integer(table.schema.field(name).type):
            table = table.set_column(place, name, table.column(name).cast(kind))
    return table


def _answered(batches: Iterable[Any], ask: Callable[[Imported], Any]) -> Iterator[Any]:
    """On a worker: what a log that lies here answers; a refusal is handed back as it is."""
    for batch in batches:
        for held in batch.column(0):
            try:
                yield _row(ask(pickle.loads(held.as_buffer())))
            except Refused as refused:
                yield _row(Refused(refused.zh, refused.en))


def _row(value: Any) -> Any:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict({"held": pa.array([pickle.dumps(value, protocol=5)], pa.binary())})


def _answer(one: Imported, asked: Asked[Sum], choice: Choice | None) -> Sum | None:
    """What the chosen cases of a part answer; None where none is chosen."""
    keep = chosen(one.log, choice(one.log) if choice else None)
    if not keep.any():
        return None
    log = one.log if keep.all() else one.log.chosen(keep)
    return asked(log, chosen(log, None))


def _report(one: Imported) -> Report:
    return one.report


def _outline(one: Imported) -> Log:
    return one.log.chosen(np.zeros(len(one.log), np.bool_))


def _added(found: list[Any]) -> Any:
    """The sum, neighbours first, so that nothing large is copied more often than the number of parts has digits."""
    while len(found) > 1:
        found = [sum(found[n + 1 : n + 2], found[n]) for n in range(0, len(found), 2)]
    return found[0]
