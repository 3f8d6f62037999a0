"""Supervision hears of what happens through the outbox, and its round is one of the jobs."""

from __future__ import annotations

from collections.abc import Callable

from jianzheng.apps.cases.actions import tick
from jianzheng.apps.oversight.models import Card, Deed, Finding
from jianzheng.jobs.run import once
from tests.apps.oversight.conftest import Desk, when


class TestTheJobs:
    def test_write_down_a_breach_soon_after_it_happened(self, apply: Callable[..., Desk]) -> None:
        case = apply().accepted()
        case.do("pause", "handler", item=0, reason="集体讨论", days=3)
        once(["deliver"], case.now)
        assert Finding.objects.get().kind == "unlawful_pause"

    def test_give_cards_and_remind(self, apply: Callable[..., Desk]) -> None:
        case = apply().accepted()
        tick(number=case.number, now=when(2025, 4, 1, 9))
        assert once(["watch"], when(2025, 4, 1, 9)) == {"watch": 2}
        assert (Card.objects.count(), Deed.objects.get().rung) == (1, "remind")
        assert once(["watch"], when(2025, 4, 1, 9)) == {"watch": 0}
