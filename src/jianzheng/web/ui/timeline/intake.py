"""What is said of the events before a case is worked on."""

from __future__ import annotations

from jianzheng.apps.people.queries import called
from jianzheng.core.case import COMING
from jianzheng.core.case import events as e
from jianzheng.core.case.notice import wanted as told
from jianzheng.core.text import Text
from jianzheng.web.ui.timeline.scene import Said, Scene, by, named, of

_WAYS = {
    "portal": Text("网上提交申请", "applied online"),
    "online": Text("网上提交申请", "applied online"),
    "window": Text("在窗口提交申请", "applied at the window"),
    "moved": Text("申请（在原系统办理时提出）", "applied, while it ran in another register"),
}
_MOVED = (("原编号", "number there"), ("迁入文件", "read from"), ("迁入日期", "brought over on"))
_OWED = {"tolerated": ("容缺后补", "to follow"), "promised": ("告知承诺", "promised")}


def applied(event: e.Applied, scene: Scene) -> Said:
    """How it was handed in, with which papers."""
    head = _WAYS.get(event.channel, Text("提交申请", "applied"))
    papers = scene.materials(n for n, handling, _ in event.papers if handling != "promised")
    moved = (named(zh, en, word) for (zh, en), word in zip(_MOVED, event.moved, strict=False))
    said = (named("随附材料", "papers", papers), *_promised(event.promises, scene), *moved)
    return Said(head, said, inside=_texts(event.promises))


def _promised(promises: tuple[tuple[int, str], ...], scene: Scene) -> tuple[Text, ...]:
    """Each promise that was made."""
    return tuple(of(Text("作出承诺", "promised"), scene.materials([n])) for n, _ in promises)


def _texts(promises: tuple[tuple[int, str], ...]) -> tuple[Text, ...]:
    """For the offices: the version of each text that was confirmed."""
    return tuple(
        Text(
            f"与承诺书上所印文本版本一致：{version}",
            f"the version of the text printed on the letter: {version}",
        )
        for _, version in promises
    )


def received(event: e.Received, scene: Scene) -> Said:
    """Taken in hand, which papers were handed over, under which receipt."""
    head = Text("收下又带来的材料", "more papers received") if event.later else Text("收件", "received")
    return Said(
        head,
        (
            named("现场交来", "handed over", scene.materials([n for n, _, _ in event.papers])),
            named("收件凭证", "receipt", event.document),
        ),
    )


def asked(event: e.SupplementAsked, scene: Scene) -> Said:
    """Every material that was missing, and what about it."""
    head = of(Text("一次性告知补正", "told what is missing"), scene.matters(*event.items))
    wanted = tuple(of(scene.materials([n]), told(what)) for n, what in event.wanted)
    titles = dict(enumerate(matter.title for matter in scene.service.matters))
    wanted += tuple(of(Text(text, text), titles[at]) for at, text in event.free if at in titles)
    until = by("请补正至", "to be answered by", event.until)
    return Said(head, (*wanted, until, named("告知书", "notice", event.document)))


def supplemented(event: e.Supplemented, scene: Scene) -> Said:
    """Which materials came."""
    papers = scene.materials(n for n, handling, _ in event.papers if handling != COMING)
    head = of(Text("提交补正材料", "missing papers handed in"), papers)
    coming = scene.materials(n for n, handling, _ in event.papers if handling == COMING)
    receipt = (named("收件凭证", "receipt", event.document),) if event.document else ()
    brings = (named("将带到窗口", "will be brought to the window", coming),)
    return Said(head, (*_promised(event.promises, scene), *brings, *receipt), inside=_texts(event.promises))


def accepted(event: e.Accepted, scene: Scene) -> Said:
    """Accepted, by whom or by the clock, with what still has to come."""
    head = (
        Text("逾期未告知，视为受理", "not told in time: deemed accepted")
        if event.by_clock
        else Text("受理", "accepted")
    )
    owed = tuple(_debt(scene, *row[:3]) for row in event.debts)
    paper = named("受理通知书", "notice of acceptance", event.document)
    signed = _promised(event.promises, scene)
    said = (*signed, *owed, paper)
    return Said(of(head, scene.matters(*event.items)), said, inside=_texts(event.promises))


def _debt(scene: Scene, asked: int, kind: str, due: int) -> Text:
    zh, en = _OWED.get(kind, (kind, kind))
    material, until = scene.materials([asked]), by("期限", "due", due)
    return Text(f"{zh}：{material.zh}（{until.zh}）", f"{en}: {material.en or material.zh} ({until.en})")


def begun(event: e.Begun, scene: Scene) -> Said:
    """Which matter, with the last day it must and should be decided by."""
    terms = (
        by("承诺办结期限", "promised by", event.promised.due if event.promised else 0),
        by("法定办结期限", "by law at the latest", event.legal.due if event.legal else 0),
    )
    return Said(of(Text("开始办理", "work began"), scene.matters(event.item)), terms)


def not_required(event: e.NotRequired, scene: Scene) -> Said:
    """Which matter needs no licence, and why."""
    head = of(Text("不受理（无需许可）", "no licence required"), scene.matters(event.item))
    return Said(head, (named("理由", "reason", event.reason), named("告知书", "notice", event.document)))


def not_applicable(event: e.NotApplicable, scene: Scene) -> Said:
    """Which matter the situation does not need."""
    head = Text("不适用（按所述情形不需要办理）", "not applicable in the situation stated")
    return Said(of(head, scene.matters(event.item)))


def not_ours(event: e.NotOurs, scene: Scene) -> Said:
    """Which organ has the power, or what is still missing."""
    why = Text("不予受理（非本机关职权）", "not this organ's power")
    if not event.organ:
        why = Text("不予受理（补正后材料仍不齐）", "not accepted: papers still missing after the notice")
    head = of(why, scene.matters(event.item))
    return Said(
        head,
        (
            named("应向该机关申请", "apply to", called(event.organ) if event.organ else ""),
            named("理由", "reason", event.reason),
            named("起诉期限", "term to sue", event.court_term),
            named("不予受理决定书", "decision", event.document),
        ),
    )


def withdrawn(event: e.Withdrawn, scene: Scene) -> Said:
    """Taken back, or counted as taken back because an owed paper never came."""
    if event.by_clock:
        head = Text(
            "容缺材料逾期未补，视为撤回申请", "the owed paper did not come in time: taken as withdrawn"
        )
        return Said(of(head, scene.matters(*event.items)))
    head = of(Text("撤回申请", "withdrawn"), scene.matters(*event.items))
    return Said(head, (named("原因", "reason", event.reason),))
