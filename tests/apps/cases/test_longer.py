"""What an extension tells: the last day of every term that moved, of every matter it moves, on paper and in the timeline."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Event
from jianzheng.apps.cases.store import load
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.case.plain import loads
from jianzheng.core.document import NEW_TERMS, Document, DocumentKind
from jianzheng.core.text import Text
from jianzheng.formats.document import pdf
from jianzheng.web.ui.timeline.scene import Scene
from jianzheng.web.ui.timeline.working import extended
from tests.case_cast import NOW, accepted, apply, demo, settle_in, who

pytestmark = pytest.mark.django_db
WHY = "情况复杂，需要再次核实"


def holder(post: str):
    """The person of the demonstration who holds a post, ready to act."""
    return who(next(one.login for one in demo().staff if one.post == post).removeprefix("demo-"))


def notice(number: str) -> Document:
    """The notice of extension among the papers of a case."""
    return next(p.document for p in of_case(number) if p.document.kind is DocumentKind.EXTENSION)


def timeline(number: str) -> str:
    """What the timeline says of the extension."""
    loaded = load(number)
    text = Event.objects.get(case_id=loaded.id, kind="Extended").data
    said = extended(loads("Extended", text), Scene(service(loaded.edition), {}, {}))
    return "\n".join([said.head.zh, *(note.zh for note in said.more)])


class TestALongerTerm:
    def test_says_the_new_day_of_the_law_and_of_the_promise(self) -> None:
        number = accepted(settle_in()["hygiene"])
        actions.extend(number=number, actor=holder("health.head"), now=NOW, item=0, days=10, reason=WHY)
        item, document = load(number).case.items[0], notice(number)
        for name, clock in (("legal", item.legal), ("promised", item.promised)):
            day = dt.datetime.fromtimestamp(clock.due - 1, NOW.tzinfo)
            assert document.line(NEW_TERMS[name]) == f"{day.year}年{day.month}月{day.day}日"
            assert f"{NEW_TERMS[name].zh}：{day.year}年{day.month}月{day.day}日" in timeline(number)
        assert document.due_on is None

    def test_of_a_stopped_clock_names_no_day(self) -> None:
        number = accepted(settle_in()["hygiene"])
        actions.pause(
            number=number, actor=holder("health.handler"), now=NOW, item=0, reason="testing", days=5
        )
        actions.extend(number=number, actor=holder("health.head"), now=NOW, item=0, days=5, reason=WHY)
        assert "暂停计时结束后另行计算" in notice(number).line(NEW_TERMS["legal"])
        assert "暂停计时结束后另行计算" in timeline(number) and "2025" not in timeline(number).replace(
            "〔2025〕", ""
        )


class TestALongerJointTerm:
    def test_says_its_own_new_day_and_every_matter(self) -> None:
        number = apply(settle_in("construction")["construction"])
        actions.receive(number=number, actor=who("wang"), now=NOW)
        asked = service(load(number).edition).asked
        actions.accept(
            number=number, actor=who("wang"), now=NOW, papers=dict.fromkeys(range(len(asked)), "brought")
        )
        before = load(number).case.whole
        told = next(p.document for p in of_case(number) if p.document.kind is DocumentKind.ACCEPTANCE)
        joint = dt.datetime.fromtimestamp(before.due - 1, NOW.tzinfo)
        assert told.line(Text("联合办理期限（全部事项）")) == f"{joint.year}年{joint.month}月{joint.day}日前"
        mayor = holder("government.government_head")
        actions.extend(number=number, actor=mayor, now=NOW, item=0, days=15, reason=WHY)
        whole, document = load(number).case.whole, notice(number)
        day = dt.datetime.fromtimestamp(whole.due - 1, NOW.tzinfo)
        assert f"{day.year}年{day.month}月{day.day}日" in document.line(NEW_TERMS["whole"])
        assert not document.line(NEW_TERMS["promised"])
        named = next(str(value) for label, value in document.lines if label.zh == "联合办理的事项")
        offered = service(load(number).edition)
        taken = [m for m, i in zip(offered.matters, load(number).case.items, strict=True) if i.number]
        assert len(taken) > 5 and all(m.title.zh in named for m in taken)
        assert document.matter.zh == offered.title.zh
        assert PdfFileReader(io.BytesIO(pdf(document))).root["/Pages"]["/Count"] == 1
        assert f"{NEW_TERMS['whole'].zh}：{day.year}年" in timeline(number)
