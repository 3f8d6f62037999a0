"""Forms of the desk and the window that name people, organs and reasons: what cannot be true is refused with what to do."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import queries
from jianzheng.apps.people.queries import organs
from tests.case_cast import NOW, settle_in, to_be_visited
from tests.web.rooms_cast import VISIT, be, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def visiting() -> str:
    """A case whose inspection is open."""
    return to_be_visited(settle_in()["hygiene"], NOW)


class TestWhoTookPart:
    @pytest.mark.parametrize("other", ["demo-li", "demo-wang", "不存在的人"])
    def test_holds_a_post_in_the_organ(self, visiting: str, other: str) -> None:
        said = {**VISIT, "staff": other}
        answer = be("zhao").post(f"/desk/cases/{visiting}/steps/1/finish", said)
        assert answer.status_code == 422 and "在岗的工作人员" in answer.text
        assert (
            be("zhao")
            .post(f"/desk/cases/{visiting}/steps/1/finish", {**said, "staff": "demo-feng"})
            .status_code
            == 302
        )


class TestAnotherReasonToPause:
    def test_left_empty_is_asked_for_and_not_written_down_as_a_breach(self, visiting: str) -> None:
        before = len(queries.opened(visiting).happened)
        said = {"item": "0", "reason": "other", "other": " ", "days": "3"}
        answer = be("zhao").post(f"/desk/cases/{visiting}/pause", said)
        assert answer.status_code == 422 and "请写明其他事由" in answer.text
        assert len(queries.opened(visiting).happened) == before


class TestNotOurs:
    def test_never_names_the_refusing_organ_itself(self) -> None:
        number = handed_in()
        own = queries.opened(number).service.matters[0].organ
        title = organs()[own].title.zh
        wang = be("wang")
        assert f'<option value="{title}"' not in wang.get(f"/window/cases/{number}/").text
        for said in ({"organ": title}, {"other": title}):
            form = {"item": "0", "reason": "不属于本机关职权范围", **said}
            answer = wang.post(f"/window/cases/{number}/not-ours", form)
            assert answer.status_code == 422 and "不能填作出不予受理决定的机关自己" in answer.text
        assert not queries.opened(number).case.ended_at
