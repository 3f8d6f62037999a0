"""Free lines at the window: what the one notice asks for a matter without a list, how it comes, and how it ends."""

from __future__ import annotations

import pytest
from django.test import Client

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.case import FREE, State
from jianzheng.core.document import DocumentKind
from jianzheng.formats.document import pdf
from jianzheng.web.ui.standing import standings
from tests.case_cast import TERM
from tests.web.rooms_cast import SIGNBOARD, TOBACCO, be, file, restaurant

pytestmark = pytest.mark.django_db
PHOTO, LEASE = FREE, FREE + 1
ASKED = {
    "want-2": "缺布局图",
    f"free-{TOBACCO}": "店面照片\r\n\r\n租赁合同\r\n店面照片",
    f"nothing-{SIGNBOARD}": "1",
}


@pytest.fixture
def number() -> str:
    return restaurant()


@pytest.fixture
def wang(number: str) -> Client:
    return be("wang")


def kinds(number: str) -> list[str]:
    return [type(each.event).__name__ for each in queries.opened(number).happened]


class TestTheForm:
    def test_has_lines_for_what_has_no_list_and_for_nothing_else(self, number: str, wang: Client) -> None:
        page = wang.get(f"/window/cases/{number}/").text
        assert [n for n in range(5) if f'name="free-{n}"' in page] == [SIGNBOARD, TOBACCO]
        assert "受理以后不能再要求材料：户外招牌设施设置规范管理；烟草专卖零售许可证核发（新办）" in page

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({f"free-{TOBACCO}": " \n "}, "这些事项没有取得公开的材料清单：烟草专卖零售许可证核发（新办）。"),
            ({f"nothing-{TOBACCO}": "1"}, "这些事项没有取得公开的材料清单：烟草专卖零售许可证核发（新办）。"),
            ({f"free-{TOBACCO}": "字" * 10_000}, "第 1 行有 10000 个字，最多 200 个字"),
            ({f"free-{TOBACCO}": "营业执照"}, "“营业执照”已在材料清单中"),
            ({"free-1": "多交一份"}, "“食品经营许可新办”有公布的材料清单"),
            ({"free-77": "多交一份"}, "请刷新页面"),
        ],
    )
    def test_is_refused_and_nothing_written_is_lost(
        self, number: str, wang: Client, changed: dict[str, str], why: str
    ) -> None:
        said = {**ASKED, **changed}
        answer = wang.post(f"/window/cases/{number}/supplement", said)
        assert answer.status_code == 422
        assert why in answer.text
        assert f"{said[f'free-{TOBACCO}']}</textarea>".replace("\r\n", "\n") in answer.text.replace(
            "\r\n", "\n"
        )
        assert f'name="nothing-{SIGNBOARD}" value="1" checked' in answer.text
        assert 'value="缺布局图"' in answer.text
        assert "SupplementAsked" not in kinds(number)


class TestTheNotice:
    def test_prints_the_lines_under_their_matter(self, number: str, wang: Client) -> None:
        assert wang.post(f"/window/cases/{number}/supplement", ASKED).status_code == 302
        (notice,) = [one for one in of_case(number) if one.document.kind is DocumentKind.NOTICE]
        rows = {label.zh: value.zh for label, value in notice.document.lines}
        assert rows["1. 经营场所布局图"] == "缺布局图"
        assert rows["烟草专卖零售许可证核发（新办）"] == "2. 店面照片\n3. 租赁合同"
        assert rows["户外招牌设施设置规范管理"] == "没有需要另外提交的材料"

    def test_can_be_set_at_its_longest_whatever_signs_it_holds(self, number: str, wang: Client) -> None:
        signs = '#*_$@<b>\\[~`"'
        lines = "\n".join(f"{n}{signs}".ljust(200, "料") for n in range(20))
        asked = {**ASKED, f"free-{TOBACCO}": lines, f"free-{SIGNBOARD}": lines}
        del asked[f"nothing-{SIGNBOARD}"]
        assert wang.post(f"/window/cases/{number}/supplement", asked).status_code == 302
        (notice,) = [one for one in of_case(number) if one.document.kind is DocumentKind.NOTICE]
        assert pdf(notice.document).startswith(b"%PDF")
        page = wang.get(f"/window/cases/{number}/").text
        assert "&lt;b&gt;" in page
        assert "<b>\\" not in page

    def test_sent_twice_is_no_second_notice(self, number: str, wang: Client) -> None:
        path = f"/window/cases/{number}/supplement"
        wang.post(path, ASKED)
        assert "这份补正告知已经出具" in wang.post(path, ASKED).text
        assert "Attempted" not in kinds(number)
        other = wang.post(path, {**ASKED, f"free-{TOBACCO}": "又一份"})
        assert "不能再要求补正" in other.text
        assert "Attempted" in kinds(number)


@pytest.fixture
def noticed(number: str, wang: Client) -> str:
    wang.post(f"/window/cases/{number}/receive", {})
    wang.post(f"/window/cases/{number}/supplement", ASKED)
    return number


class TestTheAnswerAtTheWindow:
    def test_ticks_each_line_and_acceptance_follows(self, noticed: str, wang: Client) -> None:
        page = wang.get(f"/window/cases/{noticed}/").text
        assert "店面照片：烟草专卖零售许可证核发（新办）" in page
        awaited = [one.awaited for one in standings(queries.opened(noticed))]
        named = [[material.zh for material in one.materials] for one in awaited if one]
        assert named[TOBACCO] == ["店面照片", "租赁合同"]
        assert named[SIGNBOARD] == [] and "本事项没有缺的材料" in page
        said = {"of": "3", "brought-2": "1", f"brought-{PHOTO}": "1", f"brought-{LEASE}": "1"}
        assert wang.post(f"/window/cases/{noticed}/answer", said).status_code == 302
        (_, receipt) = [one for one in of_case(noticed) if one.document.kind is DocumentKind.RECEIPT]
        assert [label.zh for label, _ in receipt.document.lines][:3] == [
            "1. 经营场所布局图",
            "2. 店面照片",
            "3. 租赁合同",
        ]
        assert wang.post(f"/window/cases/{noticed}/accept", {"paper-1": "on_file"}).status_code == 302
        assert all(item.accepted_at for item in queries.opened(noticed).case.items)
        assert verify(noticed).equal

    def test_in_part_ends_in_a_decision_that_names_the_line(self, noticed: str, wang: Client) -> None:
        said = {"of": "3", "brought-2": "1", f"brought-{PHOTO}": "1"}
        path = f"/window/cases/{noticed}"
        assert "补正只提交一次" in wang.post(f"{path}/answer", said).text
        wang.post(f"{path}/answer", {**said, "partly": "1"})
        assert "还缺 1 份材料，不能受理：租赁合同" in wang.post(f"{path}/accept", {}).text
        wang.post(
            f"{path}/not-complete",
            {
                "item": str(TOBACCO),
                "reason": "没有租赁合同，无法审查零售点",
                "court_term": TERM,
            },
        )
        assert wang.post(f"{path}/accept", {}).status_code == 302
        items = queries.opened(noticed).case.items
        (paper,) = of_case(items[TOBACCO].number)
        assert paper.document.kind is DocumentKind.NON_ACCEPTANCE
        assert "租赁合同" in {value.zh for _, value in paper.document.lines}
        states = [item.state for item in items]
        assert states[TOBACCO] == State.NOT_OURS
        assert State.SUPPLEMENTED not in states
        assert verify(noticed).equal

    def test_the_offices_see_what_came(self, noticed: str, wang: Client) -> None:
        said = {"of": "3", "brought-2": "1", f"brought-{PHOTO}": "1", f"brought-{LEASE}": "1"}
        wang.post(f"/window/cases/{noticed}/answer", said)
        wang.post(f"/window/cases/{noticed}/accept", {})
        service = queries.opened(noticed).service
        step = service.owner.index(TOBACCO)
        for path in ("", f"steps/{step}"):
            page = be("xu").get(f"/desk/cases/{noticed}/{path}").text
            assert all(line in page for line in ("店面照片", "租赁合同"))


class TestANoticeWithSeveralMistakes:
    def test_is_told_all_of_them_at_once(self, number: str, wang: Client) -> None:
        said = {f"free-{TOBACCO}": "字" * 201}
        answer = wang.post(f"/window/cases/{number}/supplement", said)
        assert answer.status_code == 422
        for why in (
            "这些事项没有取得公开的材料清单：户外招牌",
            "第 1 行有 201 个字",
            "还有未交的材料没有写入补正通知",
        ):
            assert why in answer.text


class TestOnePaperForTwoMatters:
    def test_is_asked_of_the_applicant_once_and_counts_for_both(self, number: str, wang: Client) -> None:
        lease = {
            f"free-{TOBACCO}": "租赁合同\n店面照片",
            f"free-{SIGNBOARD}": "租赁合同",
            "want-2": "缺布局图",
        }
        assert wang.post(f"/window/cases/{number}/supplement", lease).status_code == 302
        numbers = {text: n for n, (_, text) in enumerate(queries.opened(number).case.free, FREE)}
        (first, *_), li = sorted(n for n in range(FREE, FREE + 3) if n != numbers["店面照片"]), be("li")
        page = li.get(f"/portal/cases/{number}/").text
        assert page.count('type="file"') == 3, "the plan, the photograph, and the lease once"
        assert "租赁合同：户外招牌设施设置规范管理；烟草专卖零售许可证核发（新办）" in page
        sent = {f"paper-{n}": file() for n in (2, first, numbers["店面照片"])}
        assert li.post(f"/portal/cases/{number}/supplement", sent).status_code == 302
        came = [paper for paper in queries.opened(number).case.papers if paper.asked >= FREE]
        assert len(came) == 3 and all(paper.file.isdecimal() for paper in came)
