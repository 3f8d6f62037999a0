"""What is said of how matters end, and of what may follow."""

from __future__ import annotations

from jianzheng.core.case import events as e
from jianzheng.core.kinds.decide import DECISIONS
from jianzheng.core.kinds.deliver import WAYS
from jianzheng.core.text import Text
from jianzheng.web.ui.timeline.scene import Said, Scene, by, named, of, written

CONSEQUENCES = {
    "withdraw": Text("视为撤回申请", "the application counts as withdrawn"),
    "revoke": Text("由决定机关依法处理，可以撤销决定", "the organ that decided acts by law and may annul"),
}
"""What follows when a paper owed or a promise lapses, by the word an event carries."""


def decided(event: e.Decided, scene: Scene) -> Said:
    """What was decided, on which matter, why, and what may be done against it."""
    outcome = DECISIONS.get(event.outcome, Text(event.outcome))
    head = Text(f"作出决定：{outcome.zh}", f"decided: {outcome.en or outcome.zh}")
    matter = scene.matters(event.item)
    if str(matter):
        head = Text(f"{head.zh}（{matter.zh}）", f"{head.en} ({matter.en or matter.zh})")
    said = (
        named("理由", "reasons", written(event.reasons)),
        named("救济途径", "remedies", written(event.remedies)),
        by("有效期至", "valid until", event.valid_until),
        named("决定书", "decision", event.document),
    )
    return Said(head, said)


def issued(event: e.Issued, scene: Scene) -> Said:
    """Under which number, valid how long."""
    head = Text(f"制证：{event.number}", f"issued: {event.number}")
    matter = scene.matters(event.item)
    said = (matter, by("有效期至", "valid until", event.valid_until), named("文书", "paper", event.document))
    return Said(head, said)


def delivered(event: e.Delivered, scene: Scene) -> Said:
    """In which way, and whether in time."""
    way = dict(WAYS).get(event.way, Text(event.way))
    late = Text("超过送达期限", "after the term for delivery") if event.late else Text("")
    said = (
        scene.matters(event.item),
        named("签收人或单号", "signed by, or parcel number", event.receipt),
        late,
    )
    return Said(of(Text("送达", "delivered"), way), said)


def _rectified(scene: Scene, asked: int) -> bool:
    """Whether what came puts a promise right that was found false."""
    return scene.debts.get(asked) in ("false", "repaired")


def handed_in(event: e.DebtHandedIn, scene: Scene) -> Said:
    """Which paper came and waits for its checker."""
    head = (
        Text("提交整改材料，待核查", "what puts a false promise right handed in, to be checked")
        if _rectified(scene, event.asked)
        else Text("补交容缺材料，待核查", "owed paper handed in, to be checked")
    )
    return Said(of(head, scene.materials([event.asked])))


def sent_back(event: e.DebtReturned, scene: Scene) -> Said:
    """Which paper was returned, why, and by when it is owed."""
    rectified = _rectified(scene, event.asked)
    what = (
        Text("退回整改材料", "what was to put the promise right sent back")
        if rectified
        else Text("退回补交的材料", "paper sent back")
    )
    until = (
        by("整改期限", "to be put right by", event.due) if rectified else by("补交期限", "owed by", event.due)
    )
    return Said(of(what, scene.materials([event.asked])), (named("理由", "reason", event.reason), until))


def gap_closed(event: e.GapClosed, scene: Scene) -> Said:
    """That nothing is owed any more."""
    head = Text("容缺材料已补齐，准予生效", "nothing is owed any more: granted")
    return Said(of(head, scene.matters(*event.items)))


def settled(event: e.DebtSettled, scene: Scene) -> Said:
    """Which paper came, or which promise held."""
    head = _SETTLED.get(scene.debts.get(event.asked, ""), _SETTLED["tolerated"])
    return Said(of(head, scene.materials([event.asked])))


_RECTIFIED = Text("整改材料已核查，符合要求", "false promise put right and checked")
_SETTLED = {
    "promised": Text("承诺核查属实", "promise checked and true"),
    "false": _RECTIFIED,
    "repaired": _RECTIFIED,
    "tolerated": Text("补交材料已核查，符合要求", "owed paper checked and right"),
}


def lapsed(event: e.DebtLapsed, scene: Scene) -> Said:
    """Which paper did not come, and what follows."""
    promised = scene.debts.get(event.asked, "tolerated") != "tolerated"
    head = (
        Text("承诺逾期未核实或未整改", "promise not checked or put right in time")
        if promised
        else Text("容缺材料逾期未补", "owed paper did not come in time")
    )
    follows = CONSEQUENCES.get(event.consequence, Text(event.consequence))
    return Said(of(head, scene.materials([event.asked])), (named("后果", "what follows", follows),))


def dropped(event: e.DebtDropped, scene: Scene) -> Said:
    """Which paper or promise is no longer needed."""
    head = Text(
        "不再需要补交或核查（事项已结束）", "no longer to come or to be checked: the matter has ended"
    )
    return Said(of(head, scene.materials([event.asked])))


def broken(event: e.PromiseBroken, scene: Scene) -> Said:
    """Which promise, what was found, until when it is to be put right."""
    head = of(Text("承诺不实", "promise found false"), scene.materials([event.asked]))
    said = (
        named("核查情况", "what was found", event.found),
        by("整改期限", "to be put right by", event.due),
        named("责令限期整改通知书", "order", event.document),
    )
    return Said(head, said)


def repaired(event: e.CreditRepaired, scene: Scene) -> Said:
    """After which false promise credit was repaired, and on which number."""
    head = of(
        Text("不实承诺的信用已修复", "credit repaired after a false promise"), scene.materials([event.asked])
    )
    return Said(head, (named("信用修复决定文号", "number of the ruling", event.order_no),))


def renewed(event: e.Renewed, scene: Scene) -> Said:
    """That silence counted as granting."""
    head = Text("逾期未作决定，视为准予延续", "no decision before expiry: deemed renewed")
    return Said(of(head, scene.matters(event.item)))


def closed(event: e.Closed, scene: Scene) -> Said:
    """That the case went to the archive."""
    return Said(Text("办结归档", "closed and archived"), (named("原因", "reason", event.reason),))
