"""A renewal keeps its number, the licence before says what stands in its place, and a late application is told so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Item
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.papers.queries import Standing, of_case
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import actor
from jianzheng.core.authority import Actor
from jianzheng.core.case import Application, State
from jianzheng.core.case.renewal import RENEWED
from jianzheng.core.document import DocumentKind
from jianzheng.core.refusal import Refused
from tests.case_cast import NOW, settle_in
from tests.case_cast import who as known

pytestmark = pytest.mark.django_db
LI = {"name": "李某", "code": "990000199001010017", "phone": "1"}
NUMBER = "燃证字〔2025〕第001号"


@pytest.fixture
def editions() -> dict[str, Published]:
    """Licence and renewal are offered."""
    return settle_in("gas", "gas-renewal")


def of(role: str) -> Actor:
    """Who holds a post of the housing office."""
    person = Person.objects.filter(holdings__post__word=f"housing.{role}").first()
    assert person
    return actor(person, NOW.date())


def apply(
    edition: Published, now: dt.datetime, number: str = "", who: dict[str, str] = LI, **more: str
) -> str:
    """Somebody asks for the licence, or names the one to renew; its number."""
    form = {RENEWED: number} if number else {"经营场所地址": "演示路1号"}
    channel = more.get("channel", "online")
    asked = Application("", (), who, channel, form)
    return actions.apply(edition=edition.pk, application=asked, actor=known("li"), now=now)


def worked(number: str, now: dt.datetime, result_no: str, until: str = "") -> None:
    """Accepted, examined, granted and issued at one moment."""
    act = {"number": number, "now": now}
    actions.accept(**act, actor=known("wang"), papers={0: "brought"})
    actions.finish(
        **act, actor=of("handler"), step=0, outcome="agree", facts={"opinion": "符合条件，建议准予"}
    )
    facts = {"valid_until": until} if until else {}
    actions.decide(**act, actor=of("chief"), step=1, outcome="grant", facts=facts)
    actions.issue(**act, actor=of("handler"), step=2, result_no=result_no)


def licence(number: str):
    """The licence issued in a case."""
    return next(one for one in of_case(number) if one.document.kind is DocumentKind.LICENCE)


class TestARenewedLicence:
    def test_keeps_its_number_and_stands_in_place_of_the_one_before(
        self, editions: dict[str, Published]
    ) -> None:
        first = apply(editions["gas"], NOW)
        worked(first, NOW, NUMBER, "2026-12-31")
        later = NOW + dt.timedelta(days=300)
        again = apply(editions["gas-renewal"], later, NUMBER)
        worked(again, later, NUMBER)
        assert Item.objects.filter(result_no=NUMBER).count() == 2
        old, new = licence(first), licence(again)
        assert (old.standing, old.replaced_by) == (
            Standing.REPLACED,
            new.code,
        ) and new.standing is Standing.VALID
        page = Client().get(f"/portal/verify/{old.code}").text
        assert "已被新文书代替" in page and "查看代替它的文书" in page and "已延续" in page
        third = apply(editions["gas-renewal"], later + dt.timedelta(days=1), NUMBER)
        worked(third, later + dt.timedelta(days=1), NUMBER)
        assert licence(again).standing is Standing.REPLACED

    def test_may_not_take_the_number_of_another(self, editions: dict[str, Published]) -> None:
        first, other = apply(editions["gas"], NOW), apply(editions["gas"], NOW)
        worked(first, NOW, NUMBER, "2026-12-31")
        with pytest.raises(Refused, match="不能重复"):
            worked(other, NOW, NUMBER)
        worked(apply(editions["gas"], NOW), NOW, "燃2", "2026-12-31")
        renewal = apply(editions["gas-renewal"], NOW, NUMBER)
        with pytest.raises(Refused, match="不能重复"):
            worked(renewal, NOW, "燃2")


class TestARenewal:
    def test_is_for_the_holder_of_a_licence_that_stands(self, editions: dict[str, Published]) -> None:
        worked(apply(editions["gas"], NOW), NOW, NUMBER, "2026-12-31")
        with pytest.raises(Refused, match="没有找到"):
            apply(editions["gas-renewal"], NOW, "没有这个号")
        with pytest.raises(Refused, match="不是申请人的"):
            apply(editions["gas-renewal"], NOW, NUMBER, {**LI, "code": "990000199001010025"})
        at_window = apply(editions["gas-renewal"], NOW, "没有这个号", channel="window")
        page = looked_at(at_window)
        assert "受理前请核对原件" in page

    @pytest.mark.parametrize(
        ("until", "word", "deemed"),
        [
            ("2025-12-31", "按期申请", True),
            ("2025-10-10", "申请晚了：延续应在此日前申请： 2025-08-22", False),
        ],
    )
    def test_says_whether_it_was_asked_for_in_time(
        self, editions: dict[str, Published], until: str, word: str, deemed: bool
    ) -> None:
        worked(apply(editions["gas"], NOW), NOW, NUMBER, until)
        again = apply(editions["gas-renewal"], NOW, NUMBER)
        assert bool(opened(again).case.renews_until) is deemed
        page = looked_at(again)
        assert word in page and ("视为准予延续（第五十条）" in page) is deemed

    def test_of_an_expired_licence_is_never_deemed_granted(self, editions: dict[str, Published]) -> None:
        worked(apply(editions["gas"], NOW), NOW, NUMBER, "2025-10-10")
        later = NOW + dt.timedelta(days=60)
        again = apply(editions["gas-renewal"], later, NUMBER)
        actions.accept(number=again, now=later, actor=known("wang"), papers={0: "brought"})
        actions.tick(number=again, now=later + dt.timedelta(days=5))
        assert opened(again).case.items[0].state == State.STARTED
        assert "已经过期" in looked_at(again)

    def test_not_decided_before_expiry_counts_as_granted(self, editions: dict[str, Published]) -> None:
        worked(apply(editions["gas"], NOW), NOW, NUMBER, "2025-12-31")
        again = apply(editions["gas-renewal"], NOW, NUMBER)
        actions.accept(number=again, now=NOW, actor=known("wang"), papers={0: "brought"})
        actions.tick(number=again, now=dt.datetime(2026, 1, 1, 0, 0, 1, tzinfo=NOW.tzinfo))
        assert opened(again).case.items[0].state == State.GRANTED


def looked_at(number: str) -> str:
    """The page of a case at the window."""
    client = Client()
    client.force_login(Person.objects.get(login="demo-wang"))
    return client.get(f"/window/cases/{number}/").text
