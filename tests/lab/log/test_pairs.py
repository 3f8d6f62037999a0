"""Starts and ends made into one event: a plain twin, and what stays as it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jianzheng.lab.log.log import NEVER, Log
from jianzheng.lab.log.pairs import done, joined, paired
from tests.lab.made import coded, log, written

EVENTS = st.lists(
    st.tuples(
        st.sampled_from("pq"),
        st.sampled_from("abc"),
        st.integers(0, 9),
        st.sampled_from([None, "start", "COMPLETE", "suspend", "schedule"]),
    ),
    min_size=1,
    max_size=25,
)


def lived(rows: list[tuple[str, str, int, str | None]]) -> Log:
    """The rows as a log, sorted as logs are."""
    cases = list(dict.fromkeys(row[0] for row in rows))
    rows = sorted(rows, key=lambda row: (cases.index(row[0]), row[2]))
    made = log([row[:3] for row in rows])
    return replace(made, columns={"lifecycle:transition": coded([row[3] for row in rows])})


def twin(of: Log) -> list[tuple[str, str | None, int, int]]:
    """The same by lists: every end looks for the first start before it that is still free."""
    life, rows = of.columns["lifecycle:transition"], []
    taken: set[int] = set()
    began = {}
    for event, case in enumerate(of.owner.tolist()):
        if life.at(event) not in (None, "COMPLETE"):
            continue
        for start in range(event):
            same = of.owner[start] == case and of.activity.at(start) == of.activity.at(event)
            if same and life.at(start) == "start" and start not in taken:
                taken.add(start)
                began[event] = int(of.at[start])
                break
    for event, case in enumerate(of.owner.tolist()):
        if event not in taken:
            rows.append((of.cases[case], of.activity.at(event), int(of.at[event]), began.get(event, NEVER)))
    return rows


class TestPairs:
    @given(EVENTS)
    def test_are_what_the_twin_says(self, rows: list[tuple[str, str, int, str | None]]) -> None:
        made = lived(rows)
        found = paired(made)
        assert [row[:4] for row in written(found)] == [
            (case, name, at, None if found.began is None else began) for case, name, at, began in twin(made)
        ]

    def test_of_one_name_are_told_apart_by_their_instance(self) -> None:
        made = lived(
            [
                ("p", "a", 0, "start"),
                ("p", "a", 1, "start"),
                ("p", "a", 5, "complete"),
                ("p", "a", 9, "complete"),
            ]
        )
        crossed = replace(made, columns={**made.columns, "concept:instance": coded(["1", "2", "2", "1"])})
        assert (paired(made).at - paired(made).began).tolist() == [5 * 60_000_000, 8 * 60_000_000]
        assert (paired(crossed).at - paired(crossed).began).tolist() == [4 * 60_000_000, 9 * 60_000_000]

    def test_are_not_sought_where_the_log_has_no_starts_or_says_itself(self) -> None:
        plain = log([("p", "a", 0)])
        assert paired(plain) is plain
        said = log([("p", "a", 5)], began=[0])
        assert paired(said) is said


class TestWhatIsDone:
    def test_is_what_ends_work(self) -> None:
        made = lived(
            [
                ("p", "a", 0, "schedule"),
                ("p", "a", 1, "start"),
                ("p", "a", 3, "complete"),
                ("q", "b", 0, "start"),
            ]
        )
        found = done(made)
        assert [row[:3] for row in written(found)] == [("p", "a", int(made.at[2]))]
        assert found.bounds.tolist() == [0, 1, 1]


class TestStages:
    @given(
        st.lists(
            st.tuples(st.sampled_from("pq"), st.sampled_from("abc"), st.integers(0, 9)),
            min_size=1,
            max_size=12,
        )
    )
    def test_of_a_step_are_over_with_the_last_to_come(self, rows: list[tuple[str, str, int]]) -> None:
        """By lists: of the first occurrences of a and b in a case only the later one stays."""
        made, wanted = log(rows), []
        for case in range(len(made)):
            events = list(range(int(made.bounds[case]), int(made.bounds[case + 1])))
            names = [made.activity.at(event) for event in events]
            firsts = sorted(events[names.index(name)] for name in "ab" if name in names)
            left = [event for event in events if event not in firsts[:-1]]
            wanted += [
                (made.cases[case], "s" if made.activity.at(e) != "c" else "c", int(made.at[e])) for e in left
            ]
        assert [row[:3] for row in written(joined(made, {"a": "s", "b": "s"}))] == wanted
