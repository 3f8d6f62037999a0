"""The organ's side of the ladder: it sees what was asked, its right post answers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from jianzheng.apps.oversight import actions
from jianzheng.apps.oversight.models import Deed
from tests.apps.oversight.conftest import Desk, staff

Apply, Looking = Callable[..., Desk], Callable[[str], Client]


@pytest.fixture
def urged(apply: Apply) -> Deed:
    """A case urged."""
    case = apply().accepted()
    return actions.urge(
        number=case.number, actor=staff("supervisor"), text="请于明日前说明超期情况", now=case.now
    )


class TestWhatIsAsked:
    def test_is_shown_to_the_organ_and_answered_by_its_handler(self, urged: Deed, looking: Looking) -> None:
        handler = looking("handler")
        assert "请于明日前说明超期情况" in handler.get("/desk/asked/").text
        text = handler.post(
            f"/desk/asked/{urged.pk}/answer", {"text": "材料已经齐全，今日办结"}, follow=True
        ).text
        assert "材料已经齐全，今日办结</p>" in text and "Answered (" in text

    def test_of_the_handler_is_not_answered_by_the_chief(self, urged: Deed, looking: Looking) -> None:
        chief = looking("chief")
        assert "To be answered by" in chief.get("/desk/asked/").text
        text = chief.post(
            f"/desk/asked/{urged.pk}/answer", {"text": "材料已经齐全，今日办结"}, follow=True
        ).text
        assert "Only the post of the organ" in text
        assert Deed.objects.get().answer == ""

    def test_with_too_few_words_is_asked_again_with_them(self, urged: Deed, looking: Looking) -> None:
        page = looking("handler").post(f"/desk/asked/{urged.pk}/answer", {"text": "好的呢"})
        assert page.status_code == 422
        assert "at least 10 characters" in page.text and ">好的呢</textarea>" in page.text

    def test_is_counted_on_every_page_of_the_desk_and_leads_to_its_case(
        self, urged: Deed, looking: Looking
    ) -> None:
        handler = looking("handler")
        for path in ("", "?tab=mine", "deputies", "asked/"):
            assert "to answer</span>" in handler.get(f"/desk/{path}").text, path
        assert f"/desk/cases/{urged.case.number}/" in handler.get("/desk/asked/").text
        handler.post(f"/desk/asked/{urged.pk}/answer", {"text": "材料已经齐全，今日办结"})
        assert "to answer</span>" not in handler.get("/desk/").text

    def test_is_turned_page_by_page(self, apply: Apply, looking: Looking) -> None:
        for _ in range(31):
            case = apply().accepted()
            actions.urge(
                number=case.number, actor=staff("supervisor"), text="请于明日前说明超期情况", now=case.now
            )
        pages = [looking("handler").get(f"/desk/asked/?page={n}").text for n in (1, 2, 3)]
        assert [page.count("请于明日前说明超期情况") for page in pages] == [30, 1, 0]
        assert looking("supervisor").get("/watch/answers/?page=2").text.count("#ladder") == 1
        form = re.findall(r'action="(/desk/asked/[^"]+)"', pages[1])
        assert ">好的呢</textarea>" in looking("handler").post(form[0], {"text": "好的呢"}).text

    def test_of_others_is_not_shown(self, urged: Deed, signed_in: Looking) -> None:
        assert "请于明日前" not in signed_in("handler").get("/desk/asked/").text

    @pytest.mark.parametrize("role", ["citizen", "clerk", "supervisor", "stranger"])
    def test_is_no_page_for(self, urged: Deed, signed_in: Looking, role: str) -> None:
        assert signed_in(role).get("/desk/asked/").status_code == 403
        assert signed_in(role).post(f"/desk/asked/{urged.pk}/answer").status_code == 403
