"""Answering the one notice: in part it is kept, said and confirmed before it is handed in."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases.models import Event, Reply
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.cases.verify import verify
from jianzheng.core.case import FREE, State
from tests.web.rooms_cast import (
    SIGNBOARD,
    TOBACCO,
    be,
    file,
    handed_in,
    opened_state,
    restaurant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def path() -> str:
    """Where Li answers a notice that asks for two papers."""
    number = handed_in()
    be("wang").post(f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "want-3": "缺平面图"})
    return f"/portal/cases/{number}/supplement"


class TestHalfAnAnswer:
    def test_is_kept_and_what_is_missing_is_said(self, path: str) -> None:
        answer = be("li").post(path, {"paper-2": file()})
        assert answer.status_code == 422
        assert '还缺： <a href="#paper-3">场所平面布局图</a>' in answer.text and "报告.pdf" in answer.text
        assert not Event.objects.filter(kind="Supplemented").exists()
        assert "报告.pdf" in be("li").get(path.removesuffix("supplement")).text

    def test_is_handed_in_once_confirmed(self, path: str) -> None:
        li = be("li")
        li.post(path, {"paper-2": file()})
        assert li.post(path, {"partly": "1"}).status_code == 302
        assert opened_state(path.split("/")[-2]) == State.SUPPLEMENTED

    def test_is_handed_in_once_whole(self, path: str) -> None:
        li = be("li")
        li.post(path, {"paper-2": file(), "save": "1"})
        assert opened_state(path.split("/")[-2]) == State.SUPPLEMENT
        assert li.post(path, {"paper-3": file("图.pdf")}).status_code == 302
        assert opened_state(path.split("/")[-2]) == State.SUPPLEMENTED

    def test_may_be_changed(self, path: str) -> None:
        li = be("li")
        li.post(path, {"paper-2": file(), "save": "1"})
        li.post(path, {"drop-2": "on", "save": "1"})
        assert Reply.objects.get().papers == {}

    def test_with_nothing_is_no_answer(self, path: str) -> None:
        answer = be("li").post(path, {"partly": "1"})
        assert answer.status_code == 422 and "请选择要上传的文件" in answer.text

    def test_is_the_applicants_alone(self, path: str) -> None:
        assert be("zhang").post(path, {"paper-2": file()}).status_code == 404


PHOTO, LEASE = FREE, FREE + 1


class TestAFreeLine:
    @pytest.fixture
    def case(self) -> str:
        """The page of a case whose notice asks two papers for a matter without a list."""
        number = restaurant()
        told = {"left": "2", f"free-{TOBACCO}": "店面照片\n<b>租赁合同</b>", f"nothing-{SIGNBOARD}": "1"}
        assert be("wang").post(f"/window/cases/{number}/supplement", told).status_code == 302
        return f"/portal/cases/{number}/"

    def test_is_an_item_of_its_own(self, case: str) -> None:
        page = be("li").get(case).text
        assert "店面照片：烟草专卖零售许可证核发（新办）" in page
        assert "&lt;b&gt;租赁合同&lt;/b&gt;" in page
        assert f'name="paper-{LEASE}"' in page

    def test_before_the_notice_says_that_it_will_come(self) -> None:
        number = restaurant()
        page = be("li").get(f"/portal/cases/{number}/").text
        assert "以下事项没有取得公开的材料清单，办理机关在五个工作日内一次性告知" in page

    def test_is_answered_by_its_file_or_brought(self, case: str) -> None:
        li, number = be("li"), case.split("/")[-2]
        first = {f"paper-{PHOTO}": file("照片.pdf"), f"way-{LEASE}": "coming", "save": "1"}
        assert li.post(f"{case}supplement", first).status_code == 302
        page = li.get(case).text
        assert "照片.pdf" in page
        assert f'name="way-{LEASE}" value="coming" checked' in page
        assert li.post(f"{case}supplement", {f"way-{LEASE}": "coming"}).status_code == 302
        papers = {paper.asked: paper for paper in opened(number).case.papers}
        assert papers[PHOTO].file.isdecimal()
        assert (papers[LEASE].handling, papers[LEASE].file) == ("coming", "")
        page = li.get(case).text
        assert "待带到窗口的材料" in page
        assert "将带到窗口：&lt;b&gt;租赁合同&lt;/b&gt;" in page
        assert li.get(f"{case}files/{PHOTO}").status_code == 200
        assert li.get(f"{case}files/{LEASE}").status_code == 404
        assert "这件申请现在不需要补正" in li.post(f"{case}supplement", {f"paper-{LEASE}": file()}).text
        page = be("wang").get(f"/window/cases/{number}/").text
        assert "请等到答复期限的最后一天：&lt;b&gt;租赁合同&lt;/b&gt;" in page
        assert "申请人将带到窗口" in page
        assert verify(number).equal

    def test_left_open_is_said_and_confirmed(self, case: str) -> None:
        li = be("li")
        answer = li.post(f"{case}supplement", {f"paper-{PHOTO}": file("照片.pdf")})
        assert answer.status_code == 422
        assert f'还缺： <a href="#paper-{LEASE}">&lt;b&gt;租赁合同&lt;/b&gt;</a>' in answer.text
        assert li.post(f"{case}supplement", {"partly": "1"}).status_code == 302

    def test_all_to_be_brought_is_handed_in_at_the_window(self, case: str) -> None:
        said = {f"way-{PHOTO}": "coming", f"way-{LEASE}": "coming"}
        answer = be("li").post(f"{case}supplement", said)
        assert answer.status_code == 422
        assert "请带齐后到窗口提交" in answer.text

    def test_a_number_that_is_none_is_nothing(self, case: str) -> None:
        li = be("li")
        said = {f"paper-{FREE + 7}": file(), "way-2": "coming", "save": "1"}
        li.post(f"{case}supplement", said)
        reply = Reply.objects.get()
        assert reply.papers == {}
        assert "coming" not in reply.form.values()
