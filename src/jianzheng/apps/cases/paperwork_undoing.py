"""What the papers say by which a result is undone: the notice to its holder, and the decision with the ground it rests on."""

from __future__ import annotations

from typing import Any

from jianzheng.apps.cases.occasion import Occasion, day_of, spelt
from jianzheng.apps.cases.paperwork_ending import decision, grounds, unless
from jianzheng.core.case import events
from jianzheng.core.case.case import Undoing
from jianzheng.core.case.undoing import RECALL, WORDS
from jianzheng.core.document import PLEAD_UNTIL, RECTIFY_BY, DocumentKind, Line
from jianzheng.core.remedies import told_to_sue
from jianzheng.core.text import Text

GROUND = Text("依据的情形", "Ground")
TOLD = Text("告知书送达日期", "Notice delivered on")
HEARD = Text("陈述申辩", "What the holder said")


def rectify(occasion: Occasion) -> dict[str, Any]:
    """The order to put a false promise right: which, what was found, until when, what follows otherwise."""
    event, title = occasion.event, occasion.service.asked[occasion.event.asked].title
    said = Text(
        f"经核查，您对“{title.zh}”作出的承诺不实，责令限期整改。核查情况：",
        f"Your promise about “{title.en or title.zh}” was checked and is false; it is to be put right. What was found:",
    )
    return {
        "paragraphs": (said, *spelt(event.found)),
        "lines": ((RECTIFY_BY, day_of(event.due)),),
        "closing": (_OTHERWISE,),
        "grounds": (DocumentKind.RECTIFY.article.cite,),
        "remedies": (occasion.remedies,),
    }


_OTHERWISE = Text(
    "请按核查情况整改，在办件页面上传整改后的材料，或者带到窗口提交，由核查部门核查；整改并核查以前，尚未发证的不发证。"
    "逾期不整改的，撤销行政决定或者予以行政处罚。承诺不实纳入信用记录，信用修复以前不能再采用告知承诺。",
    "Put it right and upload the material on the page of the case, or bring it to the window; its checker looks at it, and "
    "nothing is issued before. If it is not put right in time, the decision is annulled or a penalty imposed. The false "
    "promise enters the credit record; until credit is repaired no promise may stand in place of proof.",
)


def intended(occasion: Occasion) -> dict[str, Any]:
    """The notice: what is meant to be done, on which ground, why, and for how long from its delivery and where the holder is
    heard."""
    event, verb = occasion.event, WORDS[occasion.event.act]
    what = _what(occasion)
    said = Text(
        f"本机关拟{verb.zh}已准予您的{what.zh}。查明的事实和理由：",
        f"This organ means to {verb.en} {what.en}. What was found, and why:",
    )
    unit = "day" if event.days == 1 else "days"
    until = Text(
        f"自本告知书送达之日起{event.days}个工作日（送达当日不计）",
        f"{event.days} working {unit} from delivery of this notice, that day not counted",
    )
    ask = Text(
        f"自本告知书送达之日起{event.days}个工作日内，您可以向本机关陈述、申辩，可在办件页面提交，也可到受理窗口或者本机关提出；"
        "最后一日以办件页面所示为准。逾期没有提出的，视为放弃。作出决定前，原决定和证件继续有效。",
        f"Within {event.days} working {unit} from delivery of this notice you may state your view and defend yourself: on the "
        "page of the case, which shows the last day, at the window or at this organ. If you say nothing by then you are taken "
        "to waive it. Until a decision is made what was granted stays in force.",
    )
    return {
        "paragraphs": (said, *spelt(event.reason)),
        "lines": ((GROUND, Text(*event.cited)), (PLEAD_UNTIL, until), *_held(occasion), *decision(occasion)),
        "closing": (ask,),
        "title": Text(f"拟{verb.zh}告知书", f"Notice that it is meant to {verb.en} what was granted"),
    }


def undone(occasion: Occasion) -> dict[str, Any]:
    """Taken back or annulled: what, on which ground, why, what the holder said, and how to object."""
    event = occasion.event
    kind = DocumentKind.RECALL if isinstance(event, events.Recalled) else DocumentKind.REVOCATION
    verb, own, what = WORDS[_act(event)], occasion.licensing, _what(occasion)
    said = Text(
        f"决定{verb.zh}已准予您的{what.zh}，原决定和证件自本决定作出之日起不再有效。理由：",
        f"It was decided to {verb.en} {what.en}; the decision and the licence count no more from today. Why:",
    )
    return {
        "paragraphs": (said, *spelt(event.reason)),
        "lines": (*_rests(occasion), *_held(occasion), *decision(occasion)),
        "grounds": (kind.article.cite,) if own else grounds(occasion.matter),
        "remedies": (occasion.remedies, *told_to_sue(event.court_term)),
        "title": unless(own, Text(f"{verb.zh}决定书", f"Decision to {verb.en} what was granted")),
    }


def _act(event: object) -> str:
    return RECALL if isinstance(event, events.Recalled) else "revoke"


def _what(occasion: Occasion) -> Text:
    return Text("行政许可", "the licence") if occasion.licensing else Text("办理结果", "what was granted")


def _held(occasion: Occasion) -> tuple[Line, ...]:
    number = occasion.case.items[occasion.place].result_no
    return ((Text("证件编号", "Number of the licence"), Text(number, number)),) if number else ()


def _rests(occasion: Occasion) -> tuple[Line, ...]:
    """The ground chosen, and what the holder said to it."""
    undoing = occasion.case.undoing(occasion.place)
    if undoing is None or not occasion.event.cited:
        return ()
    told = ((TOLD, day_of(undoing.told_at + 1)),) if undoing.told_at else ()
    return ((GROUND, Text(*occasion.event.cited)), *told, (HEARD, _heard(undoing)))


def _heard(undoing: Undoing) -> Text:
    """What the holder said, or that they waived, when and how; or until when they said nothing."""
    if not undoing.answered_at and not undoing.heard:
        until = day_of(undoing.until)
        return Text(
            f"告知书送达后至{until.zh}没有提出陈述、申辩",
            f"the notice was delivered; the holder said nothing until {until.en}",
        )
    at, online = undoing.answered_at, undoing.way == "online"
    on = day_of(at + 1) if at else Text("在期限内", "in time")
    way = Text("网上", "online") if online else Text(undoing.way, undoing.way)
    how = Text(f"（{way.zh}）", f" ({way.en})") if undoing.way else Text("")
    if undoing.heard:
        return Text(f"{on.zh}提出{how.zh}：{undoing.heard}", f"said {on.en}{how.en}, in the words above")
    return Text(f"{on.zh}表示放弃{how.zh}", f"waived on {on.en}{how.en}")
