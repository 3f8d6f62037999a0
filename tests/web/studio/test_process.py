"""One process: picture, figures, findings and moves; every decision is kept, lawful, and undone as easily."""

from __future__ import annotations

import pytest

from jianzheng.apps.catalogue.models import Draft
from tests.web.studio.conftest import FILING, NANJING

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(answer) -> str:
    """The body of an answer."""
    return answer.content.decode()


class TestPage:
    def test_shows_today_and_what_law_alone_forces(self, engineer):
        page = text(engineer.get(FILING))
        assert "法律和数据只要求 19 个工作日" in page
        assert "今天 53 个工作日" in page
        assert page.count('class="jz-row') == 18

    def test_points_from_findings_into_the_picture(self, engineer):
        page = text(engineer.get(NANJING))
        assert 'data-jz-points="b10m1 b6m1"' in page
        assert 'id="step-b10m1"' in page

    def test_an_unknown_process_says_what_to_do(self, engineer):
        answer = engineer.get("/studio/process/kaifaqu-filing/nothing/")
        assert answer.status_code == 404
        assert "请从列表中选择" in text(answer)


class TestDecide:
    def test_accepting_one_move_changes_the_figures_at_once(self, engineer):
        answer = engineer.post(
            FILING + "decide", {"move": "run_together:s09", "state": "accepted"}, headers=HTMX
        )
        assert "最长链由 53 个工作日减为 46 个" in text(answer)
        assert "<html" not in text(answer)

    def test_works_without_javascript(self, engineer):
        answer = engineer.post(
            FILING + "decide", {"move": "run_together:s09", "state": "accepted"}, follow=True
        )
        assert "节省 7 个工作日" in text(answer)

    def test_all_then_reject_one_then_undo(self, engineer):
        engineer.post(FILING + "decide", {"all": "accept"})
        assert "减为 19 个" in text(engineer.get(FILING))
        engineer.post(FILING + "decide", {"move": "run_together:s09", "state": "rejected"})
        assert (
            text(engineer.get(FILING)).count("已否决") == 2
        )  # the move, and the button that spares rejected ones
        engineer.post(FILING + "decide", {"all": "accept"})
        assert Draft.objects.get().decisions["run_together:s09"] is False
        engineer.post(FILING + "decide", {"all": "clear"})
        assert "尚未采纳任何措施" in text(engineer.get(FILING))

    def test_the_best_four_moves_give_the_proved_optimum(self, engineer):
        answer = engineer.post(FILING + "decide", {"budget": "4"}, headers=HTMX)
        assert "最长链由 53 个工作日减为 27 个" in text(answer)

    def test_an_impossible_merge_is_refused_and_nothing_is_lost(self, engineer):
        engineer.post(NANJING + "decide", {"move": "run_together:b4", "state": "accepted"})
        merge = {"move": "merge:b16m3+b18m1", "state": "accepted"}
        answer = engineer.post(NANJING + "decide", merge, headers=HTMX)
        assert 'role="alert"' in text(answer)
        assert Draft.objects.get().decisions == {"run_together:b4": True}

    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"move": "run_together:moon", "state": "accepted"},
            {"budget": "-1"},
            {"budget": "x" * 50},
            {"state": "accepted"},
        ],
    )
    def test_a_form_that_makes_no_sense_changes_nothing(self, engineer, form):
        answer = engineer.post(FILING + "decide", form, follow=True)
        assert answer.status_code == 200
        assert "刷新页面" in text(answer) or "整数" in text(answer)
        assert not any(draft.decisions for draft in Draft.objects.all())

    def test_sending_the_same_decision_twice_is_the_same_as_once(self, engineer):
        for _ in range(2):
            engineer.post(FILING + "decide", {"move": "run_together:s09", "state": "accepted"})
        assert Draft.objects.get().decisions == {"run_together:s09": True}


class TestConditions:
    def test_a_condition_known_not_to_hold_takes_its_finding_away(self, engineer):
        said = "土地管理法实施条例第二十四条要求的次序正相反（占用农用地时）"
        assert said in text(engineer.get(NANJING))
        engineer.post(NANJING + "condition", {"name": ["占用农用地"], "holds": ["no"]})
        assert said not in text(engineer.get(NANJING))

    def test_a_condition_the_process_does_not_have_is_refused(self, engineer):
        answer = engineer.post(NANJING + "condition", {"name": ["月球"], "holds": ["yes"]}, follow=True)
        assert "不涉及条件" in text(answer)
