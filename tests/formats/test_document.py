"""Official papers as PDF/A: what independent programs read in them, and that the same value is the same file."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from jianzheng.core.document import DocumentKind
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.document import SEAL_BOX, pdf, qr
from tests.paper_cast import paper, program

LONG = tuple(
    (Text(f"材料{n}", f"Material {n}"), Text("缺少签章" * 20, "Signature is missing " * 8)) for n in range(60)
)


@pytest.fixture
def kept(tmp_path: Path):
    """Write a document's PDF and answer its path."""

    def keep(kind: DocumentKind, **changed: object) -> Path:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf(paper(kind, **changed)))
        return path

    return keep


class TestAPaper:
    @pytest.mark.parametrize("kind", list(DocumentKind))
    def test_is_short_pdf_a_2b_and_says_what_it_must(self, kind: DocumentKind, kept) -> None:
        path = kept(kind)
        content = path.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in content
        text = re.sub(r"\s", "", program("pdftotext", "-layout", path, "-"))
        for words in (
            kind.label.zh,
            "李晓明",
            "杏山市行政审批局",
            "2026年11月23日",
            "杏审受〔2026〕7号",
            "7K2M-9QXP-4TRA-ZW81",
        ):
            assert words in text
        assert re.sub(r"\s", "", kind.label.en) in text
        assert re.search(r"^Pages:\s+1$", program("pdfinfo", path), re.MULTILINE)

    def test_has_every_font_inside(self, kept) -> None:
        rows = program("pdffonts", kept(DocumentKind.LICENCE)).splitlines()[2:]
        assert any("SC" in row or "CJK" in row for row in rows)
        assert [row for row in rows if " yes yes " not in row] == []

    def test_of_the_same_value_is_the_same_file(self) -> None:
        assert pdf(paper(DocumentKind.REFUSAL)) == pdf(paper(DocumentKind.REFUSAL))
        assert pdf(paper(DocumentKind.REFUSAL)) != pdf(
            paper(DocumentKind.REFUSAL, number="杏审不准〔2026〕8号")
        )

    def test_with_a_long_list_flows_on_and_loses_nothing(self, kept) -> None:
        path = kept(DocumentKind.NOTICE, lines=LONG)
        text = program("pdftotext", "-layout", path, "-")
        assert all(f"Material {n}" in text for n in range(60))
        assert int(re.findall(r"Pages:\s+(\d+)", program("pdfinfo", path))[0]) > 3

    @pytest.mark.parametrize("lines", [(), LONG[:1], LONG[:7], LONG[:8], LONG[:9], LONG[:10], LONG])
    def test_names_its_organ_where_the_seal_will_be(self, lines, kept) -> None:
        path = kept(DocumentKind.ACCEPTANCE, lines=lines)
        pages = re.findall(r"Pages:\s+(\d+)", program("pdfinfo", path))[0]
        left, low, right, high = (str(round(point)) for point in SEAL_BOX)
        top = str(842 - int(high))
        box = ("-x", left, "-y", top, "-W", str(int(right) - int(left)), "-H", str(int(high) - int(low)))
        inside = program("pdftotext", "-f", pages, "-l", pages, *box, path, "-")
        assert "2026 年 11 月 23 日" in inside or "2026年11月23日" in inside.replace(" ", "")

    def test_has_its_date_in_the_free_middle_of_the_seal(self, kept) -> None:
        path = kept(DocumentKind.DECISION, issued_on=dt.date(2026, 12, 31))
        words = program("pdftotext", "-bbox", path, "-")
        xs = [
            float(x)
            for line in words.splitlines()
            if any(f">{part}<" in line for part in ("2026年12月31日", "2026-12-31"))
            for x in re.findall(r'x(?:Min|Max)="([\d.]+)"', line)
        ]
        middle, free = (SEAL_BOX[0] + SEAL_BOX[2]) / 2, 27 / 25.4 * 72
        assert len(xs) == 4
        assert all(abs(x - middle) <= free / 2 for x in xs)

    def test_says_a_day_once(self, kept) -> None:
        day = Text("承诺 2026年12月21日", "promised 2026-12-21")
        text = program("pdftotext", kept(DocumentKind.ACCEPTANCE, lines=((Text("期限", "Term"), day),)), "-")
        assert text.count("2026-12-21") == 1 and "应于此日前办结" not in text

    def test_takes_markup_and_control_characters_as_text(self, kept) -> None:
        attack = '#read("/etc/passwd") $x$ *b* <label> @cite \\ "quoted" [c]'
        path = kept(DocumentKind.REFUSAL, addressee=attack, paragraphs=(Text(attack, attack),))
        text = re.sub(r"\s", "", program("pdftotext", "-layout", path, "-"))
        assert text.count(re.sub(r"\s", "", '#read("/etc/passwd")$x$*b*<label>@cite')) == 2

    def test_prints_a_rare_name(self, kept) -> None:
        assert "㛃𰻝𬭎" in program("pdftotext", kept(DocumentKind.LICENCE, addressee="㛃𰻝𬭎"), "-")

    def test_with_a_sign_that_no_font_has_is_refused_in_words(self, kept) -> None:
        with pytest.raises(Refused, match="JIANZHENG_FONTS"):
            kept(DocumentKind.LICENCE, addressee="\ufdfa")

    def test_drops_signs_that_turn_its_words_around(self, kept) -> None:
        text = program("pdftotext", kept(DocumentKind.LICENCE, addressee="李\x07\u202e晓\u200b明\u2066"), "-")
        assert "李晓明" in text


class TestTheQrCode:
    def test_is_a_picture_of_lines_only(self) -> None:
        drawn = qr("https://xingshan.example/portal/verify/7K2M")
        assert drawn.startswith("<svg")
        assert "<script" not in drawn
        assert drawn == qr("https://xingshan.example/portal/verify/7K2M")


class TestHowToObject:
    @pytest.mark.parametrize("length", [0, 1, 3, 8])
    def test_stands_in_one_piece_with_the_signature_never_alone(self, length: int, tmp_path: Path) -> None:
        reasons = [Text("经核查申请材料系伪造，不符合规定的条件，情况属实并经过复核确认。" * 2)] * length
        rows = [(Text(f"事实{n}", f"Fact {n}"), Text("内容", "what it says")) for n in range(5)]
        told = (
            Text("可以申请行政复议，也可以提起行政诉讼。" * 2, "You may object."),
            Text("起诉期限：六个月", "six months"),
        )
        made = paper(
            DocumentKind.REVOCATION,
            lines=tuple(rows),
            paragraphs=tuple(reasons) or (Text("理由"),),
            remedies=told,
        )
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf(made))
        *before, last = program("pdftotext", str(path), "-").split("\f")[:-1]
        assert all(word in last for word in ("救济途径", "起诉期限", "依据", "扫码"))
        assert not any("救济途径" in page for page in before)
