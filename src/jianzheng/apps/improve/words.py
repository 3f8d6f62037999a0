"""The words of improvement: states of a proposal, lines of its history."""

from __future__ import annotations

from jianzheng.apps.improve.models import State
from jianzheng.core.text import Text

STATES = {
    State.OPEN: Text("待决定", "to be decided"),
    State.ACCEPTED: Text("已采纳", "accepted"),
    State.DECLINED: Text("不采纳", "declined"),
    State.SUPERSEDED: Text("已被新版取代", "superseded"),
    State.IN_FORCE: Text("已生效，待测效果", "in force, not yet measured"),
    State.MEASURED: Text("已生效，效果已测", "in force, measured"),
}
HISTORY = {
    "found": Text("夜间分析提出", "filed by the night"),
    "again": Text("重新提出", "filed again"),
    "accepted": Text("采纳", "accepted"),
    "declined": Text("不采纳", "declined"),
    "superseded": Text("被新版取代", "superseded"),
    "in_force": Text("发布生效", "put in force"),
    "measured": Text("效果已测", "measured"),
}
