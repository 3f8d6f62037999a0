"""What an official paper must say, and how it is numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.codes.written import number_of
from jianzheng.core.document import (
    COMPETENT_ORGAN,
    TIME_NEEDED,
    VALID,
    DocumentKind,
    Incomplete,
    check,
    missing,
)
from jianzheng.core.names import masked
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from tests.paper_cast import paper

KINDS = list(DocumentKind)


class TestADocumentOfEachKind:
    @pytest.mark.parametrize("kind", KINDS)
    def test_passes_when_complete(self, kind: DocumentKind) -> None:
        check(paper(kind))

    @pytest.mark.parametrize("kind", KINDS)
    def test_has_a_heading_in_both_languages_and_an_article_of_the_licensing_law(
        self, kind: DocumentKind
    ) -> None:
        assert kind.label.zh and kind.label.en
        other = dict.fromkeys((DocumentKind.COMMITMENT, DocumentKind.RECTIFY), "国办发〔2020〕42号")
        local = kind is DocumentKind.INTENT  # no article on file asks for it
        assert local or kind.article.cite.startswith(other.get(kind, "行政许可法第"))

    @pytest.mark.parametrize("kind", KINDS)
    def test_empty_names_everything_it_lacks_at_once(self, kind: DocumentKind) -> None:
        empty = paper(
            kind,
            lines=(),
            paragraphs=(),
            grounds=(),
            remedies=(),
            closing=(),
            due_on=None,
            case_no=" ",
            addressee="",
        )
        with pytest.raises(Incomplete) as refused:
            check(empty)
        for need in (*kind.required, Text("送达何人", "whom it is for")):
            assert need.zh in refused.value.zh
            assert need.en in refused.value.en

    def test_is_told_apart_by_its_mark(self) -> None:
        assert len({kind.mark for kind in KINDS}) == len(KINDS)


class TestARefusal:
    @pytest.mark.parametrize("part", ["paragraphs", "grounds", "remedies"])
    def test_without_reasons_articles_or_remedies_is_none(self, part: str) -> None:
        assert len(missing(paper(DocumentKind.REFUSAL, **{part: ()}))) == 1

    def test_with_a_blank_reason_is_none(self) -> None:
        assert missing(paper(DocumentKind.REFUSAL, paragraphs=(Text("  "),)))


class TestALineThatLawDemands:
    @pytest.mark.parametrize(
        ("kind", "label"),
        [
            (DocumentKind.PAUSE, TIME_NEEDED),
            (DocumentKind.NON_ACCEPTANCE, COMPETENT_ORGAN),
            (DocumentKind.LICENCE, VALID),
        ],
    )
    def test_is_missed_when_another_stands_in_its_place(self, kind: DocumentKind, label: Text) -> None:
        assert missing(paper(kind, lines=((Text("备注", "Note"), Text("无", "none")),)))
        assert missing(paper(kind, lines=((label, Text(" ")), (Text("备注"), Text("无")))))


class TestANotice:
    def test_lists_no_empty_item(self) -> None:
        assert missing(paper(DocumentKind.NOTICE, lines=((Text("平面图"), Text("")),)))


class TestANumber:
    def test_names_organ_kind_year_and_serial(self) -> None:
        assert number_of(DocumentKind.REFUSAL.mark, "杏审", 2026, 12) == "杏审不准〔2026〕12号"

    def test_follows_the_pattern_of_the_organ(self) -> None:
        pattern = "{organ}许字〔{year}〕第{serial:04d}号"
        assert number_of(DocumentKind.DECISION.mark, "杏审", 2026, 12, pattern) == "杏审许字〔2026〕第0012号"

    @pytest.mark.parametrize(("short", "serial"), [("", 1), (" ", 1), ("杏审", 0)])
    def test_needs_an_organ_and_counts_from_one(self, short: str, serial: int) -> None:
        with pytest.raises(Refused):
            number_of(DocumentKind.DECISION.mark, short, 2026, serial)


class TestAMaskedName:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [("李晓明", "李*明"), ("王五", "王*"), ("张", "*"), ("杏山市小馆餐饮有限公司", "杏山*******公司")],
    )
    def test_keeps_its_ends(self, name: str, shown: str) -> None:
        assert masked(name) == shown

    @given(st.text(min_size=1).filter(lambda name: bool(name.strip())))
    def test_never_shows_all_of_it(self, name: str) -> None:
        assert "*" in masked(name)
        assert len(masked(name).replace("*", "")) < len(name.strip()) or "*" in name
