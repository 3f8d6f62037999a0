"""A joint meeting at the desks: who came for which office is chosen, what each said is kept, an objection stands beside it."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.models import Case, Event
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.people.models import Person
from jianzheng.core.case import events as e
from jianzheng.core.case.plain import dumps, link
from tests.improve_cast import live
from tests.web.rooms_cast import TODAY, be, publish_meeting

pytestmark = pytest.mark.django_db
WHY = "疏散通道宽度不足，不符合消防要求"
LATER = "会后复核：图纸与现场不一致"


def login(organ: str, role: str = "handler") -> str:
    """Somebody of an organ."""
    return Person.objects.filter(holdings__post__organ__word=organ, role=role).first().login


def there(**changed: str) -> dict[str, str]:
    """A meeting of the health commission and the fire brigade, as its form has it."""
    said = {
        "held_on": TODAY,
        "opinion": "会审多数同意，按图施工",
        "person-health": "demo-zhao",
        "says-health": "agree",
        "person-fire": login("fire"),
        "says-fire": "agree",
    }
    return said | {key.replace("_", "-") if key != "held_on" else key: text for key, text in changed.items()}


@pytest.fixture
def number() -> str:
    """A case whose one step before the decision is a joint meeting."""
    publish_meeting()
    said = {"phone": "13900000000", "hand_in": "1"}
    found = be("li").post("/portal/services/met/apply", said).headers["Location"].split("/")[-2]
    be("wang").post(f"/window/cases/{found}/accept", {})
    return found


def ways(number: str) -> dict[str, tuple[str, dict[str, str]]]:
    """The two ways to record a meeting: by the verb, and by finishing a step that is one."""
    path = f"/desk/cases/{number}"
    return {
        "meet": (f"{path}/meet", {"step": "0"}),
        "finish": (f"{path}/steps/0/finish", {"outcome": "agree"}),
    }


class TestTheRecord:
    @pytest.mark.parametrize("way", ["meet", "finish"])
    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"held_on": "2999-01-01"}, "在今天之后"),
            ({"held_on": "2020-01-01"}, "早于受理日期"),
            ({"held_on": "\x00"}, "会议日期"),
            ({"person_fire": ""}, "选择到会人员"),
            ({"says_fire": ""}, "选择同意或者不同意"),
            ({"says_fire": "disagree"}, "请写明理由"),
            ({"person_fire": "demo-zhao"}, "在该单位"),
            ({"person_fire": "demo-li"}, "在该单位"),
            ({"person_fire": "王五"}, "在该单位"),
            ({"person_nowhere": "demo-zhao", "says_nowhere": "agree"}, "没有这个单位"),
            ({"person_health": "", "says_health": ""}, "两个部门"),
        ],
    )
    def test_is_refused_where_it_is_not_true_and_keeps_what_was_written(
        self, number: str, way: str, wrong: dict[str, str], why: str
    ) -> None:
        path, more = ways(number)[way]
        answer = be("zhao").post(path, there(**wrong) | more)
        assert answer.status_code == 422 and why in answer.text
        assert "会审多数同意，按图施工</textarea>" in answer.text
        assert wrong.get("person_health") == "" or '<option value="demo-zhao" selected>' in answer.text
        assert way == "finish" or 'name="step" value="0" checked' in answer.text
        assert not [c for c in queries.opened(number).case.copies]

    @pytest.mark.parametrize("way", ["meet", "finish"])
    def test_says_who_came_for_which_office_and_what_each_said(self, number: str, way: str) -> None:
        path, more = ways(number)[way]
        zhao = be("zhao")
        page = zhao.get(f"/desk/cases/{number}/steps/0").text
        assert 'name="person-fire"' in page and f'<option value="{login("fire")}">' in page
        said = there(says_fire="disagree", why_fire=WHY) | more
        assert zhao.post(path, said).status_code == 302
        for page in (
            zhao.get(f"/desk/cases/{number}/").text,
            zhao.get(f"/desk/cases/{number}/steps/0").text,
            be("zhou").get(f"/watch/cases/{number}/").text,
        ):
            assert f"：不同意</b>，理由：{WHY}" in page and "尚未撤回的不同意意见：1 条" in page
            assert f"）：不同意，理由：{WHY}" in page and "卫生健康委员会，赵" in page
        zhao.cookies["language"] = "en"
        page = zhao.get(f"/desk/cases/{number}/").text
        assert "disagree</b>, because" in page and "it was represented by" in page
        assert "Objections that stand: 1" in page
        outside = be("li").get(f"/portal/cases/{number}/").text
        assert WHY not in outside and "按图施工" not in outside
        assert verify(number).equal


class TestAnOfficeThatWasThere:
    def test_answers_the_minutes_itself_and_its_objection_stands_where_the_chief_decides(
        self, number: str
    ) -> None:
        zhao, path = be("zhao"), f"/desk/cases/{number}"
        zhao.post(f"{path}/steps/0/finish", there(outcome="agree"))
        fire = be(login("fire")[5:])
        page = fire.get(f"{path}/").text
        assert "贵单位是否同意会审意见" in page and "会审多数同意，按图施工" in page
        for wrong in (
            {"answer": LATER},
            {"answer": "不", "outcome": "disagree"},
            {"answer": "", "outcome": "x"},
        ):
            answer = fire.post(f"{path}/answer", wrong)
            assert answer.status_code == 422 and wrong["answer"] in answer.text
        said = {"answer": LATER, "outcome": "disagree"}
        assert fire.post(f"{path}/answer", said).status_code == 302
        assert fire.post(f"{path}/answer", said).status_code == 422
        decide = queries.opened(number).case.open[0].step
        sun = be("sun")
        page = sun.get(f"{path}/steps/{decide}").text
        assert "有单位不同意联合会审意见，尚未撤回" in page and page.count(LATER) >= 4
        assert "该单位自己答复" in page and "不同意，尚未撤回：" in page
        assert LATER in sun.get("/desk/?tab=approvals").text
        assert LATER in be("zhou").get(f"/watch/cases/{number}/").text
        assert LATER not in be("li").get(f"/portal/cases/{number}/").text
        assert verify(number).equal

    def test_gets_the_minutes_once_though_the_form_is_sent_twice(self, number: str) -> None:
        path, said = f"/desk/cases/{number}/meet", there(says_fire="disagree", why_fire=WHY) | {"step": "0"}
        assert be("zhao").post(path, said).status_code == 302
        answer = be("zhao").post(path, said)
        assert answer.status_code == 422 and "这次联合会审已经记录" in answer.text
        assert len(queries.opened(number).case.copies) == 1
        assert be("zhao").post(path, said | {"opinion": "第二次会审的意见"}).status_code == 302

    def test_alone_withdraws_its_objection(self, number: str) -> None:
        zhao, path = be("zhao"), f"/desk/cases/{number}"
        fire, met = be(login("fire")[5:]), {"step": "0"}
        zhao.post(f"{path}/meet", there(says_fire="disagree", why_fire=WHY) | met)
        zhao.post(f"{path}/meet", there(opinion="第二次会审多数同意") | met)
        page = zhao.get(f"{path}/").text
        assert page.count("尚未撤回的不同意意见：1 条") == 2 and "第二次会审多数同意" in page
        assert fire.post(f"{path}/answer", {"answer": "", "outcome": "agree"}).status_code == 302
        page = zhao.get(f"{path}/").text
        assert "尚未撤回" not in page and WHY in page


class TestASimulatedCase:
    def test_holds_its_meeting_as_the_law_of_the_house_wants_it(self) -> None:
        publish_meeting()
        live(Published.objects.get(service="met"), 6)
        held = [each.event for c in Case.objects.all() for each in queries.opened(c.number).happened]
        present = [event.facts["present"] for event in held if isinstance(event, e.StepDone)]
        assert present and all(len(rows) == 2 for rows in present)


class TestAMeetingOfAnEarlierVersion:
    def test_is_still_read_with_the_offices_it_named(self, number: str) -> None:
        row = Case.objects.get(number=number)
        last = Event.objects.filter(case=row).order_by("-sequence").first()
        text = dumps(e.Met((0,), "旧版会审意见", ("health", "fire")))
        at, by = last.at, "demo-zhao@health.handler"
        hash = link(bytes(last.hash), number, last.sequence + 1, at, ("Met", by, text))
        Event.objects.create(
            case=row, sequence=last.sequence + 1, at=at, kind="Met", by=by, data=text, hash=hash
        )
        page = be("zhao").get(f"/desk/cases/{number}/").text
        assert "旧版会审意见" in page and "到会单位" in page and "消防" in page
