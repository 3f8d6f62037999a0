"""The reasons not to believe part of a log, in words, and how often one was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jianzheng.core.text import Text

BULK = 10
"""So many entries of one person within one minute were not made one by one."""
SHOWN = 5
"""Examples kept of each doubt."""


class Doubt(StrEnum):
    """A reason not to believe part of a log."""

    NO_TIME = "no_time"
    DATE_ONLY = "date_only"
    ZERO_LENGTH = "zero_length"
    ONE_MOMENT = "one_moment"
    BACKWARDS = "backwards"
    BULK = "bulk"
    NIGHT = "night"
    DAY_OFF = "day_off"
    NOBODY = "nobody"
    STRANGER = "stranger"
    PROMISED_DAY = "promised_day"
    NO_END = "no_end"

    @property
    def says(self) -> Text:
        """What was found."""
        return WORDS[self][0]

    @property
    def spoils(self) -> Text:
        """What must not be concluded from it."""
        return WORDS[self][1]


WORDS = {
    Doubt.NO_TIME: (
        Text("没有时间的事件", "events without a time"),
        Text("不进入任何时间统计", "they count in no figure about time"),
    ),
    Doubt.DATE_ONLY: (
        Text("只有日期、没有钟点的事件", "events with a date but no hour"),
        Text("同一天内的先后和时长不可信", "order and lengths within one day cannot be believed"),
    ),
    Doubt.ZERO_LENGTH: (
        Text("不花时间的环节（与上一步同一时刻，或起止相同）", "steps that took no time"),
        Text(
            "这些环节的办理时间和提速空间不可信",
            "how long these steps take, and what they would gain, cannot be believed",
        ),
    ),
    Doubt.ONE_MOMENT: (
        Text("全程同一时刻的办件", "cases whose events all bear one moment"),
        Text("很可能事后补录：不能用来证明办得快", "probably keyed in afterwards: no proof of speed"),
    ),
    Doubt.BACKWARDS: (
        Text("结束早于开始的事件", "events that end before they begin"),
        Text("这些事件的办理时间按零计", "the work on them counts as nothing"),
    ),
    Doubt.BULK: (
        Text(
            f"成批录入：同一人一分钟内 {BULK} 条以上",
            f"entered in bulk: {BULK} or more by one person within a minute",
        ),
        Text("这些时刻是录入的时刻，不是办理的时刻", "the moments are those of keying in, not of the work"),
    ),
    Doubt.NIGHT: (
        Text("夜间（22 点至 6 点）录入的事件", "events entered at night, from 22 to 6 o'clock"),
        Text(
            "工作时间的测算偏大，或由系统自动生成", "working hours come out too long, or a program wrote them"
        ),
    ),
    Doubt.DAY_OFF: (
        Text("休息日录入的事件", "events on days off"),
        Text("工作日口径的时长会少算", "lengths in working days come out too short"),
    ),
    Doubt.NOBODY: (
        Text("没有经办人的事件", "events without a person"),
        Text("交接和工作量统计不完整", "hand-overs and loads are incomplete"),
    ),
    Doubt.STRANGER: (
        Text("经办人不在人员名册的事件", "events by somebody not in the staff register"),
        Text(
            "可能随机填写：按人、按岗位的统计不可信",
            "perhaps filled in at random: figures by person or post cannot be believed",
        ),
    ),
    Doubt.PROMISED_DAY: (
        Text("恰好在承诺当日办结的办件", "cases that end exactly on the promised day"),
        Text(
            "若占多数，办结时间可能按承诺填写，不能证明按时",
            "if most do, the ends may follow the promise and prove nothing",
        ),
    ),
    Doubt.NO_END: (
        Text("看不到结尾的办件", "cases whose end is not seen"),
        Text(
            "它们的时长偏短，平均数和中位数随之偏短",
            "their lengths are too short, and means and medians with them",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """How often a doubt was found among `of`, and examples: case numbers, or who and when."""

    count: int = 0
    of: int = 0
    examples: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Count over `of`, 0 where there was nothing to look at."""
        return self.count / self.of if self.of else 0.0

    def __add__(self, other: Found) -> Found:
        examples = tuple(sorted({*self.examples, *other.examples})[:SHOWN])
        return Found(self.count + other.count, self.of + other.of, examples)
