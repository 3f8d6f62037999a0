"""Verification: anyone with the code learns whether the paper is genuine, and nothing about the person it is for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jianzheng.apps.papers import actions, queries
from jianzheng.apps.papers.codes import shown
from jianzheng.apps.papers.models import Issued
from jianzheng.core.document import DocumentKind
from tests.formats import forged, hostile
from tests.paper_cast import NOW, ORGAN, paper

# Larger files are refused by the frame, before the page is asked.
HOSTILE = [file for file in hostile.directory() if file.why not in ("is empty", "is too large")][::5]


def issued(kind: DocumentKind = DocumentKind.LICENCE) -> Issued:
    """An issued document that is not sealed yet."""
    return actions.issue(document=paper(kind, number="", verify_url="", verify_code=""), organ=ORGAN, now=NOW)


def compare(code: str, content: bytes, name: str = "证.pdf") -> str:
    """The page after a file was sent to it."""
    file = SimpleUploadedFile(name, content, "application/pdf")
    return Client().post(f"/portal/verify/{code}", {"file": file}).text


@pytest.mark.django_db
class TestThePage:
    def test_shows_the_paper_and_hides_the_person(self) -> None:
        row = issued()
        answer = Client().get(f"/portal/verify/{shown(row.code)}")
        for words in (
            "行政许可证件",
            row.number,
            "杏山市行政审批局",
            "2026-11-23",
            "小餐饮经营许可",
            "李*明",
            "有效",
        ):
            assert words in answer.text
        assert "李晓明" not in answer.text
        assert "小餐饮经营</" not in answer.text
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_is_where_the_qr_code_leads(self) -> None:
        kept = queries.by_code(issued().code)
        assert kept is not None
        assert kept.document.verify_url.endswith(f"/portal/verify/{kept.code}")
        assert Client().get(f"/portal/verify/{kept.code}").status_code == 200

    def test_of_a_void_paper_says_so_first(self) -> None:
        old, new = issued(), issued()
        actions.void(code=old.code, reason="姓名有误", now=NOW, replaced_by=new.code)
        text = Client().get(f"/portal/verify/{old.code}").text
        assert "已被新文书代替" in text and "姓名有误" in text and f"/portal/verify/{shown(new.code)}" in text
        assert "jz-valid" not in text

    @pytest.mark.parametrize(
        ("kind", "words"),
        [(DocumentKind.REVOCATION, "已撤销，不再有效"), (DocumentKind.RECALL, "已撤回，不再有效")],
    )
    def test_of_a_licence_taken_back_says_so_and_leads_to_that_decision(
        self, kind: DocumentKind, words: str
    ) -> None:
        licence, because = actions.seal(code=issued().code, now=NOW), issued(kind)
        actions.void(code=licence.code, reason="申请材料系伪造", now=NOW, replaced_by=because.code)
        text = Client().get(f"/portal/verify/{licence.code}").text
        assert words in text and "查看作出该决定的文书" in text and "jz-valid" not in text
        # The file itself is genuine; the page must not let that hide that it counts no more.
        text = compare(licence.code, queries.pdf_of(licence.code))
        assert words in text and "逐字节相同" in text and "但不再有效" in text
        assert "jz-standing jz-valid" not in text

    def test_of_a_licence_whose_time_is_over_says_so(self) -> None:
        over = paper(
            DocumentKind.LICENCE, number="", verify_url="", verify_code="", valid_until=dt.date(2020, 1, 1)
        )
        row = actions.seal(code=actions.issue(document=over, organ=ORGAN, now=NOW).code, now=NOW)
        text = compare(row.code, queries.pdf_of(row.code))
        assert "已过有效期" in text and "2020-01-01" in text and "但不再有效" in text
        assert "jz-standing jz-valid" not in text

    def test_of_a_licence_says_until_when_it_is_valid(self) -> None:
        assert "2026年11月23日至2029年11月22日" in Client().get(f"/portal/verify/{issued().code}").text

    @pytest.mark.parametrize("code", ["7K2M-9QXP-4TRA-ZW81", "x", "<script>", "0" * 16, "'; DROP TABLE--"])
    def test_of_an_unknown_code_says_what_to_do(self, code: str) -> None:
        answer = Client().get(f"/portal/verify/{code}")
        assert answer.status_code == 404
        assert "没有这个验证码" in answer.text and 'role="alert"' in answer.text
        assert "<script>x" not in answer.text and "<script></" not in answer.text

    def test_speaks_english_when_asked(self) -> None:
        client = Client()
        client.cookies["language"] = "en"
        text = client.get(f"/portal/verify/{issued().code}").text
        assert "Small catering licence" in text and "Xingshan Approval Bureau" in text
        assert "Is the file in your hand the same?" in text


@pytest.mark.django_db
class TestTheForm:
    def test_leads_to_the_paper_however_the_code_is_typed(self) -> None:
        row = issued()
        code = shown(row.code)
        for text in (code, row.code.lower(), f" {code.replace('-', ' ')} "):
            assert (
                Client().get("/portal/verify/", {"code": text}).headers["Location"]
                == f"/portal/verify/{code}"
            )

    @pytest.mark.parametrize("text", ["123", "<img src=x>", "\0"])
    def test_keeps_what_was_typed_and_says_what_to_do(self, text: str) -> None:
        answer = Client().get("/portal/verify/", {"code": text})
        assert answer.status_code == 404
        assert "没有这个验证码" in answer.text and "<img src=x>" not in answer.text

    def test_is_open_to_strangers_and_asks_nothing_else(self) -> None:
        assert Client().get("/portal/verify/").status_code == 200


@pytest.mark.django_db
class TestAFileInTheHand:
    def test_that_was_issued_is_the_same(self) -> None:
        row = actions.seal(code=issued().code, now=NOW)
        text = compare(row.code, queries.pdf_of(row.code))
        assert "逐字节相同" in text and "jz-standing jz-valid" in text
        assert "杏山市行政审批局 DEMO 演示" in text

    def test_that_was_changed_is_not_to_be_relied_on(self) -> None:
        row = actions.seal(code=issued().code, now=NOW)
        changed = bytearray(queries.pdf_of(row.code))
        changed[changed.index(b"stream") + 20] ^= 1
        assert "请勿采信" in compare(row.code, bytes(changed))

    def test_of_another_paper_is_told_apart(self) -> None:
        one, two = (actions.seal(code=issued().code, now=NOW) for _ in range(2))
        assert "不是这一份" in compare(one.code, queries.pdf_of(two.code))

    def test_without_seal_cannot_be_compared(self) -> None:
        row = actions.seal(code=issued().code, now=NOW)
        scan = forged.pdf(forged.CATALOGUE % b"", forged.PAGES)
        assert "没有电子印章" in compare(row.code, scan)

    def test_comes_too_early(self) -> None:
        assert "还在制作中" in compare(issued().code, forged.pdf(forged.CATALOGUE % b"", forged.PAGES))

    @pytest.mark.once
    @pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.why)
    def test_that_is_hostile_is_refused_in_words(self, file: hostile.Hostile) -> None:
        row = actions.seal(code=issued().code, now=NOW)
        assert 'role="alert"' in compare(row.code, file.content, "a.pdf")

    def test_that_is_refused_is_called_by_its_own_name(self) -> None:
        row = actions.seal(code=issued().code, now=NOW)
        text = compare(row.code, b"MZ" + b"\0" * 200, "我的许可证.pdf")
        assert "我的许可证.pdf" in text and "paper.pdf" not in text

    def test_that_was_forgotten_is_asked_for(self) -> None:
        answer = Client().post(f"/portal/verify/{issued().code}")
        assert answer.status_code == 422 and "请先选择文件" in answer.text


class TestInABrowser:
    @pytest.mark.parametrize(("wide", "language"), [(1440, "zh-hans"), (390, "en")])
    def test_it_can_be_seen_and_used(self, page, live_server, axe, picture, tmp_path, wide, language) -> None:
        row = actions.seal(code=issued().code, now=NOW)
        file = tmp_path / "licence.pdf"
        file.write_bytes(queries.pdf_of(row.code))
        page.set_viewport_size({"width": wide, "height": 900})
        page.goto("/portal/verify/")
        page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
        page.reload()
        page.locator("#code").fill(row.code.lower())
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/portal/verify/{shown(row.code)}")
        assert axe() == []
        page.locator("#file").set_input_files(file)
        page.locator("form:has(#file) button").click()
        page.locator("[role=status]").wait_for()
        assert axe() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(f"portal-verify-{wide}-{language}")
