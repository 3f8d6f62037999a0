"""The notice before a licence is annulled is delivered and written down: its rows, its papers, and the day they print."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps as registry
from django.db import connection

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.cases.mapping import TELLS
from jianzheng.apps.cases.models import Case, Work
from jianzheng.apps.cases.paperwork_undoing import HEARD, TOLD
from jianzheng.apps.cases.telling import tell
from jianzheng.apps.cases.verify import verify
from jianzheng.core.document import PLEAD_UNTIL, DocumentKind
from jianzheng.core.refusal import Refused
from tests.apps.cases.test_paperwork import paper
from tests.case_cast import NOW, TERM, UNDONE, apply, delivered, settle_in, who

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MEANT = NOW + 2 * DAY


def meant() -> str:
    """A delivered licence Qian means to annul; the number of the case."""
    number = delivered(settle_in()["hygiene"])
    actions.intend(number=number, item=0, now=MEANT, actor=who("qian"), ground="other_69", reason=UNDONE)
    return number


def told(number: str, now: dt.datetime, on: str = "") -> None:
    """Wang writes down that the notice came by post."""
    by = {"number": number, "item": 0, "actor": who("wang"), "now": now}
    actions.serve(**by, way="post", receipt="EMS 1012345671 李", on=on)


class TestTheNotice:
    def test_waits_in_the_lists_of_desk_and_window_until_it_was_delivered(self) -> None:
        number = meant()
        work = Work.objects.get(case__number=number, step=TELLS)
        window = Case.objects.get(number=number).window
        assert work.kind == "serve" and verify().equal
        (row,) = queries.to_serve(window=window)
        assert (row.number, row.step_title.zh) == (number, "送达拟撤销或撤回的告知书")
        assert not queries.to_serve(window="another")
        (row,) = queries.on_desk(organ=work.organ, kinds=["serve"]).rows
        assert row.step_title.en.startswith("Deliver the notice") and row.light.name == "GREEN"
        actions.tick(number=number, now=MEANT + 30 * DAY)
        assert queries.to_serve(window=window)[0].light.name == "RED" and verify().equal
        told(number, MEANT + 30 * DAY)
        assert not queries.to_serve(window=window) and verify().equal
        with pytest.raises(Refused, match="没有待送达"):
            told(number, MEANT + 30 * DAY)

    def test_says_for_how_long_from_its_delivery_and_the_decision_prints_that_day(self) -> None:
        number = meant()
        notice = paper(number, DocumentKind.INTENT).document
        assert notice.line(PLEAD_UNTIL) == "自本告知书送达之日起5个工作日（送达当日不计）"
        told(number, MEANT + 2 * DAY, (MEANT + DAY).date().isoformat())
        over = dt.datetime.fromtimestamp(queries.opened(number).case.undoings[0].until, NOW.tzinfo)
        with pytest.raises(Refused, match="还没有答复"):
            actions.revoke(
                number=number, item=0, actor=who("qian"), now=over - dt.timedelta(seconds=1), reason=UNDONE
            )
        actions.revoke(
            number=number, item=0, actor=who("qian"), now=over, reason=UNDONE, facts={"court_term": TERM}
        )
        decision = paper(number, DocumentKind.REVOCATION).document
        day = (MEANT + DAY).date()
        assert decision.line(TOLD) == f"{day.year}年{day.month}月{day.day}日"
        assert decision.line(HEARD).startswith("告知书送达后至") and verify().equal

    def test_whose_decision_of_an_earlier_version_never_turned_wakes(self) -> None:
        number = meant()
        told(number, MEANT)
        over = dt.datetime.fromtimestamp(queries.opened(number).case.undoings[0].until, NOW.tzinfo)
        actions.revoke(
            number=number, item=0, actor=who("qian"), now=over, reason=UNDONE, facts={"court_term": TERM}
        )
        Case.objects.update(turns_at=None)
        assert not verify().equal
        import_module("jianzheng.apps.cases.migrations.0013_serving").woken(registry, connection)
        assert verify().equal

    def test_delivered_is_told_in_words_of_its_own(self) -> None:
        number = apply(settle_in()["hygiene"], owner="li")
        row = Case.objects.get(number=number)
        for kind, text, said in (
            ("Served", '{"item":0,"way":"post","receipt":"1","on":1,"until":2}', "告知书已送达"),
            ("Served", '{"item":0,"way":"post","receipt":"1","on":1}', "决定已送达"),
        ):
            last = row.events.count() + 1
            row.events.create(sequence=last, at=1, kind=kind, by="", data=text, hash=b"")
            tell(case=row.pk, sequence=last, now=NOW)
            assert row.messages.get(sequence=last).zh.startswith(said)


class TestADecisionNotToAccept:
    @pytest.mark.parametrize(("term", "said"), [("", "起诉期限"), ("x", "写明多长时间")])
    def test_is_not_issued_without_the_term_to_sue(self, term: str, said: str) -> None:
        number = apply(settle_in()["hygiene"])
        by = {"number": number, "actor": who("wang"), "now": NOW}
        with pytest.raises(Refused, match=said):
            actions.not_ours(
                **by, item=0, reason="属于公安机关的职权，不属于本机关", organ="公安局", court_term=term
            )
