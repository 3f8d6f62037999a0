"""The organ's side of the ladder: it sees what was asked, its right post answers."""

from __future__ import annotations

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
    return actions.urge(number=case.number, actor=staff("supervisor"), text="请明日前说明情况", now=case.now)


class TestWhatIsAsked:
    def test_is_shown_to_the_organ_and_answered_by_its_handler(self, urged: Deed, looking: Looking) -> None:
        handler = looking("handler")
        assert "请明日前说明情况" in handler.get("/watch/asked/").text
        text = handler.post(
            f"/watch/asked/{urged.pk}/answer", {"text": "材料已齐，今日办结"}, follow=True
        ).text
        assert "Answered (demo-handler@handler): 材料已齐，今日办结" in text

    def test_of_the_handler_is_not_answered_by_the_chief(self, urged: Deed, looking: Looking) -> None:
        chief = looking("chief")
        assert "To be answered by" in chief.get("/watch/asked/").text
        text = chief.post(f"/watch/asked/{urged.pk}/answer", {"text": "材料已齐，今日办结"}, follow=True).text
        assert "Only the post of the organ" in text
        assert Deed.objects.get().answer == ""

    def test_with_too_few_words_is_asked_again(self, urged: Deed, looking: Looking) -> None:
        text = looking("handler").post(f"/watch/asked/{urged.pk}/answer", {"text": "好"}, follow=True).text
        assert "at least 5 characters" in text

    def test_of_others_is_not_shown(self, urged: Deed, signed_in: Looking) -> None:
        assert "请明日前" not in signed_in("handler").get("/watch/asked/").text

    @pytest.mark.parametrize("role", ["citizen", "clerk", "supervisor", "stranger"])
    def test_is_no_page_for(self, urged: Deed, signed_in: Looking, role: str) -> None:
        assert signed_in(role).get("/watch/asked/").status_code == 403
        assert signed_in(role).post(f"/watch/asked/{urged.pk}/answer").status_code == 403
