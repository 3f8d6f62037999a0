"""The pages of one log say what the laboratory says, every figure leads to its cases, and the filter counts as it should."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jianzheng.formats.calendars import calendar
from jianzheng.lab import kept
from jianzheng.lab.follows import Follows
from jianzheng.lab.log.log import DAY, Log
from jianzheng.lab.profile import Profile
from tests.web.studio.logs_made import brought, permits

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # test_logs asks both whose log it is
HOUR = DAY // 24
PAGES = ("", "map", "waiting", "variants", "habits", "fit", "offices", "compare", "cases")


@pytest.fixture
def engineer(signed_in: Callable[[str], Client]) -> Client:
    """The engineer of the cast, reading English."""
    (client := signed_in("engineer")).cookies["language"] = "en"
    return client


@pytest.fixture
def log() -> Log:
    """The permits."""
    return permits()


@pytest.fixture
def url(engineer, person, log) -> str:
    """The address of the permits."""
    return f"/studio/logs/{brought(person('engineer'), log)}/"


def day(hour: int) -> dt.date:
    """The day in Shanghai of an hour since 1970."""
    return dt.datetime.fromtimestamp(hour * 3600, ZoneInfo("Asia/Shanghai")).date()


def listed(engineer: Client, url: str, question: str) -> int:
    """How many cases the list says there are."""
    return engineer.get(f"{url}cases?{question}").context["cases"]


def links(text: str) -> list[tuple[str, int]]:
    """Every link to a list of cases with the number it stands on."""
    found = re.findall(r'href="[^"]*/cases\?([^"]*)"[^>]*>\s*(\d+)', text)
    return [(unquote(question.replace("&amp;", "&")), int(number)) for question, number in found]


class TestEveryPage:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize(
        "question", ["", "?contains=check", "?office=fire", "?since=2024-02&until=2024-02"]
    )
    def test_answers_with_and_without_a_filter(self, engineer, url, page, question):
        assert engineer.get(f"{url}{page}{question}").status_code == 200

    @pytest.mark.parametrize("page", PAGES)
    def test_says_when_the_filter_leaves_nothing(self, engineer, url, page):
        answer = engineer.get(f"{url}{page}?contains=nothing+of+that+name")
        assert answer.status_code == 200
        assert "No case is left by this filter" in answer.content.decode()

    @pytest.mark.parametrize(
        "wrong", ["since=March", "since=2024-13", "variant=x", "variant=999999", "how=so", "doubt=all"]
    )
    def test_refuses_what_it_cannot_understand_in_words(self, engineer, url, wrong):
        assert engineer.get(f"{url}map?{wrong}").status_code == 404

    @pytest.mark.parametrize("page", PAGES)
    def test_is_closed_to_everybody_else(self, url, person, signed_in, page):
        other = person("supervisor")
        other.role = "engineer"
        other.save()
        assert signed_in("supervisor").get(f"{url}{page}").status_code == 404


class TestTheOverview:
    def test_shows_the_figures_of_the_laboratory(self, engineer, url, log):
        shown = {text.en: value for text, value in engineer.get(url).context["figures"]}
        row = Profile.of(log).row()
        assert shown["cases"] == str(row["cases"])
        assert shown["events"] == str(row["events"])
        assert shown["variants"] == str(row["variants"])
        assert shown["median length (natural days)"] == f"{row['median_days']:.2f}"

    def test_leads_from_every_doubt_to_its_cases(self, engineer, url):
        doubts = engineer.get(url).context["every_doubt"]
        assert doubts
        for doubt, count, _, question, examples in doubts:
            cases = listed(engineer, url, question)
            assert 0 < cases <= count, doubt
            for name, place in examples:
                if place is not None:
                    assert name in engineer.get(f"{url}cases/{place}").content.decode()

    def test_repeats_the_doubts_on_the_other_pages(self, engineer, url):
        assert "what this spoils" in engineer.get(f"{url}map").content.decode()


class TestTheMap:
    def test_draws_every_activity_when_asked_for_all(self, engineer, url):
        page = engineer.get(f"{url}map?activities=100&paths=100").content.decode()
        for name in ("apply", "check", "ask", "decide", "issue"):
            assert f"<title>{name}</title>" in page

    def test_counts_what_follows_what_and_leads_to_the_cases(self, engineer, url, log):
        edges = {(edge.before, edge.after): edge.n for edge in Follows.of(log).edges()}
        shown = engineer.get(f"{url}map").context["edges"]
        assert {(before, after): n for before, after, n, _, _ in shown} == edges
        for before, after, _, _, question in shown:
            assert listed(engineer, url, question) == int(kept.following(log, before, after).sum())

    def test_draws_only_the_activities_of_a_word_when_asked(self, engineer, url, log):
        context = engineer.get(f"{url}map?contains=check&only=yes").context
        assert context["all"] == 1
        codes = log.activity.codes == log.activity.names.index("check")
        again = sum(max(0, int(codes[a:b].sum()) - 1) for a, b in pairwise(log.bounds.tolist()))
        assert [(before, after, n) for before, after, n, _, _ in context["edges"]] == [
            ("check", "check", again)
        ]

    @pytest.mark.parametrize(("zoom", "width"), [("50", "0.5"), ("200", "2")])
    def test_is_drawn_at_the_size_asked_for(self, engineer, url, zoom, width):
        whole = int(re.search(r'<svg viewBox="0 0 (\d+)', engineer.get(f"{url}map").content.decode())[1])
        page = engineer.get(f"{url}map?zoom={zoom}").content.decode()
        assert f'width="{int(whole * float(width))}"' in page

    def test_refuses_a_share_that_is_none(self, engineer, url):
        assert engineer.get(f"{url}map?activities=many").status_code == 404

    def test_keeps_readable_with_four_hundred_activities(self, engineer, person):
        from tests.lab.made import log as made

        rows = [(f"c{n}", f"a{(n + step) % 400}", 60 * step) for n in range(400) for step in range(5)]
        url = f"/studio/logs/{brought(person('engineer'), made(rows))}/"
        context = engineer.get(f"{url}map").context
        assert 0 < context["drawn"] <= 20
        assert context["all"] == 400
        assert engineer.get(f"{url}map?activities=100&paths=100").context["capped"]


class TestAName:
    def test_that_attacks_is_shown_as_text_everywhere(self, engineer, person):
        from tests.lab.made import log as made

        attack = "<script>alert(1)</script>"
        rows = [
            (f"{attack}{n}", attack if step % 2 else "b", 60.0 * step) for n in range(30) for step in range(4)
        ]
        url = f"/studio/logs/{brought(person('engineer'), made(rows, [attack] * len(rows)), attack)}/"
        for page in (*PAGES, "cases/0"):
            assert attack not in engineer.get(f"{url}{page}").content.decode(), page


class TestTheVariants:
    def test_add_up_and_lead_to_their_cases(self, engineer, url, log):
        context = engineer.get(f"{url}variants").context
        assert sum(way.cases for way in context["ways"]) == len(log)
        assert context["count"] == len(Profile.of(log).variants)
        for way in context["ways"]:
            assert listed(engineer, url, way.query) == way.cases


class TestTheWaiting:
    @pytest.mark.parametrize("by", ["step", "office", "month", "variant"])
    def test_adds_up_to_the_whole_whatever_it_is_split_by(self, engineer, url, log, by):
        bars = engineer.get(f"{url}waiting?by={by}").context["bars"]
        days = sum(sum(bar.days) for bar in bars)
        began = np.array([log.began[log.bounds[n] : log.bounds[n + 1]].min() for n in range(len(log))])
        assert days == pytest.approx(float((log.last - np.minimum(began, log.first)).sum()) / DAY)

    def test_leads_to_cases_ordered_by_the_waiting_there(self, engineer, url):
        bar = next(bar for bar in engineer.get(f"{url}waiting").context["bars"] if bar.name == "ask")
        rows = engineer.get(f"{url}cases?{bar.query}").context["rows"]
        waited = [row.waited for row in rows]
        assert waited == sorted(waited, reverse=True)
        worked, *kinds = bar.days
        assert sum(waited) == pytest.approx(sum(kinds))
        assert worked > 0

    def test_counts_cases_within_a_limit(self, engineer, url, log):
        within, share = engineer.get(f"{url}waiting?limit=1000").context["within"]
        assert (within, share) == (len(log), "100.0%")
        working = calendar("cn")
        kept = 0
        for case in range(len(log)):
            events = slice(log.bounds[case], log.bounds[case + 1])
            hours = range(int(log.began[events].min()) // HOUR, int(log.at[events].max()) // HOUR)
            kept += sum(working.is_working(day(hour)) for hour in hours) <= 3 * 24
        assert 0 < kept < len(log)
        assert engineer.get(f"{url}waiting?limit=3").context["within"][0] == kept

    def test_takes_a_lawful_pause_out_of_the_running_time(self, engineer, url):
        context = engineer.get(f"{url}waiting?opens=check&closes=decide").context
        span, running = context["lengths"]
        assert span != running
        assert "paused by law" in [title.en for title, _, _ in context["parts"]]
        assert engineer.get(f"{url}waiting?opens=check").status_code == 404

    def test_takes_the_applicants_time_out_of_the_running_time(self, engineer, url):
        span, running = engineer.get(f"{url}waiting?applicant=ask").context["lengths"]
        assert span != running
        assert engineer.get(f"{url}waiting?applicant=nobody").status_code == 404


class TestTheHabits:
    def test_lead_to_as_many_cases_as_they_say(self, engineer, url):
        context = engineer.get(f"{url}habits?always=90").context
        assert context["habits"]
        for row in context["habits"]:
            assert listed(engineer, url, row.link) == row.cases
            if row.against:
                assert listed(engineer, url, row.against) == row.reversed

    def test_can_be_laid_against_a_shipped_process(self, engineer, url):
        page = engineer.get(f"{url}habits?process=kaifaqu-filing:filing")
        assert page.context["declared"].process.id == "filing"
        assert page.context["unplaced"]

    def test_refuse_a_process_there_is_not(self, engineer, url):
        assert 'role="alert"' in engineer.get(f"{url}habits?process=nowhere:x").content.decode()
        assert 'role="alert"' in engineer.get(f"{url}habits?process=draft:7").content.decode()


class TestTheFit:
    PROCESS = "flow,seq,matter,department,promised_wd\n" + "".join(
        f"permit,{n},{step},{office},9\n"
        for n, (step, office) in enumerate(
            [("apply", "window"), ("check", "housing"), ("decide", "housing"), ("issue", "window")], 1
        )
    )

    def test_counts_the_cases_that_did_every_step_once_in_order(self, engineer, url, log):
        file = SimpleUploadedFile("permit.csv", self.PROCESS.encode())
        engineer.post("/studio/upload", {"files": file})
        word = next(
            word for word, _ in engineer.get(f"{url}fit").context["choices"] if word.startswith("own-")
        )
        context = engineer.get(f"{url}fit?process={word}").context
        names = [log.activity.at(event) for event in range(log.events)]
        ways = [names[a:b] for a, b in pairwise(log.bounds.tolist())]
        fitting = sum(way == ["apply", "check", "decide", "issue"] for way in ways)
        assert (context["found"].cases, context["found"].fitting) == (len(log), fitting)
        added = next(one for one in context["leavings"] if one.what.zh == "ask")
        assert added.cases == sum("ask" in way for way in ways)

    def test_refuses_a_process_none_of_whose_steps_is_in_the_log(self, engineer, url):
        page = engineer.get(f"{url}fit?process=kaifaqu-filing:filing").content.decode()
        assert "none of the steps" in page


class TestTheOffices:
    def test_every_number_that_is_a_link_leads_to_so_many_cases(self, engineer, url):
        found = links(engineer.get(f"{url}offices").content.decode())
        assert found
        for question, number in found:
            assert listed(engineer, url, question) == number


class TestComparing:
    def test_two_logs_says_which_is_faster(self, engineer, url, person):
        other = brought(person("engineer"), permits(40), "other")
        context = engineer.get(f"{url}compare?with={other}").context
        assert {side.name for side in context["sides"]} == {"permits", "other"}
        assert len(context["effects"]) == 1

    def test_before_and_after_a_month_counts_every_case_once(self, engineer, url, log):
        context = engineer.get(f"{url}compare?change=2024-02").context
        assert [side.name for side in context["sides"]] == ["before", "after"]
        assert sum(side.cases for side in context["sides"]) == len(log)

    def test_refuses_a_month_with_nothing_before_it(self, engineer, url):
        assert "no case before" in engineer.get(f"{url}compare?change=1999-01").content.decode()


class TestACase:
    def test_shows_its_events_in_their_order_with_what_is_said_of_it(self, engineer, url, log):
        page = engineer.get(f"{url}cases/0")
        assert [event["activity"] for event in page.context["events"]] == [
            log.activity.at(event) for event in range(log.bounds[0], log.bounds[1])
        ]
        assert "new &lt;b&gt;" in page.content.decode()

    def test_that_is_not_there_is_refused(self, engineer, url):
        assert engineer.get(f"{url}cases/99999999999999999999").status_code == 404
