"""What a receipt says: what came, how and when, who took it in, and until when the applicant hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jianzheng.apps.cases.occasion import Occasion, counted, day_of
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.papers.queries import papers
from jianzheng.apps.people.queries import organ
from jianzheng.core.case import COMING, Clock, material
from jianzheng.core.case.case import Paper
from jianzheng.core.case.free import ABSENT
from jianzheng.core.document import Line
from jianzheng.core.text import Text

HANDLED = {
    "brought": Text("已提交", "brought"),
    "on_file": Text("政府已有，免交", "on file, not asked"),
    "promised": Text("告知承诺", "promised"),
    "tolerated": Text("容缺后补", "to follow"),
    COMING: Text("未收，申请人将带到窗口", "not received: the applicant brings it to the window"),
}
_WITH_IT = HANDLED | {"brought": Text("随申请提交", "came with the application")}
_HERE = HANDLED | {"brought": Text("带到窗口提交", "handed over at the window")}
_NONE = (Text("材料", "Papers"), Text("没有随申请提交材料", "none with it"))
_TOLD = Text(
    "逾期不告知是否受理或者需要补正的，自收到申请材料之日起即为受理（行政许可法第三十二条）。",
    "If you are not told in time whether it is accepted or what is missing, it counts as accepted from the day the papers "
    "came (Licensing Law, art. 32).",
)
_ACCEPTED = Text(
    "补正只告知一次，已经告知。逾期不告知是否受理的，自收到补正材料之日起视为受理（参照行政许可法第三十二条）。",
    "What is missing is told once, and was told. If you are not told in time whether it is accepted, it counts as accepted "
    "from the day your answer came (Licensing Law, art. 32, by analogy).",
)
_AWAITED = Text(
    "补正只告知一次，已经告知。告知是否受理的期限从您提交补正材料之日起算。",
    "What is missing is told once, and was told. The term to say whether it is accepted runs from the day of your answer.",
)
_HEARD = Text("应于此日前告知是否受理", "You hear whether it is accepted by")


def materials(occasion: Occasion) -> tuple[Line, ...]:
    """Every material that came or may follow and how, numbered, a file under the name it was brought with."""
    shown = [paper for paper in occasion.case.papers if paper.handling not in ABSENT]
    return _numbered(_rows(occasion, shown, HANDLED))


def _rows(occasion: Occasion, came: Iterable[Paper], how: dict[str, Text]) -> list[Line]:
    """Each of some papers and how it came."""
    shown, rows = list(came), list[Line]()
    files = papers(int(paper.file) for paper in shown if paper.file.isdecimal())
    for paper in shown:
        said = how[paper.handling]
        file = files.get(int(paper.file)) if paper.file.isdecimal() else None
        if file and paper.handling == "brought":
            said = Text(f"{said.zh}（文件“{file.name}”）", f"{said.en} (file “{file.name}”)")
        rows.append((material(occasion.case, occasion.service, paper.asked).title, said))
    return rows


def _numbered(rows: Iterable[Line]) -> tuple[Line, ...]:
    return tuple((numbered(n, label), said) for n, (label, said) in enumerate(rows, 1))


def numbered(n: int, name: Text) -> Text:
    """A name under its number."""
    return Text(f"{n}. {name.zh}", f"{n}. {name.en}" if name.en else "")


def received(occasion: Occasion) -> dict[str, Any]:
    """The receipt of the application, or of what was brought to the window later: what came, when, to whom, and until when
    one hears. What answered the one notice stands on the receipt of that answer."""
    event, applied = occasion.event, occasion.applied
    here = _rows(occasion, (Paper(*row) for row in event.papers), _HERE)
    if event.later:
        said = Text("收到您带到窗口的下列材料：", "These papers, brought to the window, were received:")
        return _receipt(occasion, said, _numbered(here))
    came = [paper for row in applied.papers if (paper := Paper(*row)).handling not in ABSENT]
    rows = _numbered([*_rows(occasion, came, _WITH_IT), *here]) or (_NONE,)
    agent = applied.applicant.get("agent", "")
    facts = (
        *(((Text("代办人", "Handed in by"), Text(agent)),) if agent else ()),
        (Text("申请日期", "Applied on"), day_of(occasion.case.applied_at)),
    )
    said = Text(
        "收到上述事项的申请和下列材料：", "The application named above was received, with these papers:"
    )
    return _receipt(occasion, said, (*rows, *facts))


def supplemented(occasion: Occasion) -> dict[str, Any]:
    """The receipt of the answer to the notice: what came, when, and until when one hears."""
    rows = _numbered(_rows(occasion, (Paper(*row) for row in occasion.event.papers), HANDLED))
    at = max(item.answered_at for item in occasion.case.items)
    said = Text("收到您按补正告知提交的下列材料：", "In answer to the notice, these papers were received:")
    return _receipt(occasion, said, (*rows, (Text("提交日期", "Handed in on"), day_of(at))))


def _receipt(occasion: Occasion, said: Text, lines: tuple[Line, ...]) -> dict[str, Any]:
    """A receipt with what it promises: before the one notice, to be told of it; after it, only whether one is accepted."""
    items = [item for item in occasion.case.items if not item.ended_at]
    notice: Clock | None = next((item.notice for item in items if item.notice), None)
    told = any(item.asked_at for item in items)
    heard = ((_HEARD, counted(notice.due)),) if told and notice else ()
    if told and not notice:
        promise: tuple[Text, ...] = (_AWAITED,)
    else:
        promise = (_ACCEPTED if told else _TOLD,) if occasion.licensing else ()
    return {
        "paragraphs": (said,),
        "closing": promise,
        "lines": (*lines, _by(occasion), *heard),
        "due_on": last_day(notice.due) if notice else None,
    }


def _by(occasion: Occasion) -> Line:
    """Who took it in: the window and its clerk; of what came online, the system of the window."""
    who = organ(occasion.service.window or occasion.service.matters[0].organ).title
    name, en = occasion.actor.name, who.en or who.zh
    if occasion.actor.role == "citizen":
        said = Text(f"{who.zh}（网上办事大厅系统）", f"{en} (its online system)")
    else:
        said = Text(f"{who.zh}窗口，{name}", f"{en}, window: {name}")
    return Text("收件人", "Received by"), said
