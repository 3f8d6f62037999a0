"""What the applicant is told of an event: once, in both languages, with where to look."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jianzheng.apps.cases.models import Case, Event, Message
from jianzheng.core.case.plain import loads

TOLD: dict[str, tuple[str, str]] = {
    "Received": (
        "您的申请已收件，五个工作日内告知是否受理或需要补正。",
        "Your application was received; within five working days you hear whether it is accepted or what is missing.",
    ),
    "SupplementAsked": (
        "您的申请需要补正，请一次补齐通知中列出的材料。",
        "Something is missing; please hand in everything the notice lists.",
    ),
    "Accepted": ("您的申请已受理。", "Your application was accepted."),
    "NotRequired": ("您申请的事项无需办理许可。", "No licence is required for what you applied for."),
    "NotApplicable": (
        "按您所述情形，其中一个事项不需要办理，已结束。",
        "In the situation you stated one of the matters is not needed; it has ended.",
    ),
    "NotOurs": (
        "您的申请不予受理；理由和下一步怎么办，请看决定书。",
        "Your application is not accepted; the decision says why and what you can do next.",
    ),
    "Paused": (
        "依法需要特别程序，期间不计入办理时限，所需时间见告知书。",
        "A procedure outside the term began; the notice says how long it takes.",
    ),
    "Resumed": (
        "特别程序已结束，继续计时办理。",
        "The procedure outside the term ended; the clock runs again.",
    ),
    "Extended": (
        "办理期限已依法延长，理由见通知书。",
        "The term was lengthened by law; the notice gives the reason.",
    ),
    "Decided": ("已作出决定，请查看结果。", "A decision was made; see the result."),
    "Issued": ("证件或批文已制作。", "Your licence or approval was made."),
    "Delivered": ("结果已送达。", "The result was delivered."),
    "Served": (
        "决定已送达，申请行政复议的期限从送达之日的次日起算。",
        "The decision was delivered; the time to ask for reconsideration counts from the day after.",
    ),
    "Intended": (
        "办理机关拟撤销或者撤回已准予的结果。请看告知书；您可以陈述、申辩，期限从告知书送达之日起算。",
        "The organ means to annul or take back what was granted. See its notice; you may state and defend, in a time that counts "
        "from its delivery.",
    ),
    "Pleaded": (
        "您对拟撤销或者撤回的答复（陈述申辩，或者放弃）已记录。记录为放弃而您没有放弃的，请马上在办件页面声明。",
        "Your answer to what is meant (what you say, or that you waive) is on record. If it says that you waive and you did not, "
        "say so now on the page of the case.",
    ),
    "Relented": (
        "撤销或者撤回程序已终止，已准予的结果继续有效。",
        "The procedure to undo what was granted has ended; it stays in force.",
    ),
    "Withdrawn": ("申请已撤回或视为撤回。", "The application was withdrawn, or counts as withdrawn."),
    "Recalled": ("已准予的结果被依法撤回。", "What was granted has been taken back by law."),
    "Revoked": ("已准予的结果被依法撤销。", "What was granted has been annulled."),
    "DebtSettled": (
        "补交的材料或承诺已核查，符合要求。",
        "A paper you handed in, or a promise, was checked and is right.",
    ),
    "DebtReturned": (
        "您补交的材料被退回，请按理由重新补交。",
        "A paper you handed in was sent back; see the reason and hand it in again.",
    ),
    "GapClosed": (
        "容缺材料已补齐，准予生效，可以制证。",
        "Nothing is owed any more: granted, the licence can be made.",
    ),
    "DebtLapsed": ("容缺或承诺的材料逾期未补。", "A paper that was to follow did not come in time."),
    "PromiseBroken": (
        "承诺经核查不实。请按期整改，并在本办件页面上传整改后的材料，或者带到窗口提交，由核查部门核查。",
        "A promise was found false. Put it right by the day named and upload the paper on the page of the case, or bring it to "
        "the window; its checker then looks at it.",
    ),
    "CreditRepaired": (
        "不实承诺的信用修复已登记，可以再次选择告知承诺。",
        "It is on record that your credit was repaired; you may promise in place of proof again.",
    ),
    "Recounted": (
        "放假安排公布后，办理期限已重新计算。",
        "A holiday notice moved the due date; it was counted anew.",
    ),
    "Renewed": ("逾期未作决定，视为准予延续。", "No decision came in time: the renewal counts as granted."),
}
"""Event → what is said, Chinese and English; other events are not for the applicant."""

NOTIFIED = (
    "告知书已送达，陈述、申辩的期限从送达之日起算，最后一日见办件页面。",
    "The notice was delivered; the time to state and defend counts from that day, the page of the case shows its last one.",
)
"""What is said of `Served` where it was the notice before a result is undone."""
BROUGHT = (
    "您带到窗口的材料已收下，收件凭证在办件页面。",
    "What you brought to the window was taken in; its receipt is on the page of the case.",
)
"""What is said of `Received` where the application was received before."""
SINCE: dict[str, tuple[str, str]] = {
    "Supplemented": (
        "您的申请已收件。补正材料已提交，办理机关在期限内告知是否受理，不再要求补正。",
        "Your application was received. Your answer to the notice is in; you hear in time whether it is accepted, nothing more is "
        "asked for.",
    ),
    "SupplementAsked": (
        "您的申请已收件。请按补正告知补齐材料；补齐后告知是否受理。",
        "Your application was received. Please hand in what the notice lists; then you hear whether it is accepted.",
    ),
}
"""What is said of `Received` where the one notice was answered before, or given."""


def tell(*, case: int, sequence: int, now: dt.datetime) -> None:
    """Write the message of an event, once, where its case has somebody to tell."""
    event = Event.objects.filter(case_id=case, sequence=sequence).values_list("kind", "data").first()
    owned = Case.objects.filter(pk=case, owner__isnull=False).exists()
    if event and event[0] in TOLD and owned:
        kind, text = event
        zh, en = _said(case, sequence, kind, loads(kind, text))
        Message.objects.get_or_create(
            case_id=case, sequence=sequence, defaults={"zh": zh, "en": en, "told_at": now}
        )


def _said(case: int, sequence: int, kind: str, event: Any) -> tuple[str, str]:
    """What is said of an event as its case then stands."""
    if kind == "Served" and event.until:
        return NOTIFIED
    if kind != "Received":
        return TOLD[kind]
    if event.later:
        return BROUGHT
    before = Event.objects.filter(case_id=case, sequence__lt=sequence, kind__in=SINCE)
    kinds = set(before.values_list("kind", flat=True))
    return next((SINCE[one] for one in SINCE if one in kinds), TOLD[kind])
