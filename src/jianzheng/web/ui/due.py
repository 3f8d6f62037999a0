"""What a person is told after each act: the day the case is due now."""

from __future__ import annotations

from jianzheng.apps.cases.rules import last_day
from jianzheng.core.case import Case
from jianzheng.web.ui.say import say


def due_now(case: Case) -> str:
    """The earliest day that counts for a running matter of the case, to follow a sentence; "" when no clock runs."""
    clocks = [item.clock for item in case.items if item.clock and not item.clock.paused]
    if not clocks:
        return ""
    day = last_day(min(clock.due for clock in clocks))
    return say(f" Next due on {day}.", f"最近到期日：{day}。")
