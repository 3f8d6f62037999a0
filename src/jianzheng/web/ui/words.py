"""One sentence for each event of a timeline, in both languages."""

from __future__ import annotations

from jianzheng.core.case import Happened
from jianzheng.core.case.events import Turned
from jianzheng.core.case.plain import kind_of
from jianzheng.core.service import Service
from jianzheng.core.text import Text

_KINDS = {
    "Applied": Text("提交申请", "applied"),
    "Received": Text("收件", "received"),
    "SupplementAsked": Text("一次性告知补正", "told what is missing"),
    "Supplemented": Text("补正", "supplemented"),
    "Accepted": Text("受理", "accepted"),
    "Begun": Text("开始办理", "began"),
    "NotRequired": Text("不受理（无需许可）", "no licence required"),
    "NotOurs": Text("不予受理（非本机关职权）", "not this organ's power"),
    "Attempted": Text("试图再次要求补正，被系统拒绝", "a second notice was tried and refused"),
    "Claimed": Text("认领或退回工作", "work claimed or given back"),
    "StepDone": Text("环节办结", "step done"),
    "Returned": Text("退回", "returned"),
    "Copied": Text("抄告", "another organ told"),
    "CopyAnswered": Text("抄告答复", "the other organ answered"),
    "Paused": Text("特别程序开始（不计时）", "clock stopped"),
    "PauseDisregarded": Text("停钟不成立，继续计时", "pause disregarded, the clock runs on"),
    "Resumed": Text("特别程序结束", "clock runs again"),
    "Extended": Text("延长期限", "term extended"),
    "Met": Text("联合会审", "joint meeting"),
    "Decided": Text("作出决定", "decided"),
    "Issued": Text("制证", "issued"),
    "Delivered": Text("送达", "delivered"),
    "Withdrawn": Text("撤件", "withdrawn"),
    "Recalled": Text("撤回", "recalled"),
    "Revoked": Text("撤销", "revoked"),
    "DebtSettled": Text("容缺或承诺核销", "owed paper settled"),
    "DebtLapsed": Text("容缺或承诺逾期", "owed paper did not come"),
    "PromiseBroken": Text("承诺不实", "promise found false"),
    "Turned": Text("灯色变化", "light turned"),
    "Recounted": Text("期限按新放假安排重算", "term counted anew after a holiday notice"),
    "Renewed": Text("视为准予延续", "deemed renewed"),
    "Closed": Text("办结归档", "closed"),
}


def happening(each: Happened, offered: Service) -> Text:
    """What happened, and to which step or matter."""
    event = each.event
    kind = kind_of(event)
    known = _KINDS.get(kind, Text(kind, kind))
    if isinstance(event, Turned):
        known = Text(f"亮灯：{event.light.title.zh}", f"light: {event.light.title.en}")
    about = _about(event, offered)
    if not str(about):
        return known
    return Text(f"{known.zh}：{about.zh}", f"{known.en}: {about.en or about.zh}")


def _about(event: object, offered: Service) -> Text:
    """The step or the matter an event names; nothing where it names neither."""
    step, item = getattr(event, "step", -1), getattr(event, "item", -1)
    if 0 <= step < len(offered.process.steps):
        found = offered.process.steps[step]
        return Text(found.name, found.en)
    return offered.matters[item].title if 0 <= item < len(offered.matters) else Text("")
