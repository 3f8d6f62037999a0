"""What happened to a file's rows on their way in: nothing is repaired or left out without being counted here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.log.log import Log

SHOWN = 5
"""Examples kept of each kind."""
Progress = Callable[[int, int], bool]
"""Told how far an import is (done, whole; bytes or rows, whole 0 when not known); answers False to stop it."""


class Cancelled(Refused):
    """The import was stopped; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("导入已取消，没有保留任何内容。", "The import was cancelled; nothing was kept.")


class Oddity(StrEnum):
    """Something about a row that had to be repaired, or made it useless."""

    NO_CASE = "no_case"
    UNNAMED = "unnamed"
    SAME_CASE = "same_case"
    EMPTY_CASE = "empty_case"
    NO_ACTIVITY = "no_activity"
    NO_TIME = "no_time"
    BAD_TIME = "bad_time"
    BAD_DATE = "bad_date"
    BAD_ROW = "bad_row"
    NESTED = "nested"
    OUTSIDE = "outside"
    TWICE = "twice"
    UNPAIRED = "unpaired"

    @property
    def says(self) -> Text:
        """What was odd and what was done about it."""
        return WORDS[self]


WORDS = {
    Oddity.NO_CASE: Text("没有办件编号：已舍去", "no case number: left out"),
    Oddity.UNNAMED: Text(
        "办件没有名称：保留，以“#序号”为名", "a case without a name: kept, named by its place (#n)"
    ),
    Oddity.SAME_CASE: Text("两个办件同名：合为一件", "two cases of one name: taken as one"),
    Oddity.EMPTY_CASE: Text("办件没有事件：已舍去", "a case without events: left out"),
    Oddity.NO_ACTIVITY: Text("没有活动名称：保留，记作“–”", "no activity: kept, named “–”"),
    Oddity.NO_TIME: Text(
        "没有时间：保留，按文件次序，不进入时间统计",
        "no time: kept in the order of the file, in no figure about time",
    ),
    Oddity.BAD_TIME: Text("时间无法识别：按没有时间处理", "a time that cannot be read: kept without a time"),
    Oddity.BAD_DATE: Text("其他日期无法识别：留空", "another date that cannot be read: left empty"),
    Oddity.BAD_ROW: Text("列数不对的行：已舍去", "a line with the wrong number of columns: left out"),
    Oddity.NESTED: Text("嵌套属性：未读入", "nested attributes: not read"),
    Oddity.OUTSIDE: Text("办件之外的事件：已舍去", "an event outside any case: left out"),
    Oddity.TWICE: Text("一个事件属于几个办件：各计一次", "an event of several cases: counted once in each"),
    Oddity.UNPAIRED: Text(
        "有开始没有完成（或相反）：单独成为事件",
        "a start without its end or the reverse: an event of its own",
    ),
}


@dataclass(slots=True)
class Report:
    """What was read and what was odd. `format` and `notes` say how the file was understood."""

    format: str = ""
    rows: int = 0
    kept: int = 0
    odd: dict[Oddity, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)

    def add(self, oddity: Oddity, count: int, examples: Iterable[str] = ()) -> None:
        """Count something odd; the first few examples are kept."""
        if count:
            had, shown = self.odd.get(oddity, (0, ()))
            self.odd[oddity] = (had + count, (*shown, *examples)[:SHOWN])


@dataclass(frozen=True, slots=True)
class Imported:
    """A log and what happened on its way in."""

    log: Log
    report: Report


def going(progress: Progress | None, done: int, whole: int) -> None:
    """Tell how far it is. Raises Cancelled when told to stop."""
    if progress is not None and not progress(done, whole):
        raise Cancelled
