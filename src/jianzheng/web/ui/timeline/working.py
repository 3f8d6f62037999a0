"""What is said of the events while a case is worked on, and of what happens to its clocks."""

from __future__ import annotations

from jianzheng.apps.cases.occasion import ends_on
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.people.queries import organ
from jianzheng.core.case import events as e
from jianzheng.core.case.copies import MINUTES, OWN
from jianzheng.core.case.terms import PAUSES
from jianzheng.core.document import NEW_TERMS
from jianzheng.core.kinds import AGREE, DISAGREE, kind_of
from jianzheng.core.kinds.kind import OUTCOMES
from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.web.ui.timeline.scene import Said, Scene, answers, by, listed, named, of, spoken

FAULTS = {
    "unlisted": Text(
        "这不是法律允许停止计时的事由（行政许可法第四十五条只列听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审）",
        "the law does not let a clock stop for this (Licensing Law, art. 45, lists hearing, tender, auction, "
        "inspection of goods, testing, quarantine, appraisal and expert review)",
    ),
    "no_notice": Text(
        "没有把所需时间书面告知申请人（行政许可法第四十五条）",
        "the applicant was not told in writing how long it takes (Licensing Law, art. 45)",
    ),
}
"""Why a pause does not count, by the fault an event names."""
OTHER_FAULT = Text(
    "这不是本事项期限规定中可以扣除时间的事由", "the rule on this matter's term does not leave this out"
)


def attempted(event: e.Attempted, scene: Scene) -> Said:
    """What was tried and refused."""
    if event.verb == "ask_supplement":
        return Said(Text("试图再次要求补正，被系统拒绝", "a second notice was tried and refused"))
    return Said(Text("试图做法律不允许的事，被系统拒绝", "something unlawful was tried and refused"))


def claimed(event: e.Claimed, scene: Scene) -> Said:
    """Taken, or given back."""
    head = Text("认领", "claimed") if event.person else Text("放回待办", "given back")
    return Said(of(head, scene.steps(event.step)))


def done(event: e.StepDone, scene: Scene) -> Said:
    """Which step; what was found and who took part is the offices' own."""
    kind = kind_of(scene.service.process.steps[event.step].kind)
    outcome = kind.outcomes.get(event.outcome, Text(event.outcome))
    said = tuple(of(title, answer) for title, answer in answers(kind.asks, event.facts, scene.called))
    staff = named("共同办理", "with", scene.people(event.staff))
    return Said(
        of(Text("环节办结", "step done"), scene.steps(event.step)),
        inside=(named("办理意见", "outcome", outcome), *said, staff),
    )


def returned(event: e.Returned, scene: Scene) -> Said:
    """To which step, and why."""
    head = of(Text("退回到环节", "sent back to"), scene.steps(event.step))
    return Said(head, inside=(named("退回原因", "reason", event.reason),))


def copied(event: e.Copied, scene: Scene) -> Said:
    """Which organ was told what, and until when it may answer."""
    head = of(Text("抄告", "told another organ"), organ(event.organ).title)
    said = (*_copied(event.text), by("答复期限", "answer due by", event.due))
    return Said(head, inside=said)


def _copied(text: str) -> tuple[Text, ...]:
    """What an organ was told; the minutes of a meeting with what it said there."""
    if not text.startswith(MINUTES):
        return (named("内容", "text", text),)
    opinion, _, own = text.removeprefix(MINUTES).partition(OWN)
    head = Text("联合会审纪要，有不同意见请答复", "minutes of a joint meeting; answer where you disagree")
    outcome, _, why = own.partition("：")
    title = next((one for one in OUTCOMES.values() if outcome == f"{one.zh} {one.en}"), Text(outcome))
    said = Text(f"{title.zh}{'：' if why else ''}{why}", f"{title.en}{': ' if why else ''}{why}")
    return (of(head, Text(opinion, opinion)), named("贵单位到会时的意见", "what the office said there", said))


def copy_answered(event: e.CopyAnswered, scene: Scene) -> Said:
    """What the organ answered, or that its silence counts."""
    title = organ(event.organ).title
    if event.by_clock:
        return Said(of(Text("抄告逾期未答复，视为同意", "no answer in time, counts as agreement"), title))
    words = {
        AGREE: Text("同意会审意见", "agrees with the joint opinion"),
        DISAGREE: Text("不同意会审意见", "does not agree with the joint opinion"),
    }
    said = words.get(event.outcome, Text("抄告已答复", "the organ that was told answered"))
    return Said(of(said, title), inside=(named("答复", "answer", event.answer),))


def paused(event: e.Paused, scene: Scene) -> Said:
    """For what the law lists, until when at the latest."""
    reason = PAUSES.get(event.reason, Text(event.reason))
    head = Text(f"特别程序开始，停止计时（{reason.zh}）", f"clock stopped for: {reason.en or reason.zh}")
    until = by("已告知所需时间至", "time announced until", event.until)
    return Said(of(head, scene.matters(event.item)), (until, named("告知书", "notice", event.document)))


def disregarded(event: e.PauseDisregarded, scene: Scene) -> Said:
    """That the clock ran on, and why."""
    head = of(
        Text("停止计时不成立，时钟继续走", "the clock was not stopped, it ran on"), scene.matters(event.item)
    )
    reason = PAUSES.get(event.reason, Text(event.reason))
    return Said(
        head,
        inside=(
            named("提出的事由", "reason given", reason),
            named("原因", "why", fault(event, scene.service)),
        ),
    )


def fault(event: e.PauseDisregarded, offered: Service) -> Text:
    """Why a pause does not count."""
    if event.fault == "unlisted" and not offered.matters[event.item].is_licence:
        return OTHER_FAULT
    return FAULTS.get(event.fault, Text(event.fault))


def resumed(event: e.Resumed, scene: Scene) -> Said:
    """By whom or by the clock, and how many days were left out."""
    head = (
        Text("告知的时间已满，自动恢复计时", "the time announced was over: the clock runs again")
        if event.by_clock
        else Text("特别程序结束，恢复计时", "the clock runs again")
    )
    out = named("不计入期限的工作日", "working days left out", event.out)
    return Said(of(head, scene.matters(event.item)), (out,))


def extended(event: e.Extended, scene: Scene) -> Said:
    """By how many days, why, and the last day of every term that moved."""
    terms = event.moved
    natural = any(clock.unit == "natural" for clock in terms.values())
    unit = ("日", "days") if natural else ("个工作日", "working days")
    head = Text(f"延长期限 {event.days} {unit[0]}", f"term lengthened by {event.days} {unit[1]}")
    said = (
        named("理由", "reason", event.reason),
        *(of(NEW_TERMS[name], ends_on(clock)) for name, clock in terms.items()),
        named("通知书", "notice", event.document),
    )
    return Said(of(head, Text("") if event.whole else scene.matters(event.item)), said)


def met(event: e.Met, scene: Scene) -> Said:
    """Who met; the opinion and the steps it bears on are the offices' own."""
    head = of(Text("联合会审", "joint meeting"), listed(organ(one).title for one in event.offices))
    said = (
        named("涉及环节", "steps", scene.steps(*event.steps)),
        named("会议日期", "held on", event.held_on),
        named("会审意见", "joint opinion", event.opinion),
        named("各单位的意见", "what each office said", spoken(event.present, scene.called)),
    )
    return Said(head, inside=said)


def turned(event: e.Turned, scene: Scene) -> Said:
    """Which light, of what."""
    head = Text(f"转为{event.light.title.zh}", f"light turned to “{event.light.title.en}”")
    if event.step >= 0:
        return Said(of(head, scene.steps(event.step)))
    if event.item >= 0:
        return Said(of(head, scene.service.matters[event.item].title))
    return Said(of(head, Text("联合办理期限", "the term of joint handling")))


def recounted(event: e.Recounted, scene: Scene) -> Said:
    """From which day to which."""
    old, new = (last_day(moment) for moment in event.moved)
    head = Text("按公布的放假安排重新计算期限", "term counted anew after a holiday notice")
    moved = (
        (Text(f"到期日由 {old} 改为 {new}", f"due date moved from {old} to {new}"),) if old and new else ()
    )
    about = scene.steps(event.work[0][0]) if event.work else scene.matters(event.item)
    if event.serving or event.until:
        what = Text("陈述申辩", "being heard") if event.until else Text("送达", "delivery")
        about = of(about, what)
    return Said(of(head, about), moved)
