"""The words of improvement: states of a proposal, lines of its history, events of our own log."""

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
EVENTS = {
    "Applied": Text("申请", "applied"),
    "Received": Text("收件", "received"),
    "SupplementAsked": Text("要求补正", "asked to complete"),
    "Supplemented": Text("补正", "completed"),
    "Accepted": Text("受理", "accepted"),
    "Begun": Text("开始办理", "work began"),
    "Claimed": Text("认领", "taken up"),
    "Returned": Text("退回重办", "sent back"),
    "Copied": Text("征求意见", "opinion asked"),
    "CopyAnswered": Text("意见答复", "opinion given"),
    "Paused": Text("依法中止", "paused by law"),
    "Resumed": Text("恢复计时", "resumed"),
    "Extended": Text("延期", "extended"),
    "Met": Text("联合审查", "joint meeting"),
    "NotRequired": Text("不需要许可", "no licence needed"),
    "NotOurs": Text("不予受理", "not accepted"),
    "Withdrawn": Text("撤回申请", "withdrawn"),
    "DebtSettled": Text("容缺补齐", "owed paper handed in"),
    "DebtLapsed": Text("容缺逾期", "owed paper lapsed"),
    "Closed": Text("归档", "closed"),
}
