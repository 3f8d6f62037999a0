"""What an extension tells: the last day of every term that moved, of every matter it moves, on paper and in the timeline."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Event
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.cases.rules import moment
from jianzheng.apps.cases.store import load
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.papers.queries import of_case
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Light
from jianzheng.core.case.plain import loads
from jianzheng.core.document import NEW_TERMS, Document, DocumentKind
from jianzheng.core.text import Text
from jianzheng.formats.document import pdf
from jianzheng.web.ui.longer import longer
from jianzheng.web.ui.timeline.scene import Scene
from jianzheng.web.ui.timeline.working import extended
from tests.case_cast import NOW, PAPERS, accepted, apply, demo, settle_in, who

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
    def test_says_the_new_day_of_the_law_and_that_the_promise_stands(self) -> None:
        number = accepted(settle_in()["hygiene"])
        before = load(number).case.items[0]
        actions.extend(number=number, actor=holder("health.head"), now=NOW, item=0, days=10, reason=WHY)
        item, document = load(number).case.items[0], notice(number)
        assert item.legal and before.legal and item.legal.due > before.legal.due
        assert item.promised == before.promised and item.clock == item.promised
        day = dt.datetime.fromtimestamp(item.legal.due - 1, NOW.tzinfo)
        assert document.line(NEW_TERMS["legal"]) == f"{day.year}年{day.month}月{day.day}日"
        assert f"{NEW_TERMS['legal'].zh}：{day.year}年{day.month}月{day.day}日" in timeline(number)
        assert not document.line(NEW_TERMS["promised"]) and NEW_TERMS["promised"].zh not in timeline(number)
        assert "承诺的期限不变" in document.closing[0].zh and document.due_on is None

    def test_leaves_a_promise_that_is_overrun_to_be_explained_to_applicant_and_public(self) -> None:
        number = apply(settle_in()["hygiene"], owner="li")
        actions.accept(number=number, actor=who("wang"), now=NOW, papers=PAPERS)
        guide = "/portal/services/hygiene/"
        assert "超过承诺期限的公开说明" not in Client().get(guide).text
        actions.extend(number=number, actor=holder("health.head"), now=NOW, item=0, days=10, reason=WHY)
        stands = longer(opened(number), 0, moment(NOW))
        assert stands and not stands.over and stands.reason == WHY
        li = Client()
        li.force_login(Person.objects.get(login="demo-li"))
        mine, page = li.get(f"/portal/cases/{number}/").text, Client().get(guide).text
        assert "已超过承诺期限" in mine and WHY in mine
        assert "超过承诺期限的公开说明" in page and WHY in page and number in page
        told = li.get(f"/portal/cases/{number}/why/0?term=legal").text
        assert "其中延长 10" in told and "由钱（演示）（卫生健康委员会负责人）批准" in told
        assert WHY in told and "卫延〔2025〕1号" in told

    def test_of_a_term_overrun_already_keeps_the_light_of_the_promise(self) -> None:
        number = accepted(settle_in()["hygiene"])
        promised = load(number).case.items[0].promised
        assert promised
        late = dt.datetime.fromtimestamp(promised.due, NOW.tzinfo)
        actions.extend(number=number, actor=holder("health.head"), now=late, item=0, days=10, reason=WHY)
        kinds = list(
            Event.objects.filter(case__number=number).order_by("sequence").values_list("kind", flat=True)
        )
        assert load(number).case.items[0].light == Light.RED and kinds[-1] == "Extended" and verify().equal

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


class TestAYearWhoseHolidaysAreNotPublished:
    def test_is_called_provisional_on_every_paper_that_counts_into_it(self) -> None:
        late = dt.datetime(2026, 12, 30, 9, tzinfo=NOW.tzinfo)
        number = accepted(settle_in()["hygiene"], late)
        actions.extend(number=number, actor=holder("health.head"), now=late, item=0, days=10, reason=WHY)
        papers = {one.document.kind: one.document for one in of_case(number)}
        for kind in (DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE, DocumentKind.EXTENSION):
            said = [*papers[kind].closing, *(value for _, value in papers[kind].lines)]
            assert any("2027" in text.zh and "暂定，该年放假安排公布后" in text.zh for text in said), kind
            assert any("2027" in text.en and "provisional" in text.en for text in said), kind

    def test_is_not_said_of_a_year_that_has_its_notice(self) -> None:
        number = accepted(settle_in()["hygiene"])
        actions.extend(number=number, actor=holder("health.head"), now=NOW, item=0, days=10, reason=WHY)
        assert not any("暂定" in str(value) for _, value in notice(number).lines)
