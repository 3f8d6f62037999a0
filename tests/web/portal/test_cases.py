"""What one may do with one's own case, and what a wrong, empty, hostile or repeated form does: an answer in words."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.models import Case, Draft, Event
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.papers.queries import of_case
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import organ
from tests.case_cast import NOW, demo, settle_in
from tests.formats import forged
from tests.web.rooms_cast import PREMISES

pytestmark = pytest.mark.django_db
PDF = forged.pdf(forged.CATALOGUE % b"", forged.PAGES)
FORM = {"phone": "13900000000", **PREMISES, "hand_in": "1"}
APPLY = "/portal/services/hygiene/apply"


def be(name: str) -> Client:
    """A client signed in as somebody of the demonstration."""
    client = Client()
    client.force_login(Person.objects.get(login=f"demo-{name}"))
    return client


def file(content: bytes = PDF) -> SimpleUploadedFile:
    """A file to upload."""
    return SimpleUploadedFile("报告.pdf", content)


@pytest.fixture
def number() -> str:
    """Li has handed in an application for the hygiene licence."""
    settle_in("hygiene")
    return be("li").post(APPLY, FORM).headers["Location"].split("/")[-2]


class TestACaseWithoutFiles:
    def test_lists_what_has_not_come_and_where_to_bring_it(self, number: str) -> None:
        text = be("li").get(f"/portal/cases/{number}/").text
        section = text.partition('id="outstanding"')[2].partition("</section>")[0]
        asked = queries.opened(number).service.asked
        assert [one.material in section for one in asked] == [not one.held for one in asked]
        assert "演示路1号" in section and "届时可在本页上传" in section

    def test_says_nothing_of_the_kind_once_it_was_answered(self, number: str) -> None:
        be("wang").post(f"/window/cases/{number}/receive")
        be("wang").post(f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "left": "0,3"})
        assert 'id="outstanding"' not in be("li").get(f"/portal/cases/{number}/").text


class TestTheListOfServices:
    def test_and_the_guide_count_in_the_unit_of_the_term(self) -> None:
        settle_in("hygiene", "newborn")
        li = be("li")
        assert re.search(r"承诺 \d+ 个工作日办结", li.get("/portal/").text)
        li.cookies["language"] = "en"
        pages = [li.get(f"/portal/{rest}").text for rest in ("", "services/hygiene/", "services/newborn/")]
        assert not re.search(r"\b1 (working )?days|Result: result", " ".join(pages))
        assert re.search(r"promised in \d+ working day", pages[0])

    def test_and_the_guide_never_call_natural_days_of_the_law_working_days(self) -> None:
        settle_in("construction")
        steps = be("li").get("/portal/services/construction/").text.partition('id="steps"')[2]
        step = re.search(r"<li>建设项目环境影响报告书 .*?</li>", steps.partition("</section>")[0])
        assert step and "工作日" not in step[0]

    def test_and_the_guide_say_where_to_go_and_whom_to_call(self) -> None:
        settle_in("hygiene")
        guide = be("li").get("/portal/services/hygiene/").text
        for word in ("center", "supervision"):
            known = organ(word)
            assert known.title.zh in guide and known.phone in guide


class TestAReaderOfEnglish:
    def test_is_told_that_published_names_are_not_translated(self) -> None:
        settle_in("hygiene")
        li, words = be("li"), "Articles of law are shown as published, in Chinese"
        pages = ("/portal/services/hygiene/", APPLY)
        assert not any(words in li.get(page).text for page in pages)
        li.cookies["language"] = "en"
        assert all(words in li.get(page).text for page in pages)
        asked = ("Floor plan of the premises", "Business area (m²)")
        assert all(word in li.get(page).text for page in pages for word in asked)
        untold = replace(next(one for one in demo().services if one.id == "hygiene"), id="untold")
        publish(service=replace(untold, process=replace(untold.process, en={})), now=NOW)
        for page in ("/portal/services/untold/", "/portal/services/untold/apply"):
            text = li.get(page).text
            assert "场所平面布局图" in text and text.count("where no translation is entered") == 1

    def test_finds_no_chinese_signs_between_the_words_of_why_a_date(self, number: str) -> None:
        li = be("li")
        li.cookies["language"] = "en"
        head = li.get(f"/portal/cases/{number}/why/0").text.partition("<h1>")[2].partition("<table")[0]
        assert "。" not in head and "：" not in head and "，" not in head


class TestApplying:
    def test_twice_with_the_same_form_makes_one_case(self) -> None:
        settle_in("hygiene")
        li = be("li")
        page = li.get(APPLY)
        said = FORM | {"after": hidden(page.text)["after"]}
        first = li.post(APPLY, said | {"paper-0": file()})
        again = li.post(APPLY, said | {"paper-0": file()})
        assert again.headers["Location"] == first.headers["Location"]
        assert Case.objects.count() == 1
        assert not Draft.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_by_many_presses_at_once_makes_one_case(self) -> None:
        settle_in("hygiene")
        li = be("li")
        said, cookies = FORM | {"after": hidden(li.get(APPLY).text)["after"]}, li.cookies

        def press(_: int) -> int:
            client = Client()
            client.cookies = cookies
            try:
                return client.post(APPLY, said).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as hands:
            assert set(hands.map(press, range(8))) == {302}
        assert Case.objects.count() == 1

    def test_for_something_else_since_asks_first_and_loses_nothing(self) -> None:
        settle_in("hygiene")
        li = be("li")
        said = FORM | {"after": hidden(li.get(APPLY).text)["after"]}
        li.post(APPLY, said)
        asked = li.post(APPLY, said | {"form-0": "第二家浴场"})
        assert (asked.status_code, "第二家浴场" in asked.text) == (422, True)
        assert Case.objects.count() == 1
        li.post(APPLY, said | {"form-0": "第二家浴场", "after": hidden(asked.text)["after"]})
        assert Case.objects.count() == 2

    def test_shows_and_gives_back_a_file_under_the_name_it_was_brought_with(self) -> None:
        settle_in("hygiene")
        li, again = be("li"), SimpleUploadedFile("平面图.pdf", PDF)
        li.post(APPLY, {"name": "李某", "paper-0": file()})
        number = li.post(APPLY, FORM | {"paper-3": again}).headers["Location"].split("/")[-2]
        assert "平面图.pdf" in be("wang").get(f"/window/cases/{number}/").text
        given = li.get(f"/portal/cases/{number}/files/3").headers["Content-Disposition"]
        assert given == "attachment; filename*=utf-8''%E5%B9%B3%E9%9D%A2%E5%9B%BE.pdf"

    def test_gives_files_and_papers_only_to_those_at_work_in_the_case(self) -> None:
        settle_in("hygiene")
        hygiene = next(one for one in demo().services if one.id == "hygiene")
        publish(service=replace(hygiene, id="windowless", window=""), now=NOW)
        for service in ("hygiene", "windowless"):
            answer = be("li").post(APPLY.replace("hygiene", service), FORM | {"paper-3": file()})
            number = answer.headers["Location"].split("/")[-2]
            be("wang").post(f"/window/cases/{number}/receive")
            (paper,) = of_case(number)
            pages = (f"/portal/cases/{number}/files/3", f"/portal/papers/{paper.code}.pdf")
            for name, status in {"li": 200, "wang": 200, "zhao": 200, "zhang": 404, "hua": 404}.items():
                assert [be(name).get(page).status_code for page in pages] == [status, status], (name, service)

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<script>alert(1)</script>", b"\x00" * 5000])
    def test_with_a_hostile_file_loses_nothing_that_was_written(self, content: bytes) -> None:
        settle_in("hygiene")
        li = be("li")
        answer = li.post(APPLY, FORM | {"paper-0": file(content), "paper-2": file()})
        assert answer.status_code == 422
        assert not Case.objects.exists()
        again = li.get(APPLY).text
        assert "浴场" in again
        assert "报告.pdf" in again


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))


class TestWithdrawing:
    def test_nothing_chosen_withdraws_nothing(self, number: str) -> None:
        answer = be("li").post(f"/portal/cases/{number}/withdraw", {"reason": "不办了"})
        assert not queries.opened(number).case.ended_at
        assert answer.status_code == 422 and 'value="不办了"' in answer.text and "alert-danger" in answer.text

    def test_without_a_reason_is_refused_on_the_page(self, number: str) -> None:
        answer = be("li").post(f"/portal/cases/{number}/withdraw", {"item": "0", "reason": " "})
        assert not queries.opened(number).case.ended_at
        assert answer.status_code == 422 and "alert-danger" in answer.text

    def test_twice_is_once(self, number: str) -> None:
        li = be("li")
        for _ in range(2):
            li.post(f"/portal/cases/{number}/withdraw", {"item": "0", "reason": "不办了"})
        assert Event.objects.filter(kind="Withdrawn").count() == 1

    def test_is_the_owners_alone(self, number: str) -> None:
        said = {"item": "0", "reason": "不办了"}
        assert be("zhang").post(f"/portal/cases/{number}/withdraw", said).status_code == 404
        assert not queries.opened(number).case.ended_at


class TestBrokenForms:
    @pytest.mark.parametrize("verb", ["supplement", "hand-in", "withdraw"])
    @pytest.mark.parametrize(
        "place", ["", "99", "-1", "²", "x" * 999, "9" * 5000], ids=["none", "99", "-1", "²", "x", "long"]
    )
    def test_are_answered_in_words(self, number: str, verb: str, place: str) -> None:
        before, said = Event.objects.count(), {"item": place, f"paper-{place[:900]}": file()}
        answer = be("li").post(f"/portal/cases/{number}/{verb}", said, follow=True)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
        assert Event.objects.count() == before

    def test_with_a_nul_in_the_reason_are_taken_without_it(self, number: str) -> None:
        said = {"item": "0", "reason": "不\x00办了"}
        assert be("li").post(f"/portal/cases/{number}/withdraw", said, follow=True).status_code == 200


class TestAnsweringTheNotice:
    def test_is_not_handed_in_by_halves_when_a_file_is_refused(self, number: str) -> None:
        be("wang").post(
            f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "want-3": "缺证明", "left": "0"}
        )
        li = be("li")
        path = f"/portal/cases/{number}/supplement"
        answer = li.post(path, {"paper-2": file(), "paper-3": file(b"MZ" * 99)})
        assert answer.status_code == 422 and "alert-danger" in answer.text and "已暂存" in answer.text
        assert not Event.objects.filter(kind="Supplemented").exists()
        assert li.post(path, {"paper-3": file()}).status_code == 302
        assert len(Event.objects.get(kind="Supplemented").data.split('"]')) == 3

    def test_twice_is_once(self, number: str) -> None:
        be("wang").post(f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "left": "0,3"})
        for _ in range(2):
            answer = be("li").post(f"/portal/cases/{number}/supplement", {"paper-2": file()}, follow=True)
        assert "现在不需要补正" in answer.text
        assert Event.objects.filter(kind="Supplemented").count() == 1


class TestTheOneNotice:
    def test_says_until_when_to_answer_and_what_happens_otherwise(self, number: str) -> None:
        be("wang").post(f"/window/cases/{number}/supplement", {"want-2": "已过一年", "left": "0,3"})
        until = queries.opened(number).happened[-1].event.until
        text = be("li").get(f"/portal/cases/{number}/").text
        assert (
            until and f'<time datetime="{last_day(until)}">' in text and "申请不受理，办理期限不起算" in text
        )
