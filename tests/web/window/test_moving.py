"""Cases that run in another register are brought over from a table, all of it or nothing."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.models import Case, Outbox
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.cases.verify import verify
from jianzheng.core.case import State
from jianzheng.jobs import tick
from jianzheng.web.window.moving_rows import columns
from tests.case_cast import ZONE, demo, settle_in
from tests.web.rooms_cast import be, publish_forked

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = "原编号,申请日期,受理日期,申请人,证件号码,联系电话,场所名称,场所地址,经营面积（平方米）"
PEOPLE = "李某,990000199001010017,13900000000,演示浴场,演示路1号,120"


def day(ago: int) -> dt.date:
    """So many days ago."""
    return dt.datetime.now(ZONE).date() - dt.timedelta(days=ago)


def send(table: str | bytes, name: str = "旧系统.csv", service: str = "hygiene", **more: str) -> HttpResponse:
    """The clerk hands in a table."""
    content = table.encode() if isinstance(table, str) else table
    said = {"service": service, "file": SimpleUploadedFile(name, content), **more}
    answer: HttpResponse = be("wang").post("/window/moving", said, follow=True)
    return answer


class TestATable:
    def test_becomes_cases_whose_clocks_run_from_the_days_they_had(self) -> None:
        settle_in()
        table = f"{HEAD}\n旧-1,{day(30)},{day(29)} 10:30,{PEOPLE}\n旧-2,{day(0)},,{PEOPLE}\n"
        assert "已从 旧系统.csv 迁入 2 件" in send(table).text
        first, second = Case.objects.order_by("id")
        item = queries.opened(first.number).case.items[0]
        assert item.state == State.STARTED and rules().day(item.accepted_at) == day(29)
        assert item.legal and rules().day(item.legal.start) == day(29)
        assert first.light == 3, "what was late there is late here"
        assert second.stage == 0 and second.channel == "moved"
        assert not Outbox.objects.filter(kind="Accepted").exists(), "nobody is told again"
        assert verify().equal

    def test_that_says_nothing_of_an_old_application_lets_the_clock_accept_it(self) -> None:
        settle_in()
        send(f"{HEAD}\n旧-1,{day(30)},,{PEOPLE}\n")
        item = queries.opened(Case.objects.get().number).case.items[0]
        assert item.by_clock and rules().day(item.accepted_at) == day(30)
        assert tick.sweep(now=dt.datetime.now(ZONE)) == 0, "the clock has caught up already"
        assert verify().equal

    def test_is_found_by_its_old_number_and_says_where_it_came_from(self) -> None:
        settle_in()
        send(f"{HEAD}\n旧-１,{day(3)},{day(2)},{PEOPLE}\n")
        number = Case.objects.get().number
        wang = be("wang")
        assert number in wang.get("/window/", {"q": "旧-1"}).text
        page = wang.get(f"/window/cases/{number}/").text
        assert "原编号：旧-１" in page and "迁入文件：旧系统.csv" in page

    def test_may_only_be_checked(self) -> None:
        settle_in()
        table = f"{HEAD}\n旧-1,{day(3)},{day(2)},{PEOPLE}\n旧-2,{day(2)},,{PEOPLE}\n"
        answer = send(table, check="1").text
        assert "2 件可以迁入，其中 1 件尚未受理" in answer and not Case.objects.exists()
        send(table)
        assert Case.objects.count() == 2

    def test_sent_twice_brings_nothing_twice(self) -> None:
        settle_in()
        table = f"{HEAD}\n旧-1,{day(3)},{day(2)},{PEOPLE}\n"
        send(table)
        again = send(table)
        assert again.status_code == 422 and "原编号“旧-1”已经迁入" in again.text
        assert Case.objects.count() == 1

    def test_may_be_a_workbook_with_dates(self) -> None:
        settle_in()
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, HEAD.split(","))
            sheet.write_row(
                1, 0, ["旧-1", dt.datetime.combine(day(9), dt.time(9)), day(8), *PEOPLE.split(",")]
            )
        send(content.getvalue(), "旧系统.xlsx")
        item = queries.opened(Case.objects.get().number).case.items[0]
        assert rules().day(item.accepted_at) == day(8)

    def test_answers_what_only_the_applicant_can_say(self) -> None:
        publish_forked()
        table = be("wang").get("/window/moving/forked.csv").content.decode("utf-8-sig").strip()
        assert table.startswith("原编号,申请日期,受理日期,申请人")
        asked = f"旧-1,{day(3)},{day(2)},李某,990000199001010017,13900000000,,,"
        wrong = send(f"{table}\n{asked},也许,否\n", service="forked")
        assert "写 " in wrong.text and "不是“也许”" in wrong.text
        send(f"{table}\n{asked},书面审查,否\n", service="forked")
        opened = queries.opened(Case.objects.get().number)
        steps = opened.service.process.steps
        assert [steps[work.step].id for work in opened.case.open] == ["review_papers", "decide"]


class TestAWrongTable:
    def test_names_every_wrong_cell_and_takes_nothing(self) -> None:
        settle_in()
        good = f"旧-1,{day(3)},{day(2)},{PEOPLE}"
        rows = (
            good,
            f"旧-1,{day(3)},{day(2)},{PEOPLE}",
            f"旧-3,{day(3)},{day(4)},{PEOPLE}",
            f"旧-4,{day(-3)},,{PEOPLE}",
            f"旧-5,前天,,{PEOPLE}",
            f",{day(3)},,,123,x,,,0",
        )
        answer = send("\n".join((HEAD, *rows)))
        assert answer.status_code == 422 and not Case.objects.exists()
        for said in (
            "受理不能早于申请",
            "日期不能晚于现在",
            "请写日期，如",
            "原编号：请填写",
            "申请人：请填写",
            "联系电话：请填写能联系上的电话",
            "应大于 0",
        ):
            assert said in answer.text
        twice = send("\n".join((HEAD, good, good)))
        assert twice.text.count("在文件中不止一行") == 2 and not Case.objects.exists()

    @pytest.mark.parametrize(
        ("table", "said"),
        [
            ("", "文件是空的"),
            (HEAD, "要有一张表"),
            (f"{HEAD},颜色\n旧-1", "没有“颜色”这一列"),
            ("原编号,申请人\n旧-1,李某", "缺少“申请日期”这一列"),
            (b"\x00\x01\x02\xff", "不是文本文件"),
            (b"PK\x03\x04broken", "工作簿已损坏"),
        ],
    )
    def test_says_what_to_do(self, table: str | bytes, said: str) -> None:
        settle_in()
        answer = send(table)
        assert answer.status_code == 422 and said in answer.text and not Case.objects.exists()

    def test_has_a_column_of_its_own_for_every_question(self) -> None:
        for one in demo().services:
            titles = [column.title for column in columns(one)]
            assert len({title.zh for title in titles}) == len({title.en for title in titles}) == len(titles)

    def test_for_another_window_or_no_service_is_refused(self) -> None:
        settle_in()
        answer = send(HEAD, service="nothing")
        assert answer.status_code == 422 and "没有这项服务" in answer.text
        assert be("wang").get("/window/moving/nothing.csv").status_code == 422
        assert be("wang").post("/window/moving", {"service": "hygiene"}).status_code == 422
