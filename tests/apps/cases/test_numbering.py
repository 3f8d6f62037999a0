"""No two licences of one organ that stand bear the same number; the refusal names one that is free."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Item
from jianzheng.core.refusal import Refused
from tests.apps.cases.test_paperwork import LATER, apply, decided, hygiene, worked
from tests.case_cast import undone, who

pytestmark = pytest.mark.django_db


def granted(edition: int) -> str:
    """A case that waits for its licence."""
    return decided(worked(apply(edition)))


def issue(number: str, result: str) -> None:
    """Zhao makes the licence under a number."""
    actions.issue(number=number, actor=who("zhao"), now=LATER, step=3, result_no=result)


def borne(number: str) -> str:
    """The number of the licence of a case."""
    return Item.objects.values_list("result_no", flat=True).get(number=number)


@pytest.mark.parametrize(
    ("taken", "next_one"), [("DUP-9", "DUP-10"), ("卫〔2025〕第001号", "卫〔2025〕第003号"), ("甲", "甲-2")]
)
def test_a_number_of_a_licence_that_stands_is_refused_with_one_that_is_free(
    taken: str, next_one: str
) -> None:
    edition = hygiene()
    first, other, third = granted(edition), granted(edition), granted(edition)
    issue(first, taken)
    issue(third, "卫〔2025〕第002号")
    with pytest.raises(Refused, match=f"“{next_one}”"):
        issue(other, f" {taken} ")
    assert borne(other) == ""
    issue(other, next_one)
    assert borne(other) == next_one


def test_a_number_is_free_again_once_its_licence_was_annulled() -> None:
    edition = hygiene()
    first, other = granted(edition), granted(edition)
    issue(first, "卫1号")
    undone(first, "other_69", LATER)
    issue(other, "卫1号")
    assert borne(other) == "卫1号"
