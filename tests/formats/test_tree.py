"""Plain YAML and JSON become a tree with lines; what makes bombs, or would be lost, is refused where it stands."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.tree import DEEPEST, Item, tree

scalars = (
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8) | st.floats(-1e9, 1e9)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


def plain(item: Item) -> Any:
    """A tree without its lines."""
    if isinstance(item.value, dict):
        return {key: plain(inner) for key, inner in item.value.items()}
    return [plain(inner) for inner in item.value] if isinstance(item.value, list) else item.value


def refused(text: str) -> tuple[Problem, ...]:
    """The problems of a text that is not taken."""
    with pytest.raises(Unreadable) as caught:
        tree(text, "x.yaml", [])
    return caught.value.problems


class TestATree:
    @settings(max_examples=300, deadline=None)
    @given(st.lists(values, max_size=3), st.booleans(), st.sampled_from([None, 1, "\t"]))
    def test_of_json_is_what_json_means(self, value: Any, escaped: bool, indent: int | str | None) -> None:
        text = json.dumps(value, ensure_ascii=escaped, indent=indent)
        try:
            text.encode()
            lone = any(0xD800 <= ord(mark) <= 0xDFFF for mark in str(json.loads(text)))
        except UnicodeEncodeError:
            lone = True
        if lone:
            return
        assert plain(tree(text, "x.json", [])) == value

    def test_knows_the_line_of_every_value(self) -> None:
        root = tree("a: 1\nb:\n  - x\n  - {c: 2}\n", "x", [])
        assert [root.value["a"].line, root.value["b"].value[1].value["c"].line] == [1, 4]

    def test_keeps_what_is_printed_beside_what_it_means(self) -> None:
        code = tree("code: 007", "x", []).value["code"]
        assert (code.value, code.printed) == (7, "007")

    @pytest.mark.parametrize("word", ["yes", "no", "on", "2025-09-25", "12:30", "0x1F", ".inf", "1_000"])
    def test_takes_as_text_what_is_neither_number_nor_true_nor_false(self, word: str) -> None:
        assert tree(f"a: {word}", "x", []).value["a"].value == word

    def test_notes_a_key_that_stands_twice_and_reads_on(self) -> None:
        found: list[Problem] = []
        tree("a: 1\na: 2\nb: {c: 1, c: 2}\n", "x", found)
        assert [problem.place for problem in found] == ["2", "3"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("a: &x [1]\nb: *x\n", "1"),
            ("a: 1\nb: *x\n", "2"),
            ("a: !!python/object:os.system x", "1"),
            ("a: !!binary aGk=", "1"),
            ("a: 1\n---\nb: 2\n", "2"),
            ("a: 1\n...\nb: 2\n", "3"),
            ("{a: 1}\n{b: 2}\n", "2"),
            ("a: [1\nb: 2\n", "2"),
            ("? [a]\n: 1\n", "1"),
            ("a: 'x\n", "2"),
            ("\ta: 1\n", "1"),
            ("# only a remark\n", "1"),
            ('{"a": "\\ud800"}', "1"),
        ],
    )
    def test_name_the_line(self, text: str, line: str) -> None:
        (problem,) = refused(text)
        assert problem.place == line
        assert problem.zh and problem.en

    def test_a_laugh_in_nine_generations_is_refused_at_once(self) -> None:
        lines = ["a0: &a0 [ha]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
        started = time.process_time()
        assert "锚点" in refused("\n".join(lines))[0].zh
        assert time.process_time() - started < 1

    @pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "- " * 50_000 + "x"])
    def test_depth_is_limited(self, text: str) -> None:
        assert str(DEEPEST) in refused(text)[0].en
