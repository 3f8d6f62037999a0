"""Papers handed in later stand at their checker's desk."""

from __future__ import annotations

import pytest

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
