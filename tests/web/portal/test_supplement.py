"""Answering the one notice: in part it is kept, said and confirmed before it is handed in."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases.models import Event, Reply
from jianzheng.core.case import State
from tests.web.rooms_cast import be, file, handed_in, opened_state

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
