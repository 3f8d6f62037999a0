"""What the papers of the intake say behind the receipt: the one notice, acceptance, and both ways of being turned away."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from jianzheng.apps.cases.occasion import Occasion, counted, day_of, joined, spelt
from jianzheng.apps.cases.paperwork_receipt import materials, numbered
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.people.queries import called, organ
from jianzheng.core.case import named, unlisted
from jianzheng.core.case.case import Debt
from jianzheng.core.case.declined import still_lacking
from jianzheng.core.case.expect import awaited
from jianzheng.core.case.notice import wanted
from jianzheng.core.document import COMPETENT_ORGAN, STILL_MISSING, DocumentKind, Line
from jianzheng.core.remedies import told_to_sue
from jianzheng.core.text import Text

CONSEQUENCES = {
    "withdraw": Text("逾期不补交的，视为撤回申请", "not in time, the application counts as withdrawn"),
    "revoke": Text(
        "经核查不属实的，限期整改，可以撤销决定",
        "found false, to be put right, and the decision may be annulled",
    ),
}
_NOTHING = Text("没有需要另外提交的材料", "nothing further is needed")
_JOINT = Text("联合办理期限（全部事项）", "Joint term, all matters")


def noticed(occasion: Occasion) -> dict[str, Any]:
    """The one notice: everything that is missing, how and where to answer, until when, and what happens otherwise."""
    event, service = occasion.event, occasion.service
    return {
        "paragraphs": (
            Text(
                "您的申请材料需要补正。以下是需要补正的全部内容，只告知这一次：",
                "Your papers need completing. This is everything that is missing, told once:",
            ),
        ),
        "lines": (
            *(
                (numbered(n, service.asked[asked].title), wanted(what))
                for n, (asked, what) in enumerate(event.wanted, 1)
            ),
            *_free(occasion),
        ),
        "closing": (*_how_to_answer(occasion), _otherwise(occasion)),
        "due_on": last_day(event.until),
    }


def _free(occasion: Occasion) -> list[Line]:
    """For each matter without a published list what it needs beside, numbered on, or that nothing is needed."""
    event, n, rows = occasion.event, len(occasion.event.wanted), list[Line]()
    for place in sorted(unlisted(occasion.service) & set(event.items)):
        own = [text for at, text in event.free if at == place]
        said = "\n".join(f"{k}. {text}" for k, text in enumerate(own, n + 1))
        rows.append((occasion.service.matters[place].title, Text(said, said) if own else _NOTHING))
        n += len(own)
    return rows


def _how_to_answer(occasion: Occasion) -> tuple[Text, ...]:
    window = organ(occasion.service.window or occasion.service.matters[0].organ)
    where = "，".join(part for part in (window.address, window.phone) if part)
    at_zh, at_en = (f"（{where}）", f" ({where})") if where else ("", "")
    return (
        Text(
            f"补正方式：登录办事大厅 {settings.PUBLIC_URL}/portal/ ，在“我的办件”中打开本办件，上传全部补正材料；"
            f"或者带到{window.title.zh}窗口{at_zh}提交。",
            f"How to answer: sign in at {settings.PUBLIC_URL}/portal/, open this case under My cases and upload everything; "
            f"or bring it to the window of the {window.title.en or window.title.zh}{at_en}.",
        ),
    )


def _otherwise(occasion: Occasion) -> Text:
    """What happens without an answer: just what this house does, no more."""
    term = occasion.service.answer
    ground = f"（依据：{term.ground.cite}）" if term and term.ground.cite else ""
    day = day_of(occasion.event.until)
    set_zh, set_en = (
        (f"请于{day.zh}前补正{ground}。", f"Please answer by {day.en}. ")
        if day.zh
        else ("本通知没有规定补正的最后日期。", "This notice sets no last day. ")
    )
    return Text(
        f"{set_zh}您提交补正之前，申请不受理，办理期限不起算；您也可以撤回申请。",
        f"{set_en}Until you answer, the application is not accepted and no term runs; you may also withdraw it.",
    )


def accepted(occasion: Occasion) -> dict[str, Any]:
    """The acceptance: since when, every matter with its terms, how each material came, what is owed and what follows."""
    event, case = occasion.event, occasion.case
    items = [case.items[place] for place in event.items]
    dues = [item.clock.due for item in items if item.clock] + ([case.whole.due] if case.whole else [])
    owed = {debt[0] for debt in event.debts}
    return {
        "paragraphs": (_since(occasion),),
        "lines": (
            *_terms(occasion),
            *materials(occasion),
            *(debt_line(occasion, debt) for debt in case.debts if debt.asked in owed),
        ),
        "due_on": last_day(max(dues, default=0)),
    }


def _since(occasion: Occasion) -> Text:
    event, day = occasion.event, day_of(occasion.event.since)
    if event.by_clock:
        return Text(
            f"因没有在期限内告知是否受理或者需要补正，您的申请自收到材料之日（{day.zh}）起即为受理（行政许可法第三十二条）。",
            f"As you were not told in time what was missing, your application counts as accepted from the day the papers came, "
            f"{day.en} (Licensing Law, art. 32).",
        )
    return Text(
        f"您的申请已于{day.zh}受理，办理期限依法起算。",
        f"Your application was accepted on {day.en}; its term runs.",
    )


def _terms(occasion: Occasion) -> tuple[Line, ...]:
    """The day by which each accepted matter is decided, promised and legal; what waits for another begins with it."""
    one = len(occasion.matters) == 1
    rows: list[Line] = []
    for place in occasion.event.items:
        title = Text("办结期限", "Decided by") if one else occasion.service.matters[place].title
        rows.append((title, _promised(occasion, place)))
    if occasion.case.whole:
        day = counted(occasion.case.whole.due)
        rows.append((_JOINT, Text(f"{day.zh}前", f"by {day.en}")))
    return tuple(rows)


def _promised(occasion: Occasion, place: int) -> Text:
    """The days by which a matter is decided; of one that waits for others, which."""
    item, matters = occasion.case.items[place], occasion.service.matters
    known = ((item.promised, Text("承诺", "promised")), (item.legal, Text("法定", "by law")))
    days = [
        Text(f"{word.zh} {counted(clock.due).zh}", f"{word.en} {counted(clock.due).en}")
        for clock, word in known
        if clock
    ]
    if days:
        return joined(days)
    waits = [matters[n].title for n in awaited(occasion.case, occasion.service, place)]
    zh, en = "、".join(one.zh for one in waits), ", ".join(one.en or one.zh for one in waits)
    return Text(f"待{zh or '前置事项'}办结后起算", f"runs once this is done: {en or 'what it waits for'}")


def debt_line(occasion: Occasion, debt: Debt) -> Line:
    """A paper that is owed or a promise that is checked: until when, by whom, and what follows otherwise."""
    material = occasion.service.asked[debt.asked].title
    who, day = organ(debt.checker).title, day_of(debt.due)
    label = (
        Text(f"承诺事项：{material.zh}", f"Promised: {material.en or material.zh}")
        if debt.kind == "promised"
        else Text(f"容缺材料：{material.zh}", f"To follow: {material.en or material.zh}")
    )
    verb = (
        Text("核查期限", "to be checked on or before")
        if debt.kind == "promised"
        else Text("补交期限", "due on or before")
    )
    end = CONSEQUENCES.get(debt.consequence, Text(""))
    said = joined(
        (
            Text(f"{verb.zh} {day.zh}", f"{verb.en} {day.en}"),
            Text(f"核查机关 {who.zh}", f"checking organ: {who.en or who.zh}"),
            end,
        )
    )
    return label, said


def not_required(occasion: Occasion) -> dict[str, Any]:
    """Told that no licence is needed, and why."""
    said = Text(
        "您申请的事项依法不需要办理，因此不受理您的申请。理由：",
        "What you applied for needs no approval by law, so the application is not taken up. Why:",
    )
    return {
        "paragraphs": (said, *spelt(occasion.event.reason)),
        "grounds": (DocumentKind.NOT_REQUIRED.article.cite,) if occasion.licensing else (),
        "remedies": (occasion.remedies,),
    }


def _incomplete(occasion: Occasion) -> dict[str, Any]:
    event = occasion.event
    said = Text(
        "您对补正告知的答复没有交齐所列材料，决定不予受理。材料备齐后可以重新申请。理由：",
        "Your answer to the notice left out some of the papers listed, so the application is not accepted. With all of them "
        "you may apply anew. Why:",
    )
    missing = named(still_lacking(occasion.case, occasion.service, event.item))
    return {
        "paragraphs": (said, *spelt(event.reason)),
        "lines": ((STILL_MISSING, missing),),
        "grounds": (DocumentKind.NON_ACCEPTANCE.article.cite,) if occasion.licensing else (),
        "remedies": (occasion.remedies, *told_to_sue(event.court_term)),
    }


def elsewhere(occasion: Occasion) -> dict[str, Any]:
    """Not accepted: as another organ's, why, and which; or with papers still missing, which."""
    event = occasion.event
    if not event.organ:
        return _incomplete(occasion)
    said = Text(
        "您申请的事项不属于本机关职权范围，决定不予受理，请向下列机关申请。理由：",
        "What you applied for is not in this organ's power and is not accepted; apply to the organ below. Why:",
    )
    return {
        "paragraphs": (said, *spelt(event.reason)),
        "lines": ((COMPETENT_ORGAN, called(event.organ)),),
        "grounds": (DocumentKind.NON_ACCEPTANCE.article.cite,) if occasion.licensing else (),
        "remedies": (occasion.remedies, *told_to_sue(event.court_term)),
    }
