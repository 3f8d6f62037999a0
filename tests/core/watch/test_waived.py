"""A result undone within the time to speak, on a waiver that only the organ wrote down, is found."""

from __future__ import annotations

import pytest

from jianzheng.core.case import events as e
from tests.core.watch.stage import Play
from tests.core.watch.test_detect import imported, kinds, play

__all__ = ["play"]


class TestAnAnnulment:
    @pytest.mark.parametrize(("noted", "days", "found"), [(True, 1, 1), (False, 1, 0), (True, 9, 0)])
    def test_on_a_waiver_only_the_organ_wrote_down_within_the_term_is_found(
        self, play: Play, noted: bool, days: int, found: int
    ) -> None:
        play.ended()
        until = play.now + 5 * 86400
        meant = e.Intended(0, "revoke", "other", ("甲", "a"), "经核查不符合条件", until)
        waived = e.Pleaded(0, "", "卷宗第3号", noted=noted)
        gone = e.Revoked(0, "经核查申请材料不符合条件", 0)
        rows = ((60, "qian@head", meant), (60, "zhao@handler", waived), (days * 86400, "qian@head", gone))
        assert kinds(imported(play, *rows)).count("waived_on_word") == found
