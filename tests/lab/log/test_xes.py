"""XES in: the compiled scan against an XML parser, on files made by hand and at random, sound and hostile."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.refusal import Refused
from jianzheng.lab.log import xes, xes_slow
from jianzheng.lab.log.gathered import Gathered
from jianzheng.lab.log.log import NEVER, SECOND
from jianzheng.lab.log.read import read
from jianzheng.lab.log.report import Cancelled, Imported, Oddity, Report
from tests.lab.made import written

TWO = """<?xml version="1.0" encoding="UTF-8"?>
<!-- <trace> in a comment is none -->
<log xes.version="1.0">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <float key="meta" value="1"><float key="deeper" value="2"/></float>
  <trace>
    <string key="concept:name" value="A &amp; B"/>
    <date key="deadline" value="2024-02-01"/>
    <event><string key="concept:name" value='受理'/><date key="time:timestamp" value="2024-01-02T09:00:00.5+08:00"/>
      <string key="org:resource" value="Wang"><string key="nested" value="x"/></string></event>
    <event><date value="2024-01-02T00:30:00Z" key="time:timestamp"/><string key="concept:name" value="&#x5BA1;查"/></event>
  </trace>
  <trace><string key="concept:name" value="C"/>
    <event><string key="concept:name" value="受理"/></event>
    <event><string key="concept:name" value="&lt;x>"/><date key="time:timestamp" value="yesterday"/></event>
  </trace>
  <trace><string key="concept:name" value="empty"/></trace>
</log>"""


def file(folder: Path, text: str | bytes) -> Path:
    """A file with that content."""
    path = folder / "log.xes"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def slowly(path: Path) -> Imported:
    """The same file by the XML parser alone."""
    log = Gathered("UTC")
    with path.open("rb") as opened:
        xes_slow.gather(xes.utf8(opened), log, lambda done: None)
    return log.imported(Report(format="XES"))


class TestAnXesFile:
    def test_is_read_to_the_last_attribute(self, tmp_path: Path) -> None:
        """Entities, zones, fractions, nested attributes, an empty trace, events without a time or with a wrong one."""
        found = read(file(tmp_path, TWO))
        at = 1_704_155_400 * SECOND
        date = {"deadline": 1_706_745_600 * SECOND}
        assert written(found.log) == [
            ("A & B", "审查", at, None, None, {}, {}, {}, date),
            ("A & B", "受理", at + 1800 * SECOND + 500_000, None, "Wang", {}, {}, {}, date),
            ("C", "受理", NEVER, None, None, {}, {}, {}, {"deadline": NEVER}),
            ("C", "<x>", NEVER, None, None, {}, {}, {}, {"deadline": NEVER}),
        ]
        odd = {kind: count for kind, (count, _) in found.report.odd.items()}
        assert odd == {Oddity.NESTED: 1, Oddity.BAD_TIME: 1, Oddity.NO_TIME: 1, Oddity.EMPTY_CASE: 1}

    def test_is_the_same_by_the_xml_parser(self, tmp_path: Path) -> None:
        """The slow twin."""
        path = file(tmp_path, TWO)
        assert written(slowly(path).log) == written(read(path).log)
        assert slowly(path).report == read(path).report

    def test_is_the_same_packed(self, tmp_path: Path) -> None:
        """Whatever it is called."""
        packed = file(tmp_path, gzip.compress(TWO.encode()))
        found = written(read(packed).log)
        assert found == written(read(file(tmp_path, TWO)).log)

    @pytest.mark.parametrize("code", ["gb18030", "utf-16", "iso-8859-1"])
    def test_is_read_in_the_encoding_it_names(self, tmp_path: Path, code: str) -> None:
        """GBK towns, Windows and old Europe."""
        word = "überprüft" if code.startswith("iso") else "审核"
        event = f"<event><string key='concept:name' value='{word}'/></event>"
        text = f"<?xml version='1.0' encoding='{code}'?><log><trace>{event}</trace></log>"
        found = read(file(tmp_path, text.encode(code)))
        assert found.log.activity.names == (word,)
        assert found.log.cases == ["#1"] and Oddity.UNNAMED in found.report.odd

    def test_with_two_traces_of_one_name_makes_one_case(self, tmp_path: Path) -> None:
        """And says so."""
        one = '<trace><string key="concept:name" value="x"/><event><string key="concept:name" value="a"/></event></trace>'
        found = read(file(tmp_path, f"<log>{one}{one}</log>"))
        assert (len(found.log), found.log.events) == (1, 2)
        assert found.report.odd == {Oddity.SAME_CASE: (1, ("x",)), Oddity.NO_TIME: (2, ())}

    def test_is_the_same_in_blocks_of_any_size(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A block ends where a trace ends."""
        whole = written(read(file(tmp_path, TWO)).log)
        for size in (7, 100, 1000):
            monkeypatch.setattr(xes, "BLOCK", size)
            assert written(read(file(tmp_path, TWO)).log) == whole

    def test_can_be_stopped_on_the_way(self, tmp_path: Path) -> None:
        """Nothing is kept."""
        with pytest.raises(Cancelled):
            read(file(tmp_path, TWO), progress=lambda done, whole: False)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿"), max_size=8
)
DATES = st.one_of(
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.sampled_from(
        ["2024-02-30", "2024-01-01T25:00", "2024-13-01", "", "2024-06-01 07:08:09,25+0530", " 2024-01-01Z"]
    ),
)


@st.composite
def document(draw: st.DrawFn) -> str:
    """A log with all the liberties XML leaves."""
    space = st.sampled_from(
        ["", " ", "\n\t", "<!-- a > <b> -->", "<!---->", "<![CDATA[<event>]]>", "<?pi x?>"]
    )

    def attribute(level: str) -> str:
        kind, key = (
            draw(st.sampled_from(["string", "date", "int", "id"])),
            draw(st.sampled_from(["concept:name", "time:timestamp", "org:resource", "odd &amp; key", level])),
        )
        value = draw(DATES if kind == "date" else TEXTS)
        pair = [f'key="{key}"', f" value={quoteattr(value)}"]
        text = f"<{kind} {' '.join(draw(st.permutations(pair)))}"
        if draw(st.booleans()):
            return text + "/>"
        inner = '<string key="deep" value="y"/>' if draw(st.booleans()) else ""
        return f"{text}>{draw(space)}{inner}</{kind}>"

    def several(what: str, inside: str = "") -> str:
        return "".join(draw(space) + (attribute(what)) for _ in range(draw(st.integers(0, 3)))) + inside

    traces = []
    for _ in range(draw(st.integers(1, 3))):
        events = "".join(
            draw(st.sampled_from(["<event>", "<event >", '<event id="7">'])) + several("e") + "</event>"
            for _ in range(draw(st.integers(0, 3)))
        )
        traces.append("<trace>" + several("t") + draw(space) + events + "<event/>" + "</trace >")
    head = draw(st.sampled_from(["", "<?xml version='1.0'?>", "\ufeff"]))
    body, tail = draw(space) + "".join(traces), draw(st.sampled_from(["", " ", "<!-- x -->"]))
    return f'{head}<log xmlns="http://www.xes-standard.org/">{body}</log>{tail}'


class TestAnyXesFile:
    @given(text=document())
    def test_is_what_the_xml_parser_says(self, text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Column by column."""
        path = file(tmp_path_factory.mktemp("any"), text)
        try:
            slow = slowly(path)
        except Refused as refused:
            assert "No events" in refused.en
            return
        quick = read(path)
        assert written(quick.log) == written(slow.log)
        assert {k: n for k, (n, _) in quick.report.odd.items()} == {
            k: n for k, (n, _) in slow.report.odd.items()
        }


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><log>&b;</log>'
FOREIGN = '<!DOCTYPE log SYSTEM "file:///etc/passwd"><log><trace><event/></trace></log>'


class TestAHostileFile:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("", "empty"),
            ("<log></log>", "No events"),
            ("<html><body>not a log</body></html>", "No events"),
            (TWO[:900], "line"),
            (TWO.replace("</event>", "", 1), "line"),
            (BOMB, "DOCTYPE"),
            (FOREIGN, "DOCTYPE"),
            (b"\x00\x01\x02", "neither"),
            ("<?xml version='1.0' encoding='no-such'?><log/>", "no-such"),
            (gzip.compress(TWO.encode())[:200], "cut off"),
            (gzip.compress(TWO.encode())[:-9] + b"damaged!!", "cut off"),
        ],
    )
    def test_is_refused_with_a_word_on_what_to_do(self, tmp_path: Path, text: str | bytes, word: str) -> None:
        """Empty, foreign, cut off, an entity bomb, a reference to a file of ours."""
        with pytest.raises(Refused, match=word):
            read(file(tmp_path, text))

    def test_that_is_not_there_is_said_so(self, tmp_path: Path) -> None:
        """The path is named."""
        with pytest.raises(Refused, match="nowhere"):
            read(tmp_path / "nowhere.xes")
