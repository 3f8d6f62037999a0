"""Issuing: numbers without gaps or doubles, one sealed file a document, void documents say so."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from jianzheng.apps.papers import actions, doors, queries
from jianzheng.apps.papers.codes import ALPHABET, new_code, shown, typed
from jianzheng.apps.papers.mapping import packed, unpacked
from jianzheng.apps.papers.models import Issued
from jianzheng.core.authority import Organ
from jianzheng.core.document import DocumentKind, Incomplete
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.links.seal import NoSeal
from tests.paper_cast import NOW, ORGAN, paper

DRAFT = {"number": "", "verify_url": "", "verify_code": ""}


def issue(kind: DocumentKind = DocumentKind.ACCEPTANCE, organ: Organ = ORGAN, **changed: object) -> Issued:
    """Issue a complete document of a kind."""
    return actions.issue(document=paper(kind, **{**DRAFT, **changed}), organ=organ, now=NOW)


@pytest.mark.django_db
class TestIssuing:
    @pytest.mark.parametrize("kind", list(DocumentKind))
    def test_keeps_the_whole_document(self, kind: DocumentKind) -> None:
        row = issue(kind)
        kept = queries.by_code(row.code)
        assert kept is not None
        assert kept.document.number == f"杏审{kind.mark}〔2026〕1号"
        assert kept.document.verify_url.endswith(f"/portal/verify/{kept.code}")
        assert kept.document == paper(
            kind, number=row.number, verify_url=kept.document.verify_url, verify_code=kept.code
        )

    def test_counts_each_organ_kind_and_year_by_itself(self) -> None:
        other = Organ("xingshan-water", Text("杏山市水务局"), short="杏水")
        numbers = [
            issue().number,
            issue().number,
            issue(DocumentKind.DECISION).number,
            issue(organ=other).number,
            issue(issued_on=dt.date(2027, 1, 4)).number,
            issue().number,
        ]
        assert numbers == [
            "杏审受〔2026〕1号",
            "杏审受〔2026〕2号",
            "杏审准〔2026〕1号",
            "杏水受〔2026〕1号",
            "杏审受〔2027〕1号",
            "杏审受〔2026〕3号",
        ]

    def test_refuses_an_incomplete_document_and_spends_no_number(self) -> None:
        with pytest.raises(Incomplete):
            issue(DocumentKind.REFUSAL, remedies=())
        assert issue(DocumentKind.REFUSAL).serial == 1

    def test_rolled_back_with_its_case_leaves_its_number_free(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            issue()
            raise ZeroDivisionError
        assert issue().serial == 1

    def test_refuses_a_number_that_another_organ_has(self) -> None:
        issue()
        with pytest.raises(Refused, match="杏审受〔2026〕1号"):
            issue(organ=Organ("namesake", Text("杏山市审计局"), short="杏审"))

    def test_takes_names_no_database_likes(self) -> None:
        row = issue(addressee="李\0晓明'; DROP TABLE--")
        kept = queries.by_code(row.code)
        assert kept is not None and kept.document.addressee == "李晓明'; DROP TABLE--"

    def test_is_found_by_its_case_in_order(self) -> None:
        codes = [shown(issue(kind).code) for kind in (DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE)]
        issue(case_no="another")
        assert [paper.code for paper in queries.of_case(paper(DocumentKind.RECEIPT).case_no)] == codes


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_get_numbers_without_gap_or_double(self) -> None:
        def work(turn: int) -> str | None:
            try:
                with transaction.atomic():
                    number = issue().number
                    if turn % 5 == 4:
                        raise ZeroDivisionError
                return number
            except ZeroDivisionError:
                return None
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as hands:
            numbers = [number for number in hands.map(work, range(60)) if number]
        assert sorted(Issued.objects.values_list("serial", flat=True)) == list(range(1, 49))
        assert len(set(numbers)) == 48

    def test_sealing_at_once_end_with_one_file(self) -> None:
        code = issue().code

        def work(_: int) -> str:
            try:
                return actions.seal(code=code, now=NOW).digest
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as hands:
            digests = set(hands.map(work, range(4)))
        assert len(digests) == 1
        assert doors.store().get(digests.pop()).startswith(b"%PDF")


@pytest.mark.django_db
class TestSealing:
    def test_makes_a_file_that_is_compared_byte_for_byte(self) -> None:
        row = actions.seal(code=issue().code, now=NOW)
        made = queries.pdf_of(row.code)
        same = queries.compared(row.code, "a.pdf", made, NOW)
        assert (same.same, same.sealed) == (True, True)
        assert row.size == len(made)

    def test_again_changes_nothing(self) -> None:
        row = actions.seal(code=issue().code, now=NOW)
        assert actions.seal(code=row.code, now=NOW + dt.timedelta(days=1)).digest == row.digest

    def test_waits_until_asked_and_says_so(self) -> None:
        row = issue()
        assert [paper.code for paper in queries.waiting()] == [shown(row.code)]
        with pytest.raises(Refused, match="still being made"):
            queries.pdf_of(row.code)
        issue()
        assert actions.seal_waiting(now=NOW, most=1) == (1, 0)
        assert actions.seal_waiting(now=NOW) == (1, 0)
        assert queries.waiting() == ()

    def test_without_a_certificate_notes_the_trouble_and_goes_on_with_others(
        self, settings, tmp_path
    ) -> None:
        settings.DEMO, settings.SEALS = False, tmp_path
        row = issue()
        with pytest.raises(NoSeal):
            actions.seal(code=row.code, now=NOW)
        assert ORGAN.id in queries.waiting()[0].trouble
        assert actions.seal_waiting(now=NOW) == (0, 0)

    def test_goes_on_by_itself_once_the_certificate_is_there(self, settings, tmp_path) -> None:
        settings.DEMO, settings.SEALS = False, tmp_path
        for _ in range(3):
            issue()
        assert actions.seal_waiting(now=NOW) == (0, 3)
        assert actions.seal_again(now=NOW) == 0
        settings.DEMO = True
        assert (actions.seal_again(now=NOW), actions.seal_waiting(now=NOW)) == (1, (2, 0))
        assert not Issued.objects.exclude(trouble="").exists()

    def test_prefers_the_organs_own_certificate(self, settings, tmp_path) -> None:
        from jianzheng.links.seal.authority import set_up

        settings.SEALS = tmp_path
        root = set_up(tmp_path / "made", (ORGAN,), NOW)
        (tmp_path / f"{ORGAN.id}.p12").write_bytes((root.parent / f"{ORGAN.id}.p12").read_bytes())
        row = actions.seal(code=issue().code, now=NOW)
        assert queries.compared(row.code, "a.pdf", queries.pdf_of(row.code), NOW).sealed is False
        (tmp_path / "roots").mkdir()
        (tmp_path / "roots" / "city.pem").write_bytes(root.read_bytes())
        assert queries.compared(row.code, "a.pdf", queries.pdf_of(row.code), NOW).sealed is True


@pytest.mark.django_db
class TestAFileInTheHand:
    def test_of_another_document_is_sealed_but_not_the_same(self) -> None:
        one, two = (actions.seal(code=issue().code, now=NOW) for _ in range(2))
        other = queries.compared(one.code, "a.pdf", queries.pdf_of(two.code), NOW)
        assert (other.same, other.sealed) == (False, True)

    def test_changed_by_one_byte_is_neither(self) -> None:
        row = actions.seal(code=issue().code, now=NOW)
        changed = bytearray(queries.pdf_of(row.code))
        changed[len(changed) // 2] ^= 1
        found = queries.compared(row.code, "a.pdf", bytes(changed), NOW)
        assert (found.same, found.sealed) == (False, False)


@pytest.mark.django_db
class TestVoiding:
    def test_says_why_and_what_replaces_it(self) -> None:
        old, new = issue(), issue()
        actions.void(code=old.code, reason="姓名有误", now=NOW, replaced_by=new.code)
        kept = queries.by_code(old.code)
        assert kept is not None
        assert (kept.standing, kept.void_reason, kept.replaced_by) == (
            queries.Standing.REPLACED,
            "姓名有误",
            shown(new.code),
        )
        assert issue().serial == 3

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_needs_a_reason(self, reason: str) -> None:
        with pytest.raises(Refused, match="why"):
            actions.void(code=issue().code, reason=reason, now=NOW)

    def test_happens_once_and_not_by_itself(self) -> None:
        row = issue()
        with pytest.raises(Refused, match="itself"):
            actions.void(code=row.code, reason="错", now=NOW, replaced_by=row.code)
        actions.void(code=row.code, reason="错", now=NOW)
        with pytest.raises(Refused, match="already"):
            actions.void(code=row.code, reason="错", now=NOW)

    def test_half_done_is_refused_by_the_database(self) -> None:
        row = issue()
        for wrong in ({"void_at": NOW}, {"sealed_at": NOW}, {"replaced_by": row.pk}, {"digest": "0" * 64}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Issued.objects.filter(pk=row.pk).update(**wrong)


class TestACode:
    def test_is_forgiven_how_it_is_typed(self) -> None:
        assert typed(" 7k2m-9qxp 4tra—zwl0") == "7K2M9QXP4TRAZW10"
        assert typed("7K2M-9QXP-4TRA-ZWOI") == "7K2M9QXP4TRAZW01"

    @pytest.mark.parametrize(
        "text", ["", "7K2M", "7K2M-9QXP-4TRA-ZWU1", "7" * 10_000, "７K2M-9QXP-4TRA-ZW81", "\0" * 16]
    )
    def test_that_cannot_be_one_is_none(self, text: str) -> None:
        assert typed(text) == ""

    def test_is_new_each_time_and_read_back_as_printed(self) -> None:
        codes = {new_code() for _ in range(2000)}
        assert len(codes) == 2000
        assert {sign for code in codes for sign in code} == set(ALPHABET)
        assert all(typed(shown(code)) == code for code in codes)


class TestADocumentAsJson:
    @pytest.mark.parametrize("kind", list(DocumentKind))
    def test_comes_back_equal(self, kind: DocumentKind) -> None:
        document = paper(kind, title=Text("小餐饮经营许可证", "Small Catering Licence"))
        assert unpacked(packed(document)) == document
        assert unpacked(packed(paper(kind, due_on=None))).due_on is None
