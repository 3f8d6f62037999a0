"""One line about a whole case: where its matters stand, and once they have ended, how."""

from __future__ import annotations

from collections import Counter

from jianzheng.core.case.case import BEFORE, DECIDED, UNSERVED, Case, Item, State
from jianzheng.core.text import Text

_BEFORE = {
    State.RECEIVED: Text("已收件，待答复是否受理", "received, to be answered"),
    State.SUPPLEMENT: Text("已一次性告知，等申请人补正", "notice given, waiting for the applicant"),
    State.SUPPLEMENTED: Text("已补正，待受理", "completed, to be accepted"),
}
TO_SERVE = {
    State.GRANTED: Text("准予（待送达）", "granted (to be delivered)"),
    State.REFUSED: Text("不予（待送达）", "refused (to be delivered)"),
    State.NOT_OURS: Text("不予受理（待送达）", "not accepted (to be delivered)"),
}
"""Decided, and not delivered yet."""
NOT_YET = Text("已提交，待收件", "handed in, not yet received")
"""Where a matter stands that nobody has received yet."""


def summary(case: Case) -> Text:
    """Where the matters of a case stand, those that stand alike counted together; a single matter is not counted."""
    stands = Counter(_stands(item) for item in case.items if item.number)
    if len(stands) == 1:
        return next(iter(stands))
    return Text(
        "，".join(f"{text.zh} {count} 项" for text, count in stands.items()),
        ", ".join(f"{count} {text.en}" for text, count in stands.items()),
    )


def _stands(item: Item) -> Text:
    if not item.ended_at and item.state in TO_SERVE:
        return TO_SERVE[item.state]
    if item.ended_at or item.state not in BEFORE:
        return item.state.title
    return NOT_YET if item.state == State.RECEIVED and not item.received_by else _BEFORE[item.state]


def due_for(case: Case) -> Text:
    """What has to be done by the date that comes first in a case; empty where no date runs."""
    running = [(item.clock.due, item) for item in case.items if item.clock and not item.clock.paused]
    if not running:
        return Text("")
    _, item = min(running, key=lambda pair: pair[0])
    if item.state in BEFORE:
        return Text("前（含当日）答复是否受理", "answer by")
    return (
        Text("前（含当日）送达", "deliver by")
        if item.state in DECIDED | UNSERVED
        else Text("前（含当日）办结", "decide by")
    )
