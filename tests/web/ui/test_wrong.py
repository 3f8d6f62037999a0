"""A form that was refused: one list at its top leads to every field, in the portal and at the window alike."""

from __future__ import annotations

import re

import pytest

from tests.case_cast import settle_in
from tests.web.rooms_cast import PREMISES, be, file, publish_forked

pytestmark = pytest.mark.django_db


def listed(page: str) -> dict[str, str]:
    """The links of the list at the top, each with what it says; every one leads to something on the page."""
    top = page.split('role="alert" tabindex="-1" autofocus')[1].split("</div>", maxsplit=1)[0]
    found = dict(re.findall(r'<li><a href="#([^"]+)">[^<]+</a>(.*?)</li>', top))
    assert all(f'id="{at}"' in page for at in found)
    return found


def described(page: str) -> set[str]:
    """The fields said to be wrong, each of which names where that is said."""
    marked = re.findall(r'<(?:input|fieldset)[^>]*aria-invalid="true"[^>]*>', page)
    said = [re.search(r'aria-describedby="([^"]+)"', tag) for tag in marked]
    assert all(one and f'id="{one[1]}"' in page for one in said)
    return {one[1] for one in said if one}


class TestARefusedApplication:
    def test_lists_what_is_wrong_with_a_way_to_each_field(self) -> None:
        settle_in("hygiene")
        wrong = {"phone": "", "form-0": "浴场", "form-1": "", "form-2": "很大", "hand_in": "1"}
        page = be("li").post("/portal/services/hygiene/apply", wrong).text
        assert list(listed(page)) == ["phone", "form-1", "form-2"]
        assert described(page) == {"t-phone", "t-form-1", "t-form-2"}
        assert "有 3 处需要改正" in page

    def test_names_the_file_that_was_not_taken(self) -> None:
        settle_in("hygiene")
        wrong = {**PREMISES, "phone": "13900000000", "paper-0": file("表.pdf", b"MZ"), "save": "1"}
        page = be("li").post("/portal/services/hygiene/apply", wrong).text
        assert list(listed(page)) == ["paper-0"] and "t-paper-0" in described(page)

    def test_leads_to_what_only_the_applicant_can_say(self) -> None:
        publish_forked()
        page = be("li").post("/portal/services/forked/apply", {"phone": "13900000000", "hand_in": "1"}).text
        assert list(listed(page)) == ["q-1", "q-2"] and described(page) == {"s-1", "s-2"}

    def test_does_so_at_the_window_too(self) -> None:
        settle_in("hygiene")
        said = {"service": "hygiene", "agent": "王某", **PREMISES}
        page = be("wang").post("/window/receive", said).text
        assert list(listed(page)) == ["name", "code", "phone", "agent_code", "entrusted"]
        assert {"t-name", "t-agent_code"} < described(page)
