"""The frozen value: nothing in it can be changed unseen, and the first thing that was is named."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.burden import LABELS
from jianzheng.formats import packs
from jianzheng.lab.prove import nominal, proof, table, words
from jianzheng.lab.prove.measured import measured
from jianzheng.lab.prove.measured_json import measured_json
from jianzheng.lab.prove.simulated import Ground, simulated_json
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.process import Assumed
from jianzheng.lab.simulate.run import Arrivals
from tests.formats.test_proof import filing
from tests.lab.prove.made import START, WEEK, hall, register
from tests.lab.prove.test_measured import TERMS

Way = tuple[str | int, ...]


@cache
def whole() -> dict[str, Any]:
    """A proof with all three parts."""
    made = filing()
    ground = Ground(Assumed(people=2), Arrivals(0.3), Period(START, 60, WEEK))
    logs = [register(hall(people), 6, 60, people) for people in (1, 2)]
    parts = {
        "nominal": nominal.nominal_json(made),
        "simulated": simulated_json((made.process, made.after), ground),
        "measured": measured_json(measured(*logs, TERMS)),
        "assumptions": nominal.assumptions_json(made),
    }
    inputs = [proof.Input("process", "kaifaqu-filing", proof.digest({}))]
    return proof.frozen((made.process, None), parts, ["prove", "kaifaqu-filing"], inputs)


def leaves(value: Any, way: Way = ()) -> list[Way]:
    """The ways to everything that is neither a list nor an object."""
    if isinstance(value, dict):
        return [found for name, each in value.items() for found in leaves(each, (*way, name))]
    if isinstance(value, list):
        return [found for place, each in enumerate(value) for found in leaves(each, (*way, place))]
    return [way]


def said(way: Way) -> str:
    """A way as a difference names it."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in way).lstrip(".")


def other(value: Any) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 0.001
    return "x" if value is None else value + "x"


class TestWhoeverAlters:
    @given(st.data())
    def test_any_one_thing_is_told_which(self, draw: st.DataObject) -> None:
        """Whether the digest is made to fit again or not; only a digest that does not fit gives an altered version away."""
        way = draw.draw(st.sampled_from(leaves(whole())))
        changed = copy.deepcopy(whole())
        part: Any = changed
        for step in way[:-1]:
            part = part[step]
        part[way[-1]] = other(part[way[-1]])
        found = proof.difference(changed, whole())
        assert found is not None
        assert found.path == ("digest" if way[0] in proof.UNCOMPARED else said(way))
        if way[0] not in proof.UNCOMPARED:
            again = proof.difference({**changed, "digest": proof.digest(changed)}, whole())
            assert again is not None and again.path == said(way)

    @given(st.data())
    def test_by_taking_away_or_adding_is_told_where(self, draw: st.DataObject) -> None:
        way = draw.draw(st.sampled_from([way for way in leaves(whole()) if way[0] not in proof.UNCOMPARED]))
        changed = copy.deepcopy(whole())
        part: Any = changed
        for step in way[:-1]:
            part = part[step]
        before = part[way[-1]]
        del part[way[-1]]
        if before is not None:
            found = proof.difference(changed, whole())
            assert found is not None and found.path.startswith(said(way[:-1]))
        assert proof.difference({**whole(), "more": 1}, whole()) is not None

    def test_nothing_is_told_that_it_is_the_same(self) -> None:
        assert proof.difference(proof.read(proof.written(whole())), whole()) is None


class TestTheValue:
    def test_is_plain_and_holds_no_date_of_its_making(self) -> None:
        assert json.loads(proof.written(whole())) == whole()
        assert not {"day", "date", "made_at"} & set(whole())

    def test_says_what_is_absent(self) -> None:
        made = filing()
        parts = {
            "nominal": nominal.nominal_json(made),
            "simulated": None,
            "measured": None,
            "assumptions": [],
        }
        value = proof.frozen((made.process, None), parts, ["prove"], [])
        assert value["measured"] == {"absent": {"zh": proof.UNMEASURED.zh, "en": proof.UNMEASURED.en}}
        assert {cell for row in table.rows(value) for cell in row.cells[1:]} == {None}

    def test_of_another_process_says_that_no_move_vouches_for_it(self) -> None:
        before, after = packs.load("kaifaqu-filing").processes[0], packs.load("nanjing-2018").processes[0]
        given = nominal.given_json(before, after)
        assert given["moves"] == [] and "not examined" in given["notes"][0]["en"]


class TestTheTable:
    def test_puts_the_three_side_by_side_first(self) -> None:
        first = table.rows(whole())[0]
        assert all(first.cells) and first.nominal is not None and first.measured is not None
        assert (first.nominal.sides, first.nominal.change) == ("53 → 19", "−34")
        assert first.measured.word is not None and "[" in first.measured.change

    def test_states_no_simulated_gain_where_an_office_has_more_work_than_people(self) -> None:
        """A queue that grows without end has no span."""
        value = whole()
        over = value | {"simulated": value["simulated"] | {"overloaded": {"before": ["规建"], "after": []}}}
        told, first = table.headline(over), table.rows(over)[0].simulated
        assert first is not None and first.sides in table.headline(value).en
        assert first.sides not in told.en and "mean nothing: more work than people in 规建" in told.en
        assert first.word == table.MEANINGLESS

    def test_never_mixes_running_time_with_span(self) -> None:
        """Nothing passes outside and nobody said whose time is whose: there is no running time anywhere."""
        shown = [row.figure.en for row in table.rows(whole())]
        assert not any(name.startswith("Running") for name in shown)
        assert any("running time is the span" in text.en for text in words.cautions(whole()))

    def test_has_every_nominal_figure(self) -> None:
        shown = {row.figure for row in table.rows(whole())}
        assert {label for name, label in LABELS.items() if name != "days_chain"} <= shown

    def test_carries_every_caution_once(self) -> None:
        told = words.cautions(whole())
        assert len(told) == len(set(told)) > 2
        assert any("Two periods" in text.en for text in told)

    @pytest.mark.parametrize(
        ("value", "shown"), [(0.0, "="), (-0.004, "="), (2.5, "+2.5"), (-34, "−34"), (100, "+100")]
    )
    def test_writes_changes_with_their_sign(self, value: float, shown: str) -> None:
        assert table.signed(value) == shown
