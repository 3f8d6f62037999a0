"""Our own log against a process: what the engine writes around the steps is set aside, and no case is blamed for what it has
not reached or does not need."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.text import Text
from jianzheng.lab.log import own
from jianzheng.lab.log.log import NEVER, Log
from jianzheng.lab.log.own import ENDED, KIND, STEPS
from jianzheng.lab.log.pairs import some


def said(aside: int, waiting: int) -> Text:
    """The sentence about what was set aside."""
    return Text(
        f"本系统的日志：{aside} 条系统记录（申请、接收、受理、计时、暂停、归档等）不是环节，不参与对照；"
        f"{waiting} 件尚未办结，只核对到已办到之处；"
        "不予许可、撤回或未申请事项不再需要的环节不算跳过。",
        f"Our own log: {aside} records of the engine (application, receipt, acceptance, clocks, pauses, closing …) are"
        f" not steps and are set aside; {waiting} cases are still open and judged only as far as they got; steps no longer"
        " needed after a refusal or withdrawal, or of matters not applied for, are not skipped.",
    )


def still_open(log: Log) -> NDArray[np.bool_]:
    """The cases that have not ended."""
    ended = log.case_dates.get(ENDED)
    return np.zeros(len(log), np.bool_) if ended is None else ended == NEVER


def left_out(log: Log, case: int) -> frozenset[str]:
    """The steps a case does not need: of matters not applied for, refused, withdrawn."""
    column = own.left_out(log)
    code = int(column.codes[case])
    return frozenset(column.names[code].split()) if code >= 0 else frozenset()


def steps_only(log: Log) -> Log:
    """The log with the ends of steps only."""
    kind = log.columns[KIND]
    return some(log, np.array([*(name in STEPS for name in kind.names), False])[kind.codes])
