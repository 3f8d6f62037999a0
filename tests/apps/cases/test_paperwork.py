"""What the official papers of driven cases say: the right day, what was handed in, the gap, the premises, how to answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.occasion import spelt
from jianzheng.apps.cases.paperwork_undoing import GROUND, HEARD
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.papers.actions import keep
from jianzheng.apps.papers.queries import IssuedPaper, Standing, of_case
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Application
from jianzheng.core.document import VALID, Document, DocumentKind
from jianzheng.core.ground import Ground, GroundKind, law
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Term
from jianzheng.core.text import Text
from jianzheng.jobs.deliver import deliver as post
from tests.case_cast import FACTS, NOW, PAPERS, TERM, demo, settle_in, undone, who
from tests.formats import forged

pytestmark = pytest.mark.django_db
FORM = {"场所名称": "清泉浴场", "场所地址": "演示路 9 号", "经营面积（平方米）": "320", "别的": "不印"}
LATER = NOW + dt.timedelta(days=1)
PDF = forged.pdf(forged.CATALOGUE % b"", forged.PAGES)


def paper(number: str, kind: DocumentKind) -> IssuedPaper:
    """The last paper of a kind of a case."""
    return [one for one in of_case(number) if one.document.kind is kind][-1]


def said(document: Document) -> str:
    """Every word of a document in Chinese."""
    parts = [*document.paragraphs, *document.closing, *document.remedies]
    rows = [f"{label.zh}={value.zh}" for label, value in document.lines]
    return "\n".join([document.heading.zh, *(part.zh for part in parts), *rows, *document.grounds])


def apply(edition: int, papers: dict[int, str] | None = None, code: str = "990000199001010010") -> str:
    """Li has applied with everything the form asks; the number of the case."""
    application = Application("", (), {"name": "李某", "code": code}, "online", FORM, papers or {})
    return actions.apply(edition=edition, application=application, actor=who("li"), now=NOW)


def hygiene(**changed: object) -> int:
    """The hygiene licence in force, changed as said; its edition."""
    settle_in()
    service = next(one for one in demo().services if one.id == "hygiene")
    matter = replace(service.matters[0], **{k: v for k, v in changed.items() if k != "answer"})
    answer = changed.get("answer")
    return publish(service=replace(service, matters=(matter,), answer=answer), now=NOW).pk  # type: ignore[arg-type]


def worked(number: str, ways: dict[int, str] = PAPERS) -> str:
    """The case received, accepted and examined: it waits for its decision."""
    actions.receive(number=number, actor=who("wang"), now=NOW)
    signed = [n for n, way in ways.items() if way == "promised"]
    actions.accept(number=number, actor=who("wang"), now=NOW, papers=ways, signed=signed)
    actions.finish(number=number, actor=who("zhao"), now=LATER, step=0, outcome="agree", facts=FACTS[0])
    two = {"outcome": "agree", "facts": FACTS[1], "staff": ("demo-feng",)}
    actions.finish(number=number, actor=who("zhao"), now=LATER, step=1, **two)
    return number


def decided(number: str, outcome: str = "grant", **facts: str) -> str:
    """The case decided."""
    actions.decide(number=number, actor=who("sun"), now=LATER, step=2, outcome=outcome, facts=facts)
    return number


def issued(number: str, result: str = "卫公证字〔2025〕1号") -> str:
    """The case with its licence."""
    actions.issue(number=number, actor=who("zhao"), now=LATER, step=3, result_no=result)
    return number


def head() -> object:
    """The head of the health commission."""
    login = next(one.login for one in demo().staff if one.post == "health.head")
    return who(login.removeprefix("demo-"))


class TestEveryPaper:
    def test_says_where_its_organ_is_reached(self) -> None:
        number = issued(decided(worked(apply(hygiene()))))
        for one in of_case(number):
            assert [one.document.address[:6], one.document.phone[:4]] == ["演示市演示路", "演示 d"]

    def test_of_what_is_no_licence_does_not_cite_the_licensing_law(self) -> None:
        number = decided(worked(apply(hygiene(type="20", ground=Ground()))))
        for one in of_case(number):
            assert "行政许可" not in said(one.document).replace("公共场所卫生许可", "")
        decision = paper(number, DocumentKind.DECISION).document
        assert decision.grounds == () and "查询" not in said(decision)

    def test_of_what_is_no_licence_cites_the_law_its_own_term_rests_on(self) -> None:
        legal = Term("legal", 3, ground=law("市场主体登记管理条例第十九条"))
        number = decided(worked(apply(hygiene(type="07", ground=Ground(), legal=legal))))
        assert paper(number, DocumentKind.DECISION).document.grounds == ("市场主体登记管理条例第十九条",)

    def test_that_turns_away_says_which_of_the_two_ways_and_cites_the_article(self) -> None:
        number = apply(hygiene())
        by = {"actor": who("wang"), "now": NOW, "item": 0}
        actions.not_required(**by, number=number, reason="经营场所不属于公共场所范围")
        told = paper(number, DocumentKind.NOT_REQUIRED).document
        assert told.grounds == ("行政许可法第三十二条",) and "不予受理" not in said(told)
        number = apply(hygiene())
        more = {"organ": "公安局", "court_term": TERM}
        actions.not_ours(**by, number=number, reason="该场所由其他机关负责许可", **more)
        refused = paper(number, DocumentKind.NON_ACCEPTANCE).document
        assert (refused.grounds, refused.remedies[1].zh) == (("行政许可法第三十二条",), f"起诉期限：{TERM}")


class TestAReceipt:
    def test_lists_what_was_handed_in_by_whom_and_when(self) -> None:
        edition = hygiene()
        li = Person.objects.get(login="demo-li")
        kept = keep(owner=li, name="申请表（签字）.pdf", content=PDF, now=NOW)
        number = apply(edition, {0: str(kept.pk)})
        actions.receive(number=number, actor=who("wang"), now=NOW, brought=(2,))
        text = said(paper(number, DocumentKind.RECEIPT).document)
        assert "1. 公共场所卫生许可申请表=随申请提交（文件“申请表（签字）.pdf”）" in text
        assert "2. 卫生检测报告=带到窗口提交" in text and "场所平面布局图" not in text
        assert "申请日期=2025年9月25日" in text and "收件人=政务服务中心窗口，王（演示）" in text

    def test_promises_the_day_of_the_answer_and_never_that_of_the_decision(self) -> None:
        number = apply(hygiene())
        actions.receive(number=number, actor=who("wang"), now=NOW)
        document = paper(number, DocumentKind.RECEIPT).document
        assert document.due_on == dt.date(2025, 10, 9)
        assert "没有随申请提交材料" in said(document) and "自收到申请材料之日起即为受理" in said(document)

    def test_names_who_handed_it_in_for_another(self) -> None:
        applicant = {"name": "李某", "code": "990000199001010010", "agent": "张某"}
        application = Application("", (), applicant, "online", FORM, {})
        number = actions.apply(edition=hygiene(), application=application, actor=who("li"), now=NOW)
        actions.receive(number=number, actor=who("wang"), now=NOW)
        assert "代办人=张某" in said(paper(number, DocumentKind.RECEIPT).document)

    def test_takes_no_material_the_list_does_not_know(self) -> None:
        number = apply(hygiene())
        with pytest.raises(Refused, match="材料清单已有变化"):
            actions.receive(number=number, actor=who("wang"), now=NOW, brought=(99,))


class TestTheOneNotice:
    def notice(self, answer: Term | None) -> Document:
        number = apply(hygiene(answer=answer))
        actions.ask_supplement(number=number, actor=who("wang"), now=NOW, wanted={2: "已过一年"})
        return paper(number, DocumentKind.NOTICE).document

    def test_says_how_and_where_to_answer_and_that_no_day_is_set(self) -> None:
        text = said(self.notice(None))
        assert "/portal/" in text and "政务服务中心窗口" in text and "演示 demo" in text
        assert "没有规定补正的最后日期" in text and "申请不受理，办理期限不起算" in text

    def test_says_until_when_and_on_what_ground_where_one_is_set(self) -> None:
        answer = Term("answer", 10, ground=Ground(GroundKind.RULE, "演示市补正规则（演示设定）"))
        document = self.notice(answer)
        assert document.due_on == dt.date(2025, 10, 15)
        assert "请于2025年10月15日前补正（依据：演示市补正规则（演示设定））" in said(document)


GAP = {**PAPERS, 2: "tolerated", 4: "promised"}


class TestADecisionWithAGap:
    def test_says_the_gap_its_day_its_checker_and_what_follows(self) -> None:
        number = decided(worked(apply(hygiene()), GAP), "grant_with_gap")
        document = paper(number, DocumentKind.DECISION).document
        text = said(document)
        assert document.heading.zh == "准予行政许可决定书（容缺）"
        assert "补齐并核销之前，不发放证件" in text and "视为撤回申请，本决定不再有效" in text
        assert "容缺材料：卫生检测报告=补交期限 2025年10月9日；核查机关 卫生健康委员会；逾期不补交的" in text
        assert "承诺事项：卫生管理制度=核查期限" in text
        owed = next(value.en for label, value in document.lines if label.zh.startswith("承诺事项"))
        assert "to be checked on or before 2025" in owed and owed.count("checked") == 1

    def test_counts_no_more_once_the_paper_did_not_come_in_time(self) -> None:
        number = decided(worked(apply(hygiene()), GAP), "grant_with_gap")
        late = NOW + dt.timedelta(days=30)
        actions.tick(number=number, now=late)
        post(now=late, most=500)
        decision = paper(number, DocumentKind.DECISION)
        assert decision.standing is Standing.VOID and "逾期未补" in decision.void_reason

    def test_without_one_is_a_plain_grant_with_its_remedies(self) -> None:
        document = paper(decided(worked(apply(hygiene()))), DocumentKind.DECISION).document
        assert document.heading.zh == "准予行政许可决定书" and "容缺" not in said(document)
        assert "六十日内向演示市人民政府（演示设定）申请行政复议（行政复议法第二十条）" in said(document)
        assert "向演示市人民法院（演示设定）提起行政诉讼" in said(document)

    def test_to_refuse_prints_the_term_to_sue_its_decider_wrote(self) -> None:
        facts = {
            "reasons": "经营场所不符合法定条件",
            "remedies": "向某机关申请行政复议，向某法院提起行政诉讼",
            "court_term": "某日起三个月",
        }
        document = paper(decided(worked(apply(hygiene())), "refuse", **facts), DocumentKind.REFUSAL).document
        assert "起诉期限：某日起三个月" in said(document)


class TestALicence:
    def test_states_what_the_form_asked_and_the_decision_it_rests_on(self) -> None:
        number = issued(decided(worked(apply(hygiene()))))
        text = said(paper(number, DocumentKind.LICENCE).document)
        for words in (
            "场所名称=清泉浴场",
            "场所地址=演示路 9 号",
            "经营面积（平方米）=320",
            "决定书文号=卫准〔2025〕1号",
        ):
            assert words in text
        lines = dict(paper(number, DocumentKind.LICENCE).document.lines)
        assert Text("场所名称", "Name of the premises") in lines
        assert "不印" not in text and "第四十二条" not in text and "公共场所卫生管理条例第八条" in text

    def test_states_only_the_answers_the_service_names(self) -> None:
        number = issued(decided(worked(apply(hygiene(prints=("场所名称",))))))
        text = said(paper(number, DocumentKind.LICENCE).document)
        assert "清泉浴场" in text and "320" not in text

    def test_names_the_credit_code_of_an_organisation_and_no_citizens_number(self) -> None:
        firm = issued(decided(worked(apply(hygiene(), code="11990000000000019A"))))
        assert "统一社会信用代码=11990000000000019A" in said(paper(firm, DocumentKind.LICENCE).document)
        number = issued(decided(worked(apply(hygiene()))), "卫公证字〔2025〕2号")
        assert "990000199001010010" not in said(paper(number, DocumentKind.LICENCE).document)

    def test_is_valid_until_the_day_the_decision_sets(self) -> None:
        number = issued(decided(worked(apply(hygiene(valid_months=48))), valid_until="2028-12-31"))
        for kind in (DocumentKind.DECISION, DocumentKind.LICENCE):
            document = paper(number, kind).document
            assert (document.line(VALID), document.valid_until) == ("至2028年12月31日", dt.date(2028, 12, 31))

    def test_is_valid_as_long_as_the_service_sets_with_its_ground(self) -> None:
        ground = Ground(GroundKind.RULE, "演示规定（演示设定）")
        number = issued(decided(worked(apply(hygiene(valid_months=48, valid_ground=ground)))))
        line = paper(number, DocumentKind.LICENCE).document.line(VALID)
        assert line == "至2029年9月26日（依据：演示规定（演示设定））"

    def test_says_so_where_nobody_set_an_end(self) -> None:
        number = issued(decided(worked(apply(hygiene()))))
        assert paper(number, DocumentKind.LICENCE).document.line(VALID) == "决定没有规定期限"
        assert not paper(number, DocumentKind.DECISION).document.line(VALID)

    @pytest.mark.parametrize("day", ["2025-09-26", "2020-01-01", "明天", "2028-02-30"])
    def test_is_not_valid_until_a_day_that_is_none_or_is_past(self, day: str) -> None:
        with pytest.raises(Refused, match="今天以后"):
            decided(worked(apply(hygiene())), valid_until=day)


class TestWhatWasTakenBack:
    @pytest.mark.parametrize(
        ("ground", "kind", "standing"),
        [
            ("other_69", DocumentKind.REVOCATION, Standing.REVOKED),
            ("article_8", DocumentKind.RECALL, Standing.RECALLED),
        ],
    )
    def test_leaves_a_decision_with_remedies_and_voids_decision_and_licence(
        self, ground, kind, standing
    ) -> None:
        number = issued(decided(worked(apply(hygiene()))))
        undone(number, ground, LATER)
        made, told = paper(number, kind), paper(number, DocumentKind.INTENT)
        assert made.document.line(GROUND)
        assert "表示放弃（持证人签名的放弃陈述申辩声明）" in made.document.line(HEARD)
        assert "陈述、申辩" in said(told.document)
        assert told.document.line(GROUND) == made.document.line(GROUND)
        assert "申请材料系伪造" in said(made.document) and "卫公证字〔2025〕1号" in said(made.document)
        assert kind.article.cite in made.document.grounds and made.document.remedies
        for other in (DocumentKind.DECISION, DocumentKind.LICENCE):
            stands = paper(number, other)
            assert (stands.standing, stands.replaced_by) == (standing, made.code)
        assert paper(number, DocumentKind.ACCEPTANCE).standing is Standing.VALID


class TestAcceptedByTheClock:
    def test_leaves_the_acceptance_in_writing_once(self) -> None:
        number = apply(hygiene())
        late = NOW + dt.timedelta(days=20)
        actions.tick(number=number, now=late)
        post(now=late, most=500)
        post(now=late, most=500)
        (made,) = [one for one in of_case(number) if one.document.kind is DocumentKind.ACCEPTANCE]
        assert "自收到材料之日（2025年9月25日）起即为受理（行政许可法第三十二条）" in said(made.document)
        assert made.document.due_on == last_day(int(dt.datetime(2025, 10, 10, tzinfo=NOW.tzinfo).timestamp()))


class TestWhatSomebodyWrote:
    def test_in_english_stands_beneath_the_chinese_it_follows(self) -> None:
        assert spelt("理由\nThe reason\n\n其他") == (Text("理由", "The reason"), Text("其他", "其他"))
        assert spelt("向演示市申请\nAsk 演示市 for it") == (Text("向演示市申请", "Ask 演示市 for it"),)
