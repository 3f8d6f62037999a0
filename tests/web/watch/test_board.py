"""The board and what is below it: every level an address, for those who may look and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client

from jianzheng.apps.cases.actions import tick
from jianzheng.apps.oversight.month import Sums, _add, _figures
from jianzheng.core.case.local import FIGURES
from jianzheng.core.clock import Unit
from jianzheng.core.service import Term
from jianzheng.core.text import Text
from jianzheng.web.watch.month import cells
from tests.apps.oversight.conftest import Desk, when

Apply, Looking = Callable[..., Desk], Callable[[str], Client]
PAGES = ("", "live", "offices/office/", "findings/", "rules/", "month/2025-03", "month/2025-03.csv")


class TestTheBoard:
    def test_shows_how_many_stand_under_each_light_and_the_gravest_first(
        self, apply: Apply, looking: Looking
    ) -> None:
        late, fresh = apply().accepted(), apply(when(2025, 3, 31, 9)).accepted()
        tick(number=late.number, now=when(2025, 4, 1, 9))
        text = looking("supervisor").get("/watch/").text
        assert "red card: the earliest due first" in text
        assert late.number in text and fresh.number not in text
        assert 'hx-trigger="every 20s"' in text

    def test_lists_another_light_on_request(self, apply: Apply, looking: Looking) -> None:
        fresh = apply().accepted()
        assert fresh.number in looking("supervisor").get("/watch/?light=0").text
        assert fresh.number not in looking("supervisor").get("/watch/?light=3").text

    @pytest.mark.parametrize(
        "query",
        ["light=9", "light=x", "after=abc", "after=1-2-3", "after=-", "after=²-²", "light=&after=9" * 40],
    )
    def test_bears_any_address(self, apply: Apply, looking: Looking, query: str) -> None:
        apply()
        assert looking("supervisor").get(f"/watch/?{query}").status_code == 200

    def test_of_nothing_says_so(self, apply: Apply, looking: Looking) -> None:
        assert "Nothing stands here" in looking("supervisor").get("/watch/").text

    def test_leads_on_page_by_page(self, apply: Apply, looking: Looking) -> None:
        numbers = [apply().number for _ in range(27)]
        client = looking("supervisor")
        first = client.get("/watch/?light=0").text
        after = first.split('id="more"')[1].split("after=")[1].split('"')[0]
        second = client.get(f"/watch/?light=0&after={after}").text
        assert [sum(number in page for number in numbers) for page in (first, second)] == [25, 2]


class TestBelowTheBoard:
    def test_an_office_shows_who_has_its_work(self, apply: Apply, looking: Looking) -> None:
        case = apply().accepted()
        case.do("claim", "handler", step=0)
        text = looking("supervisor").get("/watch/offices/office/").text
        assert "demo office" in text and "/watch/offices/office/zhao/" in text

    def test_a_person_shows_their_steps(self, apply: Apply, looking: Looking) -> None:
        case = apply().accepted()
        case.do("claim", "handler", step=0)
        text = looking("supervisor").get("/watch/offices/office/zhao/").text
        assert case.number in text and "review 1" in text

    @pytest.mark.parametrize(
        "address",
        [
            "offices/nowhere/",
            "offices/office/nobody/",
            "cases/X/",
            "month/2025-99",
            "month/9999-12",
            "month/0001-01",
        ],
    )
    def test_what_is_not_there_is_said_so(self, apply: Apply, looking: Looking, address: str) -> None:
        assert looking("supervisor").get(f"/watch/{address}").status_code == 404


class TestWhoMayLook:
    @pytest.mark.parametrize("role", ["clerk", "handler", "chief", "citizen", "engineer", "stranger"])
    @pytest.mark.parametrize("address", PAGES)
    def test_is_nobody_else(self, signed_in: Looking, role: str, address: str) -> None:
        assert signed_in(role).get(f"/watch/{address}").status_code == 403

    def test_is_a_head_only_for_their_own_organ(self, apply: Apply, looking: Looking) -> None:
        case = apply().accepted()
        head = looking("head")
        assert case.number in head.get("/watch/?light=0").text
        assert head.get("/watch/offices/office/").status_code == 200
        assert head.get("/watch/offices/elsewhere/").status_code == 404
        assert head.get(f"/watch/cases/{case.number}/").status_code == 200

    def test_is_no_head_without_a_post(self, apply: Apply, signed_in: Looking) -> None:
        assert signed_in("head").get("/watch/").status_code == 404

    def test_a_head_may_not_urge(self, apply: Apply, looking: Looking) -> None:
        case = apply().accepted()
        assert looking("head").post(f"/watch/cases/{case.number}/climb", {"rung": "urge"}).status_code == 403


class TestTheMonth:
    def test_counts_matters_whose_legal_term_runs_by_the_calendar(self) -> None:
        row = {"decided": 3, "used": 1, "outs": 0, "waits": 0, "spans": 0, "kept": 3, "lawful": 3}
        sums = Sums()
        _add(sums, row, Term("t", 60, Unit.NATURAL), None)
        _add(sums, row | {"decided": 2}, Term("t", 20, Unit.WORKING), None)
        made = _figures("", Text("合计", "all"), sums)
        assert (made.legal, made.by_calendar, cells(made)[-1]) == (20, 3, 3)
        assert "3 件按自然日" in render_to_string("watch/figures.html", {"line": made})

    def test_shows_figures_and_gives_them_as_csv(self, apply: Apply, looking: Looking) -> None:
        apply().accepted().ended()
        client = looking("supervisor")
        assert "25.0 %" in client.get("/watch/month/2025-03").text
        answer = client.get("/watch/month/2025-03.csv")
        head, line, *_ = answer.content.decode("utf-8-sig").splitlines()
        assert head.startswith("organ,matter,decided,legal days")
        assert line.startswith("demo office,licence 1,1,20.0,15.0,0.0")
        assert "attachment" in answer["Content-Disposition"]
        assert head.endswith(",compression,legal term by the calendar") and line.endswith(",0.25,0")

    def test_lists_the_lowest_points_first_with_what_was_found(
        self, looking: Looking, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        left = {"o.a": 99.0, "o.b": 89.0}
        monkeypatch.setattr("jianzheng.apps.oversight.month.points", lambda first, organ="": left)
        page = looking("supervisor").get("/watch/month/2025-03").text
        links = [page.index(f"/watch/findings/?organ={organ}&amp;month=2025-03") for organ in ("o.b", "o.a")]
        assert links == sorted(links)

    def test_asked_for_by_a_form_is_led_to(self, apply: Apply, looking: Looking) -> None:
        assert (
            looking("supervisor").get("/watch/month/?month=2025-03").headers["Location"]
            == "/watch/month/2025-03"
        )

    @pytest.mark.parametrize("words", ["2025/03", "..", "3", "2025-13"])
    def test_that_is_none_is_answered_in_words(self, apply: Apply, looking: Looking, words: str) -> None:
        answer = looking("supervisor").get("/watch/month/", {"month": words})
        assert (answer.status_code, "2026-11" in answer.text) == (404, True)


class TestTheRules:
    def test_stand_side_by_side_with_their_source(self, apply: Apply, looking: Looking) -> None:
        apply().accepted()
        client = looking("supervisor")
        text = client.get("/watch/rules/?set=B").text
        assert (
            "in force" in text
            and "from working day 2 past due" in text
            and "legal-supervision system" in text
        )
        default = client.get("/watch/rules/?set=default").text
        assert default.count("on the last day of the term") == 2
        assert default.count("another rule gives a yellow card then") == 1
        assert "found: refused without a reason" in client.get("/watch/rules/?set=C").text
        assert client.get("/watch/rules/?set=nothing").status_code == 200

    def test_show_the_figures_the_place_sets_and_where_each_was_read(
        self, apply: Apply, looking: Looking
    ) -> None:
        apply()
        text = looking("supervisor").get("/watch/rules/").text.partition('id="figures"')[2]
        assert '<td class="jz-number">366 days</td><td>proposed by this software (a year at most)' in text
        assert text.count("<tr>") == 1 + len(FIGURES) and "Local rules, not law" in text
        assert '<td class="jz-number">1 × the term</td>' in text
