"""A case before supervisors: timeline, findings, chains, the ladder; and any event of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Case
from jianzheng.apps.oversight.models import Deed, Finding
from jianzheng.core.watch import KINDS
from tests.apps.oversight.conftest import Desk, when
from tests.case_cast import FACTS, NOW, accepted, delivered, settle_in
from tests.case_cast import who as person_of

Apply, Looking = Callable[..., Desk], Callable[[str], Client]


@pytest.fixture
def case(apply: Apply) -> Desk:
    """An accepted case whose clock was to be stopped without the law's leave."""
    made = apply().accepted()
    made.do("pause", "handler", item=0, reason="集体讨论", days=3)
    return made


class TestACase:
    def test_shows_clocks_findings_timeline_and_that_every_hash_agrees(
        self, case: Desk, looking: Looking
    ) -> None:
        text = looking("supervisor").get(f"/watch/cases/{case.number}/").text
        for words in (
            "5 events, 0 records of supervision: all hashes equal",
            "legal term",
            "promised term",
            "unlawful pause",
            "行政许可法第四十五条",
            "The clock was not stopped, it ran on",
        ):
            assert words in text, words

    def test_whose_events_were_bent_says_where(self, case: Desk, looking: Looking) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("ALTER TABLE cases_event DISABLE TRIGGER cases_event_stays")
            else:
                cursor.execute("DROP TRIGGER cases_event_stays_UPDATE")
            cursor.execute("UPDATE cases_event SET at = at + 60 WHERE sequence = 2")
        assert "breaks at event 2" in looking("supervisor").get(f"/watch/cases/{case.number}/").text

    def test_says_where_it_stands_and_who_has_the_work(self, case: Desk, looking: Looking) -> None:
        text = looking("supervisor").get(f"/watch/cases/{case.number}/").text
        now = text.partition('id="now"')[2].partition("</section>")[0]
        assert "in progress" in now and "claimed by nobody" in now and 'href="/watch/offices/' in now

    def test_writes_down_what_is_found_on_request(self, case: Desk, looking: Looking) -> None:
        answer = looking("supervisor").post(f"/watch/cases/{case.number}/look")
        assert answer.headers["Location"] == f"/watch/cases/{case.number}/#findings"
        assert Finding.objects.get().kind == "unlawful_pause"
        text = looking("supervisor").get("/watch/findings/?kind=unlawful_pause").text
        assert case.number in text
        assert case.number not in looking("supervisor").get("/watch/findings/?kind=no_power").text

    def test_escapes_what_people_wrote(self, apply: Apply, looking: Looking) -> None:
        made = apply().accepted()
        made.do("pause", "handler", item=0, reason="<script>alert(1)</script>", days=3)
        text = looking("supervisor").get(f"/watch/cases/{made.number}/").text
        assert "<script>alert" not in text and "&lt;script&gt;" in text


class TestAnEvent:
    def test_shows_what_is_kept_and_the_hashes_that_chain_it(self, case: Desk, looking: Looking) -> None:
        client = looking("supervisor")
        first, second = (client.get(f"/watch/cases/{case.number}/events/{n}").text for n in (1, 2))
        own = first.split("Hash</dt>")[1].split(">")[1].split("<")[0]
        assert len(own) == 64 and own in second
        assert "Received" in second

    def test_does_not_show_the_number_of_the_applicant(self, case: Desk, looking: Looking) -> None:
        text = looking("supervisor").get(f"/watch/cases/{case.number}/events/1").text
        assert "李" in text and "110105194912310021" not in text

    @pytest.mark.parametrize("sequence", [0, 6, 999])
    def test_that_is_not_there_is_said_so(self, case: Desk, looking: Looking, sequence: int) -> None:
        assert looking("supervisor").get(f"/watch/cases/{case.number}/events/{sequence}").status_code == 404


FORM = {"rung": "urge", "text": "请于明日前说明超期情况"}


class TestTheLadder:
    def climb(self, case: Desk, client: Client, **form: str) -> str:
        """The page after a rung was asked for."""
        return client.post(f"/watch/cases/{case.number}/climb", {**FORM, **form}, follow=True).text

    def test_is_climbed_from_the_page(self, case: Desk, looking: Looking) -> None:
        text = self.climb(case, looking("supervisor"))
        assert "请于明日前说明超期情况" in text and "Answer due by" in text
        assert Deed.objects.get().rung == "urge"

    def test_says_why_a_rung_may_not_be_skipped(self, case: Desk, looking: Looking) -> None:
        text = self.climb(case, looking("supervisor"), rung="notify", urgent="涉及公共安全，不能等待答复")
        assert "take “urge” first" in text
        assert not Deed.objects.exists()

    def test_offers_only_what_lies_above_and_says_when_nothing_does(
        self, case: Desk, looking: Looking
    ) -> None:
        client = looking("supervisor")
        text = self.climb(case, client, rung="urge")
        assert 'value="supervise"' in text
        assert 'value="urge"' not in text and 'value="notify"' not in text
        for rung in ("supervise", "notify", "hold_accountable"):
            text = self.climb(case, client, rung=rung, urgent="涉及公共安全，不能等待答复")
        assert "Every step of the ladder was taken" in text and 'name="rung"' not in text

    def test_lets_an_urgent_reason_go_ahead(self, case: Desk, looking: Looking) -> None:
        client = looking("supervisor")
        self.climb(case, client, rung="urge")
        assert "Urgent: 涉及公共安全，不能等待答复" in self.climb(
            case, client, rung="supervise", urgent="涉及公共安全，不能等待答复"
        )

    @pytest.mark.parametrize("rung", ["", "remind", "extend", "dismiss", "<b>"])
    def test_has_no_other_rungs(self, case: Desk, looking: Looking, rung: str) -> None:
        self.climb(case, looking("supervisor"), rung=rung)
        assert not Deed.objects.exists()

    def test_refused_keeps_what_was_written(self, case: Desk, looking: Looking) -> None:
        client = looking("supervisor")
        page = client.post(
            f"/watch/cases/{case.number}/climb", {"rung": "urge", "text": "请说明", "urgent": ""}
        )
        assert page.status_code == 422 and 'role="alert"' in page.text
        assert ">请说明</textarea>" in page.text and '"urge" selected' in page.text

    def test_of_a_case_that_has_ended_is_asking_for_an_account_and_urges_nothing(
        self, looking: Looking
    ) -> None:
        number, client = delivered(settle_in("hygiene")["hygiene"]), looking("supervisor")
        page = client.get(f"/watch/cases/{number}/").text.partition('id="ladder"')[2]
        assert "ask for an account" in page and ">urge<" not in page
        page = client.post(f"/watch/cases/{number}/climb", FORM, follow=True).text.partition('id="ladder"')[2]
        assert "<b>ask for an account (ended)</b>" in page and Deed.objects.get().rung == "urge"

    def test_is_not_climbed_by_a_supervisor_without_a_post(self, case: Desk, signed_in: Looking) -> None:
        client = signed_in("supervisor")
        assert 'name="rung"' not in client.get(f"/watch/cases/{case.number}/").text
        self.climb(case, client)
        assert not Deed.objects.exists()


@pytest.mark.django_db
class TestADecidedMatter:
    def test_keeps_its_figures_after_the_case_has_ended(self, looking: Looking) -> None:
        number = delivered(settle_in("hygiene")["hygiene"])
        text = looking("supervisor").get(f"/watch/cases/{number}/").text
        assert "No clock runs." in text
        taken = text.partition("What it took")[2].partition("</section>")[0]
        for words in (
            "granted",
            "on time, 4 working days before the promise",
            "1 working day<",
            "5 working days, until 2025-10-09",
            "20 working days, until 2025-10-29",
            "1 day<",
            "2025-09-26, due by",
        ):
            assert words in taken, (words, taken)

    def test_after_its_promise_says_so(self, looking: Looking) -> None:
        number = accepted(settle_in("hygiene")["hygiene"])
        later = NOW + dt.timedelta(days=20)
        sun, zhao = person_of("sun"), person_of("zhao")
        said = {"number": number, "now": later, "outcome": "agree"}
        actions.finish(**said, actor=zhao, step=0, facts=FACTS[0])
        actions.finish(**said, actor=zhao, step=1, facts=FACTS[1], staff=("demo-feng",))
        actions.decide(number=number, actor=sun, now=later, step=2, outcome="grant")
        text = looking("supervisor").get(f"/watch/cases/{number}/").text
        assert "after the promised term, within the legal one" in text and "not yet, due by" in text

    def test_that_was_refused_says_when_the_refusal_was_delivered(self, looking: Looking) -> None:
        number = accepted(settle_in("hygiene")["hygiene"])
        later = NOW + dt.timedelta(days=1)
        said = {"number": number, "now": later, "outcome": "agree"}
        actions.finish(**said, actor=person_of("zhao"), step=0, facts=FACTS[0])
        actions.finish(**said, actor=person_of("zhao"), step=1, facts=FACTS[1], staff=("demo-feng",))
        facts = {
            "reasons": "经营场所不符合公共场所卫生要求",
            "remedies": "可申请行政复议，也可提起行政诉讼",
            "court_term": "六个月",
        }
        sun, wang = person_of("sun"), person_of("wang")
        actions.decide(number=number, actor=sun, now=later, step=2, outcome="refuse", facts=facts)
        actions.serve(number=number, actor=wang, now=later, item=0, way="window", receipt="李")
        text = looking("supervisor").get(f"/watch/cases/{number}/").text
        taken = text.partition("What it took")[2].partition("</section>")[0]
        assert f"{later.date()}, due by" in taken and "not yet" not in taken
        assert "on time, 4 working days before the promise" in taken


class TestTheFindings:
    def test_are_counted_by_kind_and_lead_to_the_events_that_show_them(
        self, case: Desk, looking: Looking
    ) -> None:
        client = looking("supervisor")
        client.post(f"/watch/cases/{case.number}/look")
        text = client.get("/watch/findings/").text
        assert "unlawful pause (1)" in text and "second notice of missing papers (0)" in text
        assert f'href="/watch/cases/{case.number}/events/5">event 5' in text

    def test_stand_by_when_they_happened_and_are_chosen_by_office_and_month(
        self, case: Desk, looking: Looking
    ) -> None:
        row = Case.objects.get(number=case.number)
        days = {"b": 5, "a": 4, "d": 40, "c": 6}
        for word, day in days.items():
            at = int(when(2025, 3, 1, 9).timestamp()) + day * 86400
            Finding.objects.create(
                case=row, organ="office" if word != "c" else "x", kind="no_power", evidence=word, item=0,
                step=0, zh=f"见{word}", en=f"saw {word}", at=at, found_at=at,
            )  # fmt: skip
        client = looking("supervisor")

        def saw(asked: str) -> str:
            return "".join(re.findall(r"saw (\w)", client.get(f"/watch/findings/?kind=no_power{asked}").text))

        assert saw("") == "dcba" and saw("&organ=office") == "dba" and saw("&month=2025-03") == "cba"
        at = int(when(2025, 3, 1, 9).timestamp()) + 6 * 86400
        assert saw(f"&after={at}.{10**6}") == "cba" and saw("&month=9999-12") == "dcba"

    def test_name_every_kind_there_is(self, case: Desk, looking: Looking) -> None:
        text = looking("supervisor").get("/watch/findings/").text
        assert [word for word in KINDS if f'value="{word}"' not in text] == []

    @pytest.mark.parametrize(
        "asked", ["?kind=nothing", "?after=-1", "?after=" + "9" * 40, "?kind=<b>&after=x"]
    )
    def test_asked_for_nonsense_are_all_shown(self, case: Desk, looking: Looking, asked: str) -> None:
        assert looking("supervisor").get(f"/watch/findings/{asked}").status_code == 200
