"""Where a matter stands, in the words every room shows: what is left in its own unit, what stops it, what it took."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Application
from jianzheng.core.clock import Unit
from jianzheng.core.service import Term
from jianzheng.web.ui.standing import left
from tests.case_cast import NOW, settle_in, who
from tests.core.case.cast import RULES, at
from tests.web.rooms_cast import accept, be, handed_in


class TestWhatIsLeft:
    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ((2026, 11, 24), "剩 5 个工作日（今天不算）"),
            ((2026, 11, 30), "剩 1 个工作日（今天不算）"),
            ((2026, 12, 1), "今天是最后一天"),
            ((2026, 12, 2), "已超期 1 个工作日"),
            ((2026, 12, 5), "已超期 3 个工作日"),
        ],
    )
    def test_is_told_in_the_unit_of_the_term(self, day: tuple[int, int, int], said: str) -> None:
        clock = RULES.clock(Term("one_time_notice", 5), at(2026, 11, 24))
        assert left(clock, at(*day)).zh == said
        assert "day" in left(clock, at(*day)).en

    @pytest.mark.parametrize(
        ("unit", "said"), [(Unit.NATURAL, "剩 4 日（今天不算）"), (Unit.HOURS, "剩 4 小时")]
    )
    def test_knows_days_and_hours(self, unit: Unit, said: str) -> None:
        assert left(RULES.clock(Term("t", 4, unit), at(2025, 3, 3)), at(2025, 3, 3)).zh == said

    @settings(max_examples=100, deadline=None)
    @given(st.integers(0, 19), st.integers(0, 30), st.sampled_from([Unit.WORKING, Unit.NATURAL]))
    def test_is_the_same_before_a_pause_in_it_and_after_it(self, before: int, long: int, unit: Unit) -> None:
        day = 86_400
        clock = RULES.clock(Term("t", 20, unit), at(2025, 3, 3))
        stop = at(2025, 3, 3) + before * day
        left_then, stopped = RULES.ahead(clock, stop), RULES.paused(clock, stop)
        if unit is Unit.WORKING:
            assert RULES.ahead(stopped, stop) == left_then
        assert RULES.ahead(stopped, stop + long * day) == stopped.left
        again = RULES.resumed(stopped, stop + long * day)
        if unit is Unit.WORKING and stopped.left:
            assert RULES.ahead(again, stop + long * day) == stopped.left


@pytest.mark.django_db
class TestThePageOfACase:
    def test_says_that_the_last_day_counts(self) -> None:
        number = handed_in()
        accept(number)
        assert "前（含当日）办结" in be("li").get(f"/portal/cases/{number}/").text

    def test_calls_nothing_received_that_nobody_received(self) -> None:
        number = handed_in()
        for who_reads, page in (("li", f"/portal/cases/{number}/"), ("wang", f"/window/cases/{number}/")):
            shown = be(who_reads).get(page).text
            assert "已提交，待收件" in shown and "已收件</span>" not in shown
        be("wang").post(f"/window/cases/{number}/receive")
        assert "已收件" in be("li").get(f"/portal/cases/{number}/").text

    def test_tells_while_a_notice_is_open_what_is_awaited_and_what_happens_then(self) -> None:
        number = handed_in()
        be("wang").post(f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "left": "3"})
        for name, room in (("li", "portal"), ("wang", "window"), ("zhao", "desk")):
            page = be(name).get(f"/{room}/cases/{number}/").text
            assert "等待申请人补正" in page and "卫生检测报告" in page
            assert "法律没有规定申请人答复补正的期限" in page

    def test_shows_the_legal_and_the_promised_day_each_with_its_why(self) -> None:
        number = handed_in()
        accept(number)
        page = be("li").get(f"/portal/cases/{number}/").text
        assert "法定期限" in page and "承诺期限" in page
        for term, said in (("legal", "第四十二条"), ("promised", "承诺"), ("", "承诺")):
            assert said in be("li").get(f"/portal/cases/{number}/why/0?term={term}").text
        for term in ("ended_at", "whole", "deliver"):
            assert be("li").get(f"/portal/cases/{number}/why/0?term={term}").status_code == 404

    def test_tells_until_when_a_special_procedure_was_announced_on_which_ground(self) -> None:
        number = handed_in()
        accept(number)
        be("zhao").post(f"/desk/cases/{number}/pause", {"item": "0", "reason": "testing", "days": "3"})
        item = queries.opened(number).case.items[0]
        page = be("li").get(f"/portal/cases/{number}/").text
        until = RULES.day(item.pause_until - 1).isoformat()
        assert all(word in page for word in ("检测", "行政许可法第四十五条", until, "恢复后还剩"))

    def test_says_what_a_matter_waits_for_and_which_were_not_applied_for(self) -> None:
        edition = settle_in("construction")["construction"]
        holds = {"报告书": False, "报告表": False, "登记表": True, "视项目需要": False}
        choose = {"3 建设项目环境影响": "b3m4"}
        asked = Application("", (), {"name": "李", "code": "1"}, conditions=holds, choose=choose)
        number = actions.apply(edition=edition.pk, application=asked, actor=who("li"), now=NOW)
        actions.accept(number=number, actor=who("wang"), now=NOW, papers=dict.fromkeys(range(200), "brought"))
        page = be("wang").get(f"/window/cases/{number}/").text
        assert "等下列事项作出决定后开始办理" in page
        assert "未申请的事项（按所述情形不需要办理） · 7" in page
        items = queries.opened(number).case.items
        waiting = next(n for n, item in enumerate(items) if item.number and not item.begun_at)
        first = next(n for n, item in enumerate(items) if item.begun_at)
        path = f"/window/cases/{number}/why/{waiting}"
        assert f'href="{path}"' in page
        told = be("wang").get(path).text
        assert "依据：约定。" in told and "期限怎样起算，没有规定" in told
        assert "本系统的约定" not in be("wang").get(f"/window/cases/{number}/why/{first}").text
        assert be("wang").get(f"{path}?term=legal").status_code == 404
        joint = be("wang").get(f"{path}?term=whole").status_code
        assert joint == (200 if queries.opened(number).case.whole else 404)

    def test_says_by_when_a_matter_that_waits_may_expect_to_be_decided_and_why(self) -> None:
        edition, now = settle_in("food", "fire-check", "restaurant")["restaurant"], timezone.now()
        asked = Application("", (), {"name": "李", "code": "1"})
        number = actions.apply(edition=edition.pk, application=asked, actor=who("li"), now=now)
        actions.accept(number=number, actor=who("wang"), now=now, papers=dict.fromkeys(range(20), "brought"))
        page = be("wang").get(f"/window/cases/{number}/").text
        assert page.count("预计办结（不是期限）") == 4
        path = f"/window/cases/{number}/why/1"
        told = be("wang").get(f"{path}?term=expected").text
        assert "预计，不是期限：假定“企业营业执照信息核验”于" in told and "第四十二条" not in told
        assert "?term=expected" in be("wang").get(path).text
        assert be("wang").get(f"/window/cases/{number}/why/0?term=expected").status_code == 404

    def test_says_where_no_law_on_file_sets_a_term_and_what_holds_instead(self) -> None:
        edition, now = settle_in("restaurant")["restaurant"], timezone.now()
        asked = Application("", (), {"name": "李", "code": "1"})
        li = Person.objects.get(login="demo-li")
        number = actions.apply(edition=edition.pk, application=asked, actor=who("li"), now=now, owner=li)
        said = "在册的法律条文没有为这个事项规定办理期限，按承诺期限和联合办理期限办理。"
        page = be("li").get(f"/portal/cases/{number}/").text
        assert page.count(said) == 2
        for title in ("企业营业执照信息核验", "户外招牌设施设置规范管理"):
            assert said in page.split(f"<b>{title}</b>")[1].split("</li>")[0]
        guide = be("li").get("/portal/services/restaurant/").text
        assert guide.count("法定时限：在册的法律条文没有规定") == 2

    def test_says_no_such_thing_of_a_matter_with_a_legal_term(self) -> None:
        number = handed_in()
        assert "没有为这个事项规定办理期限" not in be("li").get(f"/portal/cases/{number}/").text
