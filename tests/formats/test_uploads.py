"""Uploads: good files of every kind are taken, a directory of hostile ones is not, in bounded time and memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianzheng.core.document import DocumentKind
from jianzheng.formats import document
from jianzheng.formats.uploads import check
from jianzheng.formats.uploads_kind import FileKind, NotTaken
from jianzheng.formats.uploads_names import clean
from jianzheng.formats.workbook import template
from tests.formats import forged, hostile
from tests.formats.forged import MEGABYTE
from tests.paper_cast import paper

MOST = 20 * MEGABYTE
HOSTILE = hostile.directory()
PLAIN_PDF = forged.pdf(forged.CATALOGUE % b"", forged.PAGES)


def good() -> dict[str, tuple[FileKind, bytes]]:
    """Honest files of every kind, from several makers."""
    return {
        "许可证.pdf": (FileKind.PDF, document.pdf(paper(DocumentKind.LICENCE))),
        "by hand.PDF": (FileKind.PDF, PLAIN_PDF + b"\r\n\0\0"),
        "packed.pdf": (
            FileKind.PDF,
            forged.pdf(forged.CATALOGUE % b"", forged.PAGES, forged.packed(b"3 0 <</S/GoTo/D[1 0 R/Fit]>>")),
        ),
        "平面图.png": (FileKind.PNG, forged.png(4000, 3000)),
        "照片.jpg": (FileKind.JPEG, forged.jpeg(8160, 6120)),
        "photo.JPEG": (FileKind.JPEG, forged.jpeg()),
        "申请表.docx": (
            FileKind.DOCX,
            forged.archive({**forged.WORD, "word/media/image1.png": forged.png()}),
        ),
        "有附件.docx": (
            FileKind.DOCX,
            forged.archive({**forged.WORD, "word/_rels/document.xml.rels": forged.HONEST}),
        ),
        "清单.xlsx": (FileKind.XLSX, template()),
        "发票.ofd": (FileKind.OFD, forged.archive(forged.OFD)),
        "说明.txt": (FileKind.TEXT, "面积 < 60 平方米，人数 > 3".encode("gb18030")),
        "名单.csv": (FileKind.TEXT, "﻿姓名,面积\r\n李晓明,58\r\n".encode()),
        "收支.csv": (FileKind.TEXT, "﻿电话,增减\r\n+86 139 0000 0000,-58\r\na=b,@处\r\n".encode()),
        "谈DDE.docx": (
            FileKind.DOCX,
            forged.archive({**forged.WORD, "word/document.xml": b"<w:t>DDE 2</w:t>"}),
        ),
    }


class TestAGoodFile:
    @pytest.mark.parametrize("name", sorted(good()))
    def test_is_taken_for_what_it_is(self, name: str) -> None:
        kind, content = good()[name]
        taken = check(name, content, MOST)
        assert taken.kind is kind
        assert taken.name.lower() == name.lower()
        assert taken.content == content

    def test_of_a_real_browser_is_taken(self, browser) -> None:
        tab = browser.new_page()
        tab.set_content("<h1>租赁合同</h1><p>第一条 <a href='https://x.example'>地址</a></p>" * 40)
        pdf, picture, photo = tab.pdf(), tab.screenshot(), tab.screenshot(type="jpeg")
        tab.close()
        assert check("合同.pdf", pdf, MOST).content == pdf
        assert check("截图.png", picture, MOST).content == picture
        assert check("照片.jpg", photo, MOST).content == photo

    def test_that_is_a_sealed_paper_is_taken(self, tmp_path: Path) -> None:
        from jianzheng.links.seal.authority import DemoSeal
        from tests.paper_cast import NOW, ORGAN

        made = DemoSeal(tmp_path).seal(
            document.pdf(paper(DocumentKind.LICENCE)), ORGAN, document.SEAL_BOX, NOW
        )
        assert check("许可证.pdf", made, MOST).kind is FileKind.PDF

    def test_of_a_phone_loses_the_film_behind_the_picture(self) -> None:
        assert (
            check("a.jpg", forged.jpeg(after=b"\0\0\0\x18ftypmp42" + b"film" * 99), MOST).content
            == forged.jpeg()
        )

    @pytest.mark.parametrize("word", ["BMW 汽车清单", "MZ 街道", "RIFFLE", "%PD", "PNG"])
    def test_of_text_may_begin_with_any_word(self, word: str) -> None:
        assert check("a.txt", f"{word}\n内容".encode(), MOST).kind is FileKind.TEXT


class TestAHostileFile:
    def test_comes_in_many_kinds(self) -> None:
        assert len(HOSTILE) >= 70
        assert len({(file.name, file.why) for file in HOSTILE}) == len(HOSTILE)

    @pytest.mark.parametrize("file", HOSTILE, ids=lambda file: f"{file.name.encode().hex()[-4:]} {file.why}")
    def test_is_refused_in_both_languages_quickly_and_with_little_memory(self, file: hostile.Hostile) -> None:
        content = file.content
        tracemalloc.start()
        began = time.thread_time()
        with pytest.raises(NotTaken) as refused:
            check(file.name, content, MOST)
        took = time.thread_time() - began
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "请" in refused.value.zh and refused.value.en.rstrip().endswith(".")
        assert took < 2
        assert peak < 100 * MEGABYTE

    def test_with_another_kinds_name_is_called_by_its_own(self) -> None:
        with pytest.raises(NotTaken, match=r"其实是PNG 图片.*really a PNG picture"):
            check("plan.pdf", forged.png(), MOST)

    def test_with_a_page_of_bombs_costs_no_more_than_its_bound(self) -> None:
        bomb = forged.packed(b"\0" * (30 * MEGABYTE))
        with pytest.raises(NotTaken, match="unpacks to too much"):
            check("a.pdf", forged.pdf(forged.CATALOGUE % b"", forged.PAGES, *[bomb] * 50), MOST)


class TestDamage:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(sorted(good())), st.integers(0, 10**6), st.integers(0, 255), st.integers(0, 10**6))
    def test_anywhere_is_taken_or_refused_and_never_breaks(
        self, name: str, place: int, byte: int, cut: int
    ) -> None:
        content = bytearray(GOOD[name][1])
        content[place % len(content)] = byte
        for damaged in (bytes(content), bytes(content[: cut % len(content)])):
            try:
                check(name, damaged, MOST)
            except NotTaken:
                continue

    @settings(max_examples=200, deadline=None)
    @given(
        st.binary(max_size=400),
        st.sampled_from([b"", b"%PDF-1.7", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]),
    )
    def test_of_everything_is_refused_or_taken_in_words(self, rest: bytes, start: bytes) -> None:
        try:
            check("a.pdf", start + rest, MOST)
        except NotTaken as refused:
            assert refused.zh and refused.en


GOOD = good()


class TestAName:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd.png", "passwd.png"),
            ("C:\\Users\\li\\平面图.png", "平面图.png"),
            ("plan\u202egnp.png", "plangnp.png"),
            ("a\0b\r\nc\u200b.png", "abc.png"),
            ("plan.exe.png", "plan_exe.png"),
            (".pdf", "文件.pdf"),
            (" ..pdf", "文件.pdf"),
            ("合同 v1.2.png", "合同 v1.2.png"),
            ("a.tar.html.svg.png", "a.tar_html_svg.png"),
            ('a<b>"c|d?*.png', "a_b__c_d.png"),
            ("CON.png", "_CON.png"),
            ("...png", "文件.png"),
            (".png", "文件.png"),
            ("<>.png", "文件.png"),
            ("é.png", "é.png"),
        ],
    )
    def test_is_made_harmless(self, name: str, shown: str) -> None:
        assert clean(name)[0] == shown

    @given(st.text(max_size=400))
    def test_of_any_kind_ends_up_short_and_plain(self, name: str) -> None:
        shown, ending = clean(name)
        assert 0 < len(shown) <= 130
        assert len(shown.encode()) <= 255
        assert not set(shown) & set('/\\<>:"|?*\0\r\n\u202e\u200b')
        assert not shown.startswith(".")
        assert clean(shown) == (shown, ending)


class TestTheBound:
    def test_of_size_is_exact(self) -> None:
        content = b"x" * 1000
        assert check("a.txt", content, 1000)
        with pytest.raises(NotTaken, match="at most"):
            check("a.txt", content, 999)

    def test_lets_a_large_honest_workbook_through(self) -> None:
        rows = b"<row><c><v>12.50</v></c></row>" * 400_000
        book = forged.archive(
            {**forged.BOOK, "xl/worksheets/sheet1.xml": rows[: 40 * MEGABYTE]}, zipfile.ZIP_STORED
        )
        assert check("a.xlsx", book, MOST).kind is FileKind.XLSX
