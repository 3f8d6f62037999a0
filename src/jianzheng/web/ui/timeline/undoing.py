"""What is said of decisions that go against somebody: delivered, meant, answered, made."""

from __future__ import annotations

from jianzheng.core.case import events as e
from jianzheng.core.case.undoing import WORDS
from jianzheng.core.kinds.deliver import WAYS
from jianzheng.core.text import Text
from jianzheng.web.ui.timeline.scene import Said, Scene, by, named, of, written


def served(event: e.Served, scene: Scene) -> Said:
    """In which way the decision or notice reached them, on which day, who signed, whether in time; heard until when."""
    way = dict(WAYS).get(event.way, Text(event.way))
    late = Text("超过送达期限", "after the term for delivery") if event.late else Text("")
    said = (
        scene.matters(event.item),
        by("签收日期", "received on", event.on + 1),
        named("签收人或单号", "signed by, or parcel number", event.receipt),
        late,
        by("陈述申辩期限", "heard until", event.until),
    )
    head = Text("送达告知书", "notice delivered") if event.until else Text("送达决定书", "decision delivered")
    return Said(of(head, way), said)


def intended(event: e.Intended, scene: Scene) -> Said:
    """What is meant to be undone, on which ground, why, for how long from delivery of the notice the holder is heard."""
    verb = WORDS[event.act]
    head = Text(
        f"拟{verb.zh}已准予的结果，出具告知书",
        f"it is meant to {verb.en} what was granted; a notice was written to the holder",
    )
    days = Text(
        f"告知书送达之日起 {event.days} 个工作日", f"{event.days} working days from delivery of the notice"
    )
    said = (
        named("依据", "ground", Text(*event.cited)),
        named("事实和理由", "what was found, and why", written(event.reason)),
        by("陈述申辩期限", "heard until", event.until)
        if event.until
        else named("陈述申辩期限", "heard for", days),
        by("应送达", "to be delivered by", event.deliver.due if event.deliver else 0),
        named("告知书", "notice", event.document),
    )
    return Said(of(head, scene.matters(event.item)), said)


def pleaded(event: e.Pleaded, scene: Scene) -> Said:
    """What the holder said, or that they will not."""
    if event.denied:
        head = of(
            Text("持证人声明没有放弃陈述申辩", "the holder denies having waived"), scene.matters(event.item)
        )
        return Said(head, (Text(event.heard, event.heard),) if event.heard else ())
    if not event.heard:
        head = of(Text("持证人放弃陈述申辩", "the holder will not speak"), scene.matters(event.item))
        return Said(head, (named("凭据", "proof", event.way if event.noted else ""),))
    head = of(Text("持证人陈述申辩", "the holder was heard"), scene.matters(event.item))
    way = Text("网上", "online") if event.way == "online" else event.way
    more = Text("期限届满前还可以补充", "more may be added while the time runs") if event.more else Text("")
    name = event.heard.removeprefix("附件：")
    words = Text(event.heard, f"paper handed in: {name}") if event.file else Text(event.heard, event.heard)
    return Said(head, (words, named("提出的方式", "how it came", way), more))


def relented(event: e.Relented, scene: Scene) -> Said:
    """That the result stays in force, and why."""
    head = Text(
        "终止撤销或撤回程序，结果继续有效", "the procedure to undo it ended: what was granted stays in force"
    )
    return Said(of(head, scene.matters(event.item)), (named("理由", "reason", written(event.reason)),))


def recalled(event: e.Recalled, scene: Scene) -> Said:
    """What was taken back lawfully, on which ground."""
    return _undone(event, Text("撤回已准予的结果", "what was granted was taken back"), scene)


def revoked(event: e.Revoked, scene: Scene) -> Said:
    """What was annulled, on which ground."""
    return _undone(event, Text("撤销已准予的结果", "what was granted was annulled"), scene)


def _undone(event: e.Recalled | e.Revoked, head: Text, scene: Scene) -> Said:
    said = (
        named("依据", "ground", Text(*event.cited) if event.cited else ""),
        named("理由", "reasons", written(event.reason)),
        named("起诉期限", "term to sue", event.court_term),
        named("决定书", "decision", event.document),
    )
    return Said(of(head, scene.matters(event.item)), said)
