"""Receipts after the one notice: each paper on one of them, by whom it was taken in, and what may still be promised."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.cases.models import Case, Event
from jianzheng.apps.cases.telling import tell
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.case import COMING, FREE
from jianzheng.core.document import Document, DocumentKind
from jianzheng.core.refusal import Refused
from jianzheng.formats.document import pdf, rows
from tests.case_cast import who
from tests.web.rooms_cast import SIGNBOARD, TICKS, TOBACCO, be, handed_in, restaurant

pytestmark = pytest.mark.django_db
FORM = FREE
ASKED = {
    "want-2": "未提交",
    f"free-{TOBACCO}": "烟草申请表\r\n 烟草申请表 ",
    f"nothing-{SIGNBOARD}": "1",
}


@pytest.fixture
def wang() -> Client:
    number = restaurant()
    client = be("wang")
    client.post(f"/window/cases/{number}/supplement", ASKED)
    return client


@pytest.fixture
def number(wang: Client) -> str:
    """A case answered online but for one paper that the applicant brings to the window."""
    number: str = Case.objects.get().number
    by = {"number": number, "actor": who("li"), "now": timezone.now()}
    actions.supplement(**by, papers={2: "window", FORM: COMING}, promises={})
    return number


def receipts(number: str) -> list[Document]:
    """The receipts of a case, the oldest first."""
    made = [one for one in of_case(number) if one.document.kind is DocumentKind.RECEIPT]
    return [one.document for one in sorted(made, key=lambda one: one.document.number)]


def printed(document: Document) -> str:
    """Every word of a receipt but its foot."""
    lines = [f"{label.zh}={value.zh}" for label, value in rows(document)]
    return "\n".join([*(text.zh for text in (*document.paragraphs, *document.closing)), *lines])


def told(number: str) -> list[str]:
    """What the applicant is told of each time something was received."""
    row = Case.objects.get(number=number)
    for sequence in Event.objects.filter(case=row, kind="Received").values_list("sequence", flat=True):
        tell(case=row.pk, sequence=sequence, now=timezone.now())
    return list(row.messages.order_by("sequence").values_list("zh", flat=True))


class TestAReceiptOfTheAnswer:
    def test_names_the_system_of_the_window_and_promises_no_second_notice(self, number: str) -> None:
        (answer,) = receipts(number)
        text = printed(answer)
        assert "收件人=政务服务中心（网上办事大厅系统）" in text and "李" not in text
        assert "应于此日前告知是否受理=" in text
        assert "一次告知补正" not in text and "或者需要补正" not in text
        assert "=未收，申请人将带到窗口" in text and "提交日期=" in text
        assert pdf(answer).startswith(b"%PDF")


class TestWhatIsBroughtAfterTheNotice:
    def test_has_a_receipt_of_its_own_and_no_paper_stands_on_two(self, number: str, wang: Client) -> None:
        wang.post(f"/window/cases/{number}/receive", {})
        page = wang.get(f"/window/cases/{number}/").text
        assert "又带来材料" in page and f'name="brought-{FORM}"' in page and 'name="brought-2"' not in page
        wang.post(f"/window/cases/{number}/receive", {f"brought-{FORM}": "brought"})
        answer, application, later = map(printed, receipts(number))
        assert "经营场所布局图" in answer and "经营场所布局图" not in application + later
        assert "1. 食品经营许可申请书=随申请提交" in application and "烟草申请表" not in application
        assert "1. 烟草申请表=带到窗口提交" in later and "收件人=政务服务中心窗口，王（演示）" in later
        assert "应于此日前告知是否受理=" in later
        assert "又带来材料" not in wang.get(f"/window/cases/{number}/").text
        assert "收下又带来的材料" in be("li").get(f"/portal/cases/{number}/").text
        assert verify(number).equal

    def test_ticked_at_acceptance_is_received_in_the_same_act(self, number: str, wang: Client) -> None:
        wang.post(f"/window/cases/{number}/receive", {})
        path = f"/window/cases/{number}/accept"
        assert wang.post(path, {f"paper-{FORM}": "missing"}).status_code == 422
        assert len(receipts(number)) == 2
        assert wang.post(path, {f"paper-{FORM}": "brought"}).status_code == 302
        assert "1. 烟草申请表=带到窗口提交" in printed(receipts(number)[-1])
        assert len(receipts(number)) == 3 and verify(number).equal
        first, later = (
            one.event for one in queries.opened(number).happened if type(one.event).__name__ == "Received"
        )
        assert not first.later and later.later

    def test_is_refused_where_nothing_new_came(self, number: str) -> None:
        by = {"number": number, "actor": who("wang"), "now": timezone.now()}
        actions.receive(**by)
        with pytest.raises(Refused, match="又带来材料的，请勾选"):
            actions.receive(**by, brought=(2,))
        assert len(receipts(number)) == 2

    def test_is_told_without_a_word_of_another_notice(self, number: str, wang: Client) -> None:
        wang.post(f"/window/cases/{number}/receive", {})
        wang.post(f"/window/cases/{number}/receive", {f"brought-{FORM}": "brought"})
        first, later = told(number)
        assert "不再要求补正" in first and "或需要补正" not in first
        assert "您带到窗口的材料已收下" in later


class TestBeforeTheAnswer:
    def test_receiving_offers_nothing_that_the_notice_asks_for(self, wang: Client) -> None:
        number = Case.objects.get().number
        page = wang.get(f"/window/cases/{number}/").text
        receiving = page.split("一、收件")[1].split("</form>")[0]
        assert "brought-" not in receiving
        wang.post(f"/window/cases/{number}/receive", {})
        (text,) = map(printed, receipts(number))
        assert "从您提交补正材料之日起算" in text and "应于此日前" not in text
        assert "或者需要补正" not in text
        assert "请按补正告知补齐材料" in told(number)[0]


class TestTheNotice:
    def test_says_which_lines_were_written_twice(self) -> None:
        number = restaurant()
        page = be("wang").post(f"/window/cases/{number}/supplement", ASKED, follow=True).text
        assert "重复填写的，告知书只写一次：烟草申请表" in page
        other = restaurant()
        once = {**ASKED, f"free-{TOBACCO}": "烟草申请表"}
        assert (
            "重复填写的" not in be("wang").post(f"/window/cases/{other}/supplement", once, follow=True).text
        )

    def test_refusing_acceptance_names_what_has_no_list_at_once(self) -> None:
        number = restaurant()
        page = be("wang").post(f"/window/cases/{number}/accept", {}).text
        assert "还缺 1 份材料，不能受理：经营场所布局图" in page
        assert "需要什么：户外招牌设施设置规范管理；烟草专卖零售许可证核发（新办）。" in page


class TestWithoutANotice:
    def test_what_is_first_ticked_at_acceptance_stands_on_a_receipt_too(self) -> None:
        number = handed_in()
        path, client = f"/window/cases/{number}", be("wang")
        assert client.post(f"{path}/receive", {}).status_code == 302
        assert client.post(f"{path}/accept", TICKS).status_code == 302
        first, second = receipts(number)
        listed = "".join(str(line) for line in rows(second))
        assert "场所平面布局图" in listed and "场所平面布局图" not in "".join(
            str(line) for line in rows(first)
        )
        assert verify().equal
