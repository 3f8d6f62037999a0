"""Promising instead of handing a material in: chosen and confirmed online, kept in the draft, left as a letter."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar

import pytest
from django.test import Client
from django.utils import timezone

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.promises import on_record, told
from jianzheng.apps.cases.queries import Opened, opened
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.papers.queries import IssuedPaper, of_case
from jianzheng.apps.people.models import Person
from jianzheng.core.document import TOLD, DocumentKind
from jianzheng.core.promise import STATEMENTS
from jianzheng.core.refusal import Refused
from tests.case_cast import PAPERS, ZONE, settle_in, who
from tests.web.rooms_cast import PREMISES, TICKS, be, file, handed_in

pytestmark = pytest.mark.django_db
APPLY = "/portal/services/hygiene/apply"
RULES = 4
"""The material that may be promised."""
SAID = {"phone": "13900000000", **PREMISES}


@pytest.fixture
def li() -> Client:
    """Li, signed in, in a city that licences public places."""
    settle_in("hygiene", "food")
    return be("li")


def version(page: str) -> str:
    """The version of the text a page shows."""
    found = re.search(rf'name="promise-{RULES}-text" value="(\w{{12}})"', page)
    assert found
    return found[1]


def promise(page: str, *left_out: str) -> dict[str, str]:
    """What a form says that promises, but for some statements."""
    words = [word for word, _ in STATEMENTS if word not in left_out]
    ticked = {f"promise-{RULES}-{word}": "1" for word in words}
    return {f"way-{RULES}": "promise", f"promise-{RULES}-text": version(page), **ticked}


def promised(li: Client) -> str:
    """Li has handed in an application with a promise in it; its number."""
    answer = li.post(APPLY, SAID | promise(li.get(APPLY).text) | {"hand_in": "1"})
    assert answer.status_code == 302
    return str(answer.headers["Location"].split("/")[-2])


def letter(number: str) -> IssuedPaper:
    """The one letter of a case."""
    (one,) = [p for p in of_case(number) if p.document.kind is DocumentKind.COMMITMENT]
    return one


def found_false(number: str) -> None:
    """The promise of a case is accepted, granted on, and found false by its checker."""
    be("wang").post(f"/window/cases/{number}/accept", TICKS | {"paper-2": "brought"})
    actions.break_promise(
        number=number, actor=who("zhao"), now=timezone.now(), asked=RULES, found="现场没有建立管理制度"
    )


class TestTheChoice:
    def test_is_offered_with_everything_that_has_to_be_told(self, li: Client) -> None:
        page = li.get(APPLY).text
        assert [label.zh for label in TOLD.values() if f"<dt>{label.zh}</dt>" not in page] == []
        assert "已建立卫生管理制度并有人负责执行" in page and "国办发〔2020〕42号" in page
        assert page.count('value="promise"') == 1 and 'value="promise" checked' not in page
        assert [text.zh for _, text in STATEMENTS if text.zh not in page] == []

    def test_is_made_under_the_account_and_recorded_with_its_text(self, li: Client) -> None:
        text = version(li.get(APPLY).text)
        found = opened(promised(li))
        applied = found.happened[0]
        assert applied.event.promises == ((RULES, text),) and applied.by.startswith("demo-li@")
        assert applied.event.papers == ((RULES, "promised", ""),)

    @pytest.mark.parametrize("word", [word for word, _ in STATEMENTS])
    def test_needs_every_statement_confirmed(self, li: Client, word: str) -> None:
        answer = li.post(APPLY, SAID | promise(li.get(APPLY).text, word) | {"hand_in": "1"})
        assert answer.status_code == 422 and not Case.objects.exists()
        assert f'<a href="#promise-{RULES}">卫生管理制度</a>：请阅读告知内容' in answer.text
        assert answer.text.count("checked") - answer.text.count('value="own" checked') == len(STATEMENTS)

    def test_of_another_text_is_read_again(self, li: Client) -> None:
        old = promise(li.get(APPLY).text) | {f"promise-{RULES}-text": "0" * 12}
        answer = li.post(APPLY, SAID | old | {"hand_in": "1"})
        assert answer.status_code == 422 and "告知内容已有更新" in answer.text
        assert f'name="promise-{RULES}-read" value="1" checked' not in answer.text

    def test_stays_in_the_draft_but_is_confirmed_anew(self, li: Client) -> None:
        li.post(APPLY, SAID | promise(li.get(APPLY).text) | {"save": "1"})
        page = li.get(APPLY).text
        assert 'value="promise" checked' in page and 'value="1" checked' not in page

    def test_is_no_duty(self, li: Client) -> None:
        paper = {f"paper-{RULES}": file()}
        answer = li.post(APPLY, SAID | {f"way-{RULES}": "file", "hand_in": "1"} | paper)
        assert answer.status_code == 302
        found = opened(answer.headers["Location"].split("/")[-2])
        assert not found.happened[0].event.promises
        assert [p.handling for p in found.case.papers if p.asked == RULES] == ["brought"]

    def test_is_not_open_for_what_the_list_does_not_name(self, li: Client) -> None:
        forged = {"way-3": "promise", **{f"promise-3-{word}": "1" for word, _ in STATEMENTS}}
        li.post(APPLY, SAID | forged | {"hand_in": "1"})
        found: Opened = opened(Case.objects.get().number)
        assert not found.happened[0].event.promises and not found.case.papers


class TestForAnother:
    OTHER: ClassVar = {
        "whose": "other",
        "name": "李（演示）",
        "kind": "citizen",
        "code": "990000199001010017",
    }

    def forged(self) -> dict[str, str]:
        """What a form says that promises, of a page that was shown for oneself."""
        return SAID | promise(be("li").get(APPLY).text) | self.OTHER | {"entrusted": "2025年1月2日委托书"}

    def test_no_promise_is_made_online_and_nothing_is_told_of_them(self, li: Client) -> None:
        form, number = self.forged(), promised(li)
        found_false(number)
        zhang, before = be("zhang"), Case.objects.count()
        answer = zhang.post(APPLY, form | {"hand_in": "1"})
        assert answer.status_code == 422 and Case.objects.count() == before
        assert "告知承诺由申请人本人作出" in answer.text and "到窗口签署承诺书" in answer.text
        assert (
            f"办件 {number}" not in answer.text
            and "不实。" not in answer.text
            and 'value="promise"' not in answer.text
        )
        page = zhang.get(APPLY).text
        assert "告知承诺由申请人本人作出" in page and f"办件 {number}" not in page

    def test_the_material_is_handed_in_instead(self, li: Client) -> None:
        form = {key: word for key, word in self.forged().items() if not key.startswith(("way", "promise"))}
        assert be("zhang").post(APPLY, form | {"hand_in": "1"}).status_code == 302

    def test_an_account_without_a_number_tells_nothing_of_the_number_typed(self, li: Client) -> None:
        number = promised(li)
        found_false(number)
        Person.objects.filter(login="demo-zhang").update(id_code="")
        own = SAID | {"whose": "own", "kind": "citizen", "code": "990000199001010017", "save": "1"}
        page = be("zhang").post(APPLY, own).text
        assert "告知承诺由申请人本人作出" in page and f"办件 {number}" not in page

    def test_the_notice_is_not_answered_with_one(self, li: Client) -> None:
        form = {key: word for key, word in self.forged().items() if not key.startswith(("way", "promise"))}
        zhang = be("zhang")
        number = zhang.post(APPLY, form | {"hand_in": "1"}).headers["Location"].split("/")[-2]
        be("wang").post(f"/window/cases/{number}/supplement", {f"want-{n}": "未交" for n in (0, 3, RULES)})
        assert "告知承诺由申请人本人作出" in zhang.get(f"/portal/cases/{number}/").text
        answer = zhang.post(f"/portal/cases/{number}/supplement", promise(li.get(APPLY).text))
        assert answer.status_code == 422 and "告知承诺由申请人本人作出" in answer.text


class TestAnsweringTheNotice:
    def test_may_be_done_with_a_promise_too(self, li: Client) -> None:
        number = handed_in()
        be("wang").post(
            f"/window/cases/{number}/supplement", {f"want-{RULES}": "缺管理制度", "want-3": "缺平面图"}
        )
        path = f"/portal/cases/{number}/supplement"
        page = li.get(f"/portal/cases/{number}/").text
        unread = li.post(path, promise(page, "will") | {"paper-3": file("图.pdf")})
        assert unread.status_code == 422 and "请阅读告知内容" in unread.text
        assert 'value="promise" checked' in li.get(f"/portal/cases/{number}/").text
        assert li.post(path, promise(page)).status_code == 302
        found = opened(number)
        event = found.happened[-1].event
        assert event.papers[1] == (RULES, "promised", "") and event.promises == ((RULES, version(page)),)
        assert "网上逐项确认" in letter(number).document.closing[-1].zh
        ticks = {key: word for key, word in TICKS.items() if not key.startswith("signed")}
        assert be("wang").post(f"/window/cases/{number}/accept", ticks).status_code == 302
        assert verify().equal


class TestTheLetter:
    def test_states_the_notice_and_the_promise_and_can_be_verified(self, li: Client) -> None:
        number = promised(li)
        paper = letter(number)
        said = "\n".join(text.zh for text in paper.document.closing)
        assert all(text.zh in said for _, text in STATEMENTS) and "李（演示）于" in said
        assert paper.document.number.startswith("卫承〔") and paper.document.organ.zh == "卫生健康委员会"
        assert "告知承诺书" in be("li").get(f"/portal/cases/{number}/").text
        page = Client().get(f"/portal/verify/{paper.code}").text
        assert "告知承诺书" in page and "由卫生健康委员会留存" in page and "签发" not in page.split("<dl")[1]
        found_false(number)
        assert "核查发现承诺不实" in Client().get(f"/portal/verify/{paper.code}").text
        assert be("li").get(f"/portal/papers/{paper.code}.pdf").content.startswith(b"%PDF")

    def test_names_the_text_that_was_confirmed(self, li: Client) -> None:
        number = promised(li)
        found = opened(number)
        assert told(found.service, RULES, [0]).lines == letter(number).document.lines
        assert any(
            found.happened[0].event.promises[0][1] in text.zh for text in letter(number).document.closing
        )


class TestAcceptingIt:
    def test_needs_no_second_signature_and_is_checked_afterwards(self, li: Client) -> None:
        number = promised(li)
        ticks = {key: word for key, word in TICKS.items() if not key.startswith("signed")}
        assert be("wang").post(f"/window/cases/{number}/accept", ticks).status_code == 302
        found = opened(number)
        assert [(debt.asked, debt.kind) for debt in found.case.debts][-1] == (RULES, "promised")
        letter(number)
        assert verify().equal

    def test_by_the_clock_owes_the_check_too(self, li: Client) -> None:
        number = promised(li)
        late = opened(number).case.items[0].notice
        assert late
        actions.tick(number=number, now=dt.datetime.fromtimestamp(late.due + 1, ZONE))
        case = opened(number).case
        assert case.items[0].by_clock and [debt.kind for debt in case.debts] == ["promised"]

    def test_at_the_window_takes_the_applicants_signature(self) -> None:
        number = handed_in()
        ticks = {key: word for key, word in TICKS.items() if not key.startswith("signed")}
        refused = be("wang").post(f"/window/cases/{number}/accept", ticks)
        assert refused.status_code == 422 and "签署承诺书：卫生管理制度" in refused.text
        assert f'href="/window/cases/{number}/promise/{RULES}"' in refused.text
        assert be("wang").post(f"/window/cases/{number}/accept", TICKS).status_code == 302
        accepted = next(each for each in opened(number).happened if type(each.event).__name__ == "Accepted")
        assert accepted.event.promises[0][0] == RULES and accepted.by.startswith("demo-wang@")
        assert any("在窗口签署" in text.zh for text in letter(number).document.closing)
        assert verify().equal

    def test_shows_the_window_the_same_text(self) -> None:
        number = handed_in()
        page = be("wang").get(f"/window/cases/{number}/promise/{RULES}").text
        assert version(be("li").get(APPLY).text) in page and "签名或盖章" in page
        assert all(label.zh in page for label in TOLD.values())
        assert be("wang").get(f"/window/cases/{number}/promise/3").status_code == 404


class TestAFalsePromise:
    def test_closes_the_choice_and_says_why_until_credit_is_repaired(self, li: Client) -> None:
        number = promised(li)
        found_false(number)
        page = li.get(APPLY).text
        assert "您现在不能选择告知承诺" in page and number in page and 'value="promise"' not in page
        forged = {
            f"way-{RULES}": "promise",
            f"promise-{RULES}-text": told(opened(number).service, RULES, [0]).version,
        }
        forged |= {f"promise-{RULES}-{word}": "1" for word, _ in STATEMENTS}
        answer = li.post(APPLY, SAID | forged | {"hand_in": "1"})
        assert answer.status_code == 422 and "信用修复以前不能采用告知承诺" in answer.text

    def test_counts_at_the_window_too(self, li: Client) -> None:
        found_false(promised(li))
        li.post(APPLY, SAID | {"hand_in": "1"})
        second = Case.objects.order_by("-id")[0].number
        papers = {**PAPERS, RULES: "promised"}
        with pytest.raises(Refused, match="信用修复以前"):
            actions.accept(
                number=second, actor=who("wang"), now=timezone.now(), papers=papers, signed=[RULES]
            )
        page = be("wang").get(f"/window/cases/{second}/").text
        assert "信用修复以前不能采用告知承诺" in page and f'name="signed-{RULES}"' not in page

    def test_is_forgiven_once_put_right_and_the_head_records_the_repair(self, li: Client) -> None:
        number = promised(li)
        found_false(number)
        code = opened(number).applicant["code"]
        path = f"/desk/cases/{number}/repaired"
        said = {"asked": str(RULES), "order_no": "信修〔2025〕1号"}
        assert be("qian").post(path, said).status_code == 422 and on_record(code)
        assert "交来整改材料" in be("wang").get(f"/window/cases/{number}/").text
        actions.hand_in(number=number, actor=who("wang"), now=timezone.now(), asked=RULES, file="window")
        actions.settle(number=number, actor=who("zhao"), now=timezone.now(), asked=RULES)
        assert on_record(code) and "登记信用修复" in be("qian").get(f"/desk/cases/{number}/").text
        assert be("zhao").post(path, said).status_code == 422
        assert be("qian").post(path, said).status_code == 302
        assert not on_record(code) and 'value="promise"' in li.get(APPLY).text
        page = li.get(f"/portal/cases/{number}/").text
        assert (
            "信修〔2025〕1号" in page
            and "整改材料已核查，符合要求" in page
            and "提交整改材料，待核查" in page
        )
        assert verify().equal
