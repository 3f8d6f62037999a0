"""A refusal for false papers and a revocation for deceit bar a new application, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.people.actions import lift_ban
from jianzheng.apps.people.models import Ban, Person
from jianzheng.core.case import Application
from jianzheng.core.case.ban import Banned
from jianzheng.core.refusal import Refused
from tests.case_cast import FACTS, NOW, accepted, apply, delivered, settle_in, undone, who

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SOON = NOW + dt.timedelta(days=1)
WHY = {
    "reasons": "经核查，检测报告系伪造，不予许可",
    "remedies": "六十日内可申请行政复议，也可以提起行政诉讼",
    "court_term": "六个月",
    "ban": "false_papers",
}


@pytest.fixture
def edition() -> Published:
    """The hygiene licence in force."""
    return settle_in()["hygiene"]


def refused(edition: Published, facts: dict[str, str]) -> str:
    """A case refused the day after it was accepted; its number."""
    number = accepted(edition)
    actions.finish(number=number, actor=who("zhao"), now=SOON, step=0, outcome="agree", facts=FACTS[0])
    actions.finish(
        number=number,
        actor=who("zhao"),
        now=SOON,
        step=1,
        outcome="disagree",
        facts=FACTS[1],
        staff=("demo-feng",),
    )
    actions.decide(number=number, actor=who("sun"), now=SOON, step=2, outcome="refuse", facts=facts)
    return number


def handed(edition: Published, applicant: dict[str, str], owner: Person | None = None) -> str:
    """An application from an account, or else at the window; its number."""
    application = Application("", (), applicant, "online" if owner else "window")
    return actions.apply(
        edition=edition.pk, application=application, actor=who("wang"), now=SOON, owner=owner
    )


class TestARefusalForFalsePapers:
    def test_bars_the_applicant_for_a_year_and_says_so_in_the_decision(self, edition: Published) -> None:
        number = refused(edition, WHY)
        decided = [one.event for one in opened(number).happened if type(one.event).__name__ == "Decided"]
        assert "2026-09-26 及以前不得再次申请" in decided[0].reasons  # type: ignore[attr-defined]
        with pytest.raises(Banned, match="第七十八条"):
            apply(edition, SOON)
        with pytest.raises(Banned):
            apply(edition, dt.datetime(2026, 9, 26, 23, 59, tzinfo=NOW.tzinfo))
        assert apply(edition, dt.datetime(2026, 9, 27, 0, 0, tzinfo=NOW.tzinfo))

    def test_bars_nobody_else(self, edition: Published) -> None:
        refused(edition, WHY)
        other = Application("", (), {"name": "王某", "code": "990000199001010029"}, "online")
        assert actions.apply(edition=edition.pk, application=other, actor=who("li"), now=SOON)

    def test_is_not_slipped_past_with_blanks_or_small_letters(self, edition: Published) -> None:
        refused(edition, WHY)
        sly = Application("", (), {"name": "李某", "code": " 990000 199001010017"}, "online")
        with pytest.raises(Banned):
            actions.apply(edition=edition.pk, application=sly, actor=who("li"), now=SOON)

    def test_keeps_them_from_applying_online_for_another_but_not_at_the_window(
        self, edition: Published
    ) -> None:
        refused(edition, WHY)
        li, of = (
            Person.objects.get(login="demo-li"),
            {"agent": "李（演示）", "agent_code": "990000199001010017"},
        )
        firm = {"name": "丁店有限公司", "code": "DD-12345", **of}
        with pytest.raises(Banned, match=r"您本人在 2026-09-26 及以前.*到窗口办理"):
            handed(edition, firm, owner=li)
        assert handed(edition, firm)

    def test_tells_whoever_acts_for_them_neither_case_nor_term(self, edition: Published) -> None:
        number = refused(edition, WHY)
        zhang = Person.objects.get(login="demo-zhang")
        of_li = {"name": "李某", "code": "990000199001010017", "agent": "张", "agent_code": zhang.id_code}
        with pytest.raises(Banned, match="不能在网上由他人代为提出") as told:
            handed(edition, of_li, owner=zhang)
        assert number not in str(told.value) and "2026" not in str(told.value)
        with pytest.raises(Banned, match=number):
            handed(edition, of_li)

    def test_for_another_reason_bars_nobody(self, edition: Published) -> None:
        refused(edition, {**WHY, "ban": ""})
        assert not Ban.objects.exists()
        assert apply(edition, SOON)

    def test_that_is_no_refusal_writes_neither_decision_nor_ban(self, edition: Published) -> None:
        number = accepted(edition)
        actions.finish(number=number, actor=who("zhao"), now=SOON, step=0, outcome="agree", facts=FACTS[0])
        actions.finish(
            number=number,
            actor=who("zhao"),
            now=SOON,
            step=1,
            outcome="agree",
            facts=FACTS[1],
            staff=("demo-feng",),
        )
        with pytest.raises(Refused, match="才能限制再次申请"):
            actions.decide(number=number, actor=who("sun"), now=SOON, step=2, outcome="grant", facts=WHY)
        assert not Ban.objects.exists()
        assert not opened(number).case.items[0].decided_at


class TestARevocationForDeceit:
    def revoked(self, edition: Published) -> str:
        """A licence delivered, then annulled for deceit."""
        number = delivered(edition)
        undone(number, "deceit", NOW + dt.timedelta(days=30), ban="deceit")
        return number

    def test_bars_the_applicant_for_three_years(self, edition: Published) -> None:
        self.revoked(edition)
        with pytest.raises(Banned, match="第七十九条"):
            apply(edition, dt.datetime(2028, 10, 25, 12, tzinfo=NOW.tzinfo))
        assert apply(edition, dt.datetime(2028, 10, 26, 12, tzinfo=NOW.tzinfo))

    def test_is_lifted_where_a_review_changes_it_and_only_on_its_number(self, edition: Published) -> None:
        number = self.revoked(edition)
        later = NOW + dt.timedelta(days=60)
        with pytest.raises(Refused, match="文号"):
            lift_ban(case=number, order_no=" ", by="qian", today=later.date())
        lift_ban(case=number, order_no="行复〔2025〕1号", by="qian", today=later.date())
        assert apply(edition, later)
        with pytest.raises(Refused, match="没有可以解除"):
            lift_ban(case=number, order_no="行复〔2025〕1号", by="qian", today=later.date())
