"""Papers handed in later stand at their checker's desk."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps as registry

from jianzheng.apps.cases.actions import tick
from jianzheng.apps.cases.mapping import CHECKS
from jianzheng.apps.cases.models import Work
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.cases.verify import verify
from tests.web.rooms_cast import accept, be, file, handed_in

pytestmark = pytest.mark.django_db


class TestTheChecker:
    def test_sends_a_paper_back_with_its_reason(self) -> None:
        number = handed_in()
        accept(number)
        zhao, li, path = be("zhao"), be("li"), f"/desk/cases/{number}/"
        li.post(f"/portal/cases/{number}/hand-in", {"paper-2": file()})
        assert "已补交，待核查" in li.get(f"/portal/cases/{number}/").text
        wrong = zhao.post(f"{path}send-back", {"asked": "2", "reason": "不行"})
        assert (wrong.status_code, "至少" in wrong.text) == (422, True)
        zhao.post(f"{path}send-back", {"asked": "2", "reason": "检测报告不是本场所的"})
        page = li.get(f"/portal/cases/{number}/").text
        assert all(
            word in page for word in ("待补交", "检测报告不是本场所的", "卫生健康委员会", "视为撤回申请")
        )
        assert verify().equal

    def test_sees_a_false_promise_again_only_once_something_came_and_its_head_when_nothing_did(self) -> None:
        number = handed_in()
        accept(number)
        zhao, path = be("zhao"), f"/desk/cases/{number}/"
        assert "核查补交材料或承诺：卫生管理制度" in zhao.get("/desk/").text
        zhao.post(f"{path}false", {"asked": "4", "found": "现场没有建立卫生管理制度"})
        assert "核查补交材料或承诺" not in zhao.get("/desk/").text and verify().equal
        be("li").post(f"/portal/cases/{number}/hand-in", {"paper-2": file()})
        zhao.post(f"{path}true", {"asked": "2"})
        debt = next(one for one in opened(number).case.debts if one.asked == 4)
        tick(number=number, now=dt.datetime.fromtimestamp(debt.due + 60, dt.UTC))
        assert "承诺不实逾期未整改" not in zhao.get("/desk/").text
        assert "承诺不实逾期未整改，决定不予许可或者撤销：卫生管理制度" in be("qian").get("/desk/").text
        assert verify().equal

    def test_gets_a_false_promise_back_when_what_puts_it_right_came(self) -> None:
        number = handed_in()
        accept(number)
        be("zhao").post(f"/desk/cases/{number}/false", {"asked": "4", "found": "现场没有建立卫生管理制度"})
        be("wang").post(f"/window/cases/{number}/hand-in", {"asked": "4", "file": "window"})
        assert "核查补交材料或承诺：卫生管理制度" in be("zhao").get("/desk/").text and verify().equal


class TestTheMigration:
    def test_takes_off_the_list_what_an_earlier_version_put_there(self) -> None:
        number = handed_in()
        accept(number)
        row = Work.objects.get(kind="check", step=CHECKS + 4)
        be("zhao").post(f"/desk/cases/{number}/false", {"asked": "4", "found": "现场没有建立卫生管理制度"})
        Work.objects.bulk_create([row])
        assert not verify().equal
        name = "jianzheng.apps.cases.migrations.0016_nothing_to_check"
        import_module(name).nothing_came(registry, None)
        assert verify().equal
