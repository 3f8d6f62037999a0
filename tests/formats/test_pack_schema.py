"""The JSON Schema of packs: shipped as the readers state it, true of every pack, and of one mind with the reader."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from jianzheng.formats import packs
from jianzheng.formats.pack import Pack, read_pack, schema
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.write import values_of
from tests.formats.drawn import packs as drawn_packs
from tests.formats.test_pack import FLOW

FILE = Path(packs.__file__).with_name("pack.schema.json")
VALIDATOR = Draft202012Validator(json.loads(FILE.read_text("utf-8")))
RICH = [
    yaml.safe_load(FLOW),
    {
        "format": "jianzheng-pack/1",
        "id": "law",
        "uses": ["other"],
        "lawbook": {
            "concepts": [{"id": "a", "name": "甲", "aliases": ["甲甲"], "ground": {"law": "某法第一条"}}],
            "precedences": [
                {"id": "P1", "before": "a", "after": "b", "relation": "merge", "ground": {"law": "某法"}}
            ],
            "listings": [{"concept": "a", "words": ["申请表"], "ground": {"law": "某法"}}],
            "limits": [{"concept": "a", "days": 20, "unit": "natural", "ground": {"law": "某法"}}],
        },
        "matters": [{"id": "1", "name": "甲", "code": "007"}],
    },
]
CROSS_REFERENCES = ("用了两次", "没有环节")
odd = st.sampled_from(
    [
        None,
        True,
        -1,
        0,
        2.5,
        1e9,
        "",
        "甲",
        "s1",
        "a b",
        "x:y",
        [],
        [None],
        ["s1", "s2"],
        {},
        {"law": "甲", "data": "乙"},
    ]
) | st.text(max_size=3)


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(path for key, part in inner for path in paths(part, (*here, key)))]


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """A good pack in which one to three things are changed, taken out, added or put under another key."""
    made = copy.deepcopy(draw(st.sampled_from(RICH)))
    for _ in range(draw(st.integers(1, 3))):
        ways = [path for path in paths(made) if path]
        if not ways:
            break
        way = draw(st.sampled_from(ways))
        holder = made
        for key in way[:-1]:
            holder = holder[key]
        change, value = draw(st.sampled_from(["set", "drop", "rename"])), copy.deepcopy(draw(odd))
        taken = holder.pop(way[-1])
        if change == "drop":
            continue
        if isinstance(holder, list):
            holder.insert(way[-1], value)
        elif change == "set":
            holder[way[-1]] = value
        else:
            holder[draw(st.sampled_from(["nmae", "ground", "days", "id"]))] = taken
    return made


class TestTheSchema:
    def test_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(schema())

    def test_is_shipped_as_the_readers_state_it(self) -> None:
        again = "python -m jianzheng.formats.pack > src/jianzheng/formats/pack.schema.json"
        assert json.loads(FILE.read_text("utf-8")) == schema(), f"run: {again}"

    @pytest.mark.parametrize("id", sorted(packs.files()))
    def test_is_true_of_every_shipped_pack(self, id: str) -> None:
        values = yaml.load(packs.files()[id].read_text("utf-8"), Loader=yaml.CSafeLoader)
        assert [error.message for error in VALIDATOR.iter_errors(values)] == []

    @settings(max_examples=60, deadline=None)
    @given(drawn_packs())
    def test_is_true_of_every_pack_that_is_written(self, pack: Pack) -> None:
        assert [error.message for error in VALIDATOR.iter_errors(values_of(pack))] == []

    @settings(max_examples=400, deadline=None)
    @given(broken())
    def test_and_the_reader_are_of_one_mind(self, values: Any) -> None:
        valid = VALIDATOR.is_valid(values)
        try:
            read_pack(json.dumps(values), "x.json")
        except Unreadable as refused:
            beyond = [any(word in problem.zh for word in CROSS_REFERENCES) for problem in refused.problems]
            assert not valid or all(beyond), refused
        else:
            assert valid, next(VALIDATOR.iter_errors(values)).message
