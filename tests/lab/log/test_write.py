"""Logs out and in again: by ourselves, and by pm4py."""

from __future__ import annotations

import json
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.refusal import Refused
from jianzheng.lab.log.log import DAY, NEVER, Log
from jianzheng.lab.log.parquet import read_parquet, write_parquet
from jianzheng.lab.log.read import read
from jianzheng.lab.log.report import Cancelled, Oddity
from jianzheng.lab.log.write import write_ocel, write_xes
from tests.lab.made import START, coded, log, written

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿"), max_size=6
)


@st.composite
def any_log(draw: st.DrawFn) -> Log:
    """A log with every kind of column."""
    cases = draw(st.lists(NAMES.filter(bool), min_size=1, max_size=4, unique=True))
    rows = [
        (case, draw(NAMES), draw(st.integers(-(10**9), 10**9)) / 7)
        for case in cases
        for _ in range(draw(st.integers(1, 4)))
    ]
    who = [draw(st.none() | NAMES) for _ in rows]
    made = log(rows, resources=who, began=[draw(st.none() | st.integers(0, 10**6)) for _ in rows])
    office = coded([draw(st.none() | NAMES) for _ in rows])
    due = np.array([draw(st.sampled_from([NEVER, START, START + DAY])) for _ in cases], np.int64)
    return Log(
        made.cases, made.bounds, made.activity, made.at, made.began, made.resource,
        {"office": office}, {}, {"channel": coded([draw(st.none() | NAMES) for _ in cases])}, {"due": due},
    )  # fmt: skip


TAKEN = [
    "case",
    "activity",
    "at",
    "began",
    "resource",
    "-at",
    "case:channel",
    "channel",
    "user",
    "concept:name",
]
"""Names of columns that our stored form, or a guess by names, takes for something else."""


@st.composite
def ill_named(draw: st.DrawFn) -> Log:
    """Any log, with columns called as others are; perhaps without people."""
    made, names = draw(any_log()), st.sampled_from(TAKEN)
    return replace(
        made,
        resource=draw(st.sampled_from([made.resource, None])),
        columns={draw(names): made.columns["office"]},
        dates={draw(names): made.at},
        case_columns={draw(names): made.case_columns["channel"]},
        case_dates={draw(names): made.case_dates["due"]},
    )


def known(of: Log) -> list[tuple[object, ...]]:
    """A log as rows, without the difference between a column nobody fills and none."""
    return [
        (case, name, at, began if began != NEVER else None, who, *map(_filled, more))
        for case, name, at, began, who, *more in written(of)
    ]


def _filled(cells: object) -> object:
    assert isinstance(cells, dict)
    return {key: value for key, value in cells.items() if value not in (None, NEVER)}


class TestAnyLog:
    @given(made=any_log())
    def test_comes_back_from_xes_as_it_was(self, made: Log, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Packed or not, with whatever letters."""
        for name in ("log.xes", "log.xes.gz"):
            path = tmp_path_factory.mktemp("out") / name
            write_xes(made, path)
            assert known(read(path).log) == known(made)

    @given(made=any_log())
    def test_comes_back_from_parquet_as_it_was(
        self, made: Log, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """Our stored form."""
        path = tmp_path_factory.mktemp("out") / "log.parquet"
        write_parquet(made, path)
        assert known(read(path).log) == known(made)

    @given(made=ill_named())
    def test_comes_back_whatever_its_columns_are_called(
        self, made: Log, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """A column called `activity` overwrites no activity, one called `user` becomes no person."""
        path = tmp_path_factory.mktemp("out") / "log.parquet"
        write_parquet(made, path)
        assert known(read(path).log) == known(made)


def two_offices() -> Log:
    """Three cases through two offices."""
    steps = ["accept", "review", "sign"]
    rows = [(f"c{n}", step, 60 * n + place * 600) for n in range(3) for place, step in enumerate(steps)]
    made = log(rows, resources=["an", "bo", None] * 3)
    return replace(made, case_columns={"channel": coded(["web", "desk", None])})


@pytest.mark.filterwarnings("ignore")
class TestPm4py:
    """The best known reader, which shares no line with ours."""

    def test_reads_our_xes_to_the_same_counts(self, tmp_path: Path) -> None:
        """Cases, events, activities, resources."""
        import pm4py

        write_xes(two_offices(), tmp_path / "log.xes.gz")
        frame = pm4py.read_xes(str(tmp_path / "log.xes.gz"), variant="iterparse")
        frame = pm4py.convert_to_dataframe(frame)
        assert frame["case:concept:name"].nunique() == 3 and len(frame) == 9
        assert set(frame["concept:name"]) == {"accept", "review", "sign"}
        assert frame["org:resource"].dropna().value_counts().to_dict() == {"an": 3, "bo": 3}

    def test_reads_our_ocel_and_gives_it_back_in_every_form(self, tmp_path: Path) -> None:
        """JSON from us; XML and SQLite from pm4py, read by us."""
        import pm4py

        made, out = two_offices(), tmp_path / "log.jsonocel"
        write_ocel(made, out)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ocel = pm4py.read_ocel2_json(str(out))
            assert (len(ocel.events), len(ocel.objects), len(ocel.relations)) == (9, 3, 9)
            pm4py.write_ocel2_xml(ocel, str(tmp_path / "log.xmlocel"))
            pm4py.write_ocel2_sqlite(ocel, str(tmp_path / "log.sqlite"))
            pm4py.write_ocel2_json(ocel, str(tmp_path / "again.jsonocel"))
        whole = [row[:3] for row in written(made)]
        for name in ("log.jsonocel", "log.xmlocel", "log.sqlite", "again.jsonocel"):
            found = read(tmp_path / name)
            assert sorted(row[:3] for row in written(found.log)) == sorted(whole), name
            assert found.log.resource is not None and set(found.log.resource.names) >= {"an", "bo"}


def _event(id: str, kind: str, day: int, *objects: str) -> dict[str, object]:
    related = [{"objectId": id} for id in objects]
    return {"id": id, "type": kind, "time": f"2024-01-0{day}T00:00:00Z", "relationships": related}


MANY = {
    "objects": [
        {"id": "o1", "type": "order"},
        {"id": "i1", "type": "item"},
        {"id": "i2", "type": "item"},
    ],
    "events": [
        _event("e1", "place", 1, "o1", "i1", "i2"),
        _event("e2", "pick", 2, "i1"),
        _event("e3", "lost", 3),
    ],
}


class TestAnOcelFile:
    def test_is_laid_flat_on_a_type_of_objects_and_says_what_that_doubles(self, tmp_path: Path) -> None:
        """By itself on the type most events have, else on the one asked for."""
        path = tmp_path / "log.json"
        path.write_text(json.dumps(MANY))
        found = read(path)
        assert [row[:2] for row in written(found.log)] == [("i1", "place"), ("i1", "pick"), ("i2", "place")]
        assert found.report.odd == {Oddity.TWICE: (1, ()), Oddity.OUTSIDE: (1, ())}
        assert [row[:2] for row in written(read(path, objects="order").log)] == [("o1", "place")]
        with pytest.raises(Refused, match="item"):
            read(path, objects="nothing")

    @pytest.mark.parametrize(
        "text",
        ["{", '{"a": 1}', '{"objects": [], "events": []}', '{"objects": 3, "events": [1]}', "[" * 90000],
    )
    def test_that_is_none_is_refused(self, tmp_path: Path, text: str) -> None:
        """Broken, foreign, empty, nested without end."""
        path = tmp_path / "log.json"
        path.write_text(text)
        with pytest.raises(Refused):
            read(path)


class TestReadingParquet:
    def test_may_be_cancelled_at_any_column_and_done_many_times_at_once(self, tmp_path: Path) -> None:
        """Six at a time, each stopped at another column or not at all: all end, and no thread stays behind."""
        made, path = two_offices(), tmp_path / "log.parquet"
        write_parquet(replace(made, columns={f"x{n}": made.activity for n in range(40)}), path)
        before = threading.active_count()

        def told(stop: int) -> int:
            try:
                return read_parquet(path, progress=lambda done, _: done < stop).log.events
            except Cancelled:
                return 0

        with ThreadPoolExecutor(6) as readers:
            events = list(readers.map(told, range(0, 60, 2), timeout=300))
        assert {*events[:22]} == {0} and {*events[23:]} == {9}
        assert threading.active_count() == before
