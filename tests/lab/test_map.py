"""The process map shows what happens most, hangs together, and goes from start to end."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given

from jianzheng.lab.analysis.drawing import lasting, svg
from jianzheng.lab.discover.map import END, START, Map
from jianzheng.lab.follows import Follows
from tests.lab.logs import Cases, cases, compiling, log_of, real, way


def drawn(rows: Cases, activities: int = 20, arcs: int = 40) -> Map:
    """The map of some cases."""
    return Map.of(Follows.of(log_of(rows)), activities, arcs)


class TestAMap:
    def test_goes_from_start_to_end(self) -> None:
        made = drawn([way(str(n), "abc") for n in range(5)] + [way("x", "ac")])
        assert [(node.name, node.spot[0]) for node in made.nodes] == [
            (START, 0),
            ("a", 1),
            ("b", 2),
            ("c", 3),
            (END, 4),
        ]
        arcs = {(arc.before, arc.after): arc for arc in made.arcs}
        assert (arcs["a", "b"].n, arcs["a", "b"].median, arcs["a", "b"].via) == (5, 60_000_000, ())
        assert (arcs[START, "a"].n, arcs[START, "a"].median) == (6, None)
        assert len(arcs["a", "c"].via) == 1

    def test_shows_the_way_back_as_a_loop(self) -> None:
        made = drawn([*(way(str(n), "abc") for n in range(5)), way("back", "abcabc"), way("twice", "abbc")])
        assert [(arc.before, arc.after) for arc in made.arcs if arc.back] == [("b", "b"), ("c", "a")]

    def test_leaves_out_what_is_rare_and_says_so(self) -> None:
        made = drawn([*(way(str(n), "ab") for n in range(5)), way("rare", "acb")], activities=2)
        assert {node.name for node in made.nodes} == {START, "a", "b", END}
        assert (made.hidden, made.unseen) == (1, 2)

    @compiling
    @given(cases())
    def test_hangs_together_whatever_the_log(self, rows: Cases) -> None:
        follows = Follows.of(log_of(rows))
        made = Map.of(follows, 4, 3)
        spots = [node.spot for node in made.nodes] + [spot for arc in made.arcs for spot in arc.via]
        assert len(spots) == len(set(spots))
        layer = {node.name: node.spot[0] for node in made.nodes}
        for arc in made.arcs:
            assert arc.back == (layer[arc.before] >= layer[arc.after])
            assert len(arc.via) == max(0, abs(layer[arc.after] - layer[arc.before]) - 1)
        shown = set(layer)
        pairs = {(edge.before, edge.after) for edge in follows.edges()} | {
            (START, name) for name, n in zip(follows.names, follows.starts, strict=True) if n
        }
        could = {b for a, b in pairs if a != b and {a, b} <= shown}
        reached = {arc.after for arc in made.arcs if arc.before != arc.after}
        assert reached - {END} == could - {END}

    def test_of_four_hundred_activities_is_still_one_page(self) -> None:
        made = Map.of(Follows.of(real("BPIC15_1.xes.gz")), 16, 28)
        assert len(made.nodes) <= 18
        assert made.hidden == 398 - 16


class TestTheDrawing:
    def test_is_an_svg_that_names_what_it_shows(self) -> None:
        made = drawn([way("1", "abbc"), way("2", "acba")])
        picture = ET.fromstring(svg(made, alone=True))
        titles = [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]
        assert sorted(str(title) for title in titles) == ["a", "b", "c"]

    def test_of_nothing_is_nothing(self) -> None:
        assert svg(Map((), (), 0, 0)) == ""

    def test_says_times_in_the_unit_that_suits(self) -> None:
        assert [lasting(s * 1e6) for s in (3, 90, 7200, 200_000)] == ["3 s", "1.5 min", "2.0 h", "2.3 d"]
