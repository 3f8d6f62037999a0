"""Plans for inspections and panels: by hand, against trying every order, and on the published scheduling problems."""

from __future__ import annotations

import csv
import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.refusal import Refused
from jianzheng.lab.level import Job, Levelled, level

SHARED = Path(__file__).parents[3] / "shared" / "data" / "sched"


def sound(jobs: list[Job], people: dict[str, int], found: Levelled) -> bool:
    """Whether nobody is in two places and everything waits for what it must."""
    ends = {job.id: found.starts[job.id] + job.length for job in jobs}
    waits = all(found.starts[job.id] >= ends[first] for job in jobs for first in job.after)
    used = all(
        sum(job.needs.get(kind, 0) for job in jobs if found.starts[job.id] <= at < ends[job.id]) <= count
        for kind, count in people.items()
        for at in range(found.length)
    )
    return waits and used and max(ends.values()) == found.length


class TestJointInspections:
    def test_share_the_one_fire_expert(self) -> None:
        """Two sites at once would need two; the gas inspector goes elsewhere meanwhile."""
        jobs = [
            Job("hall", 2, needs={"fire": 1, "gas": 1}),
            Job("school", 2, needs={"fire": 1}),
            Job("kitchen", 2, needs={"gas": 1}),
            Job("report", 1, after=("hall", "school", "kitchen")),
        ]
        found = level(jobs, {"fire": 1, "gas": 1})
        assert (found.length, found.proved, found.bound) == (5, True, 5)
        assert sound(jobs, {"fire": 1, "gas": 1}, found)

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), st.booleans()), min_size=1, max_size=5))
    def test_take_no_longer_than_the_best_of_all_orders(self, rows: list[tuple[int, int, bool]]) -> None:
        """Every order of starting, each job as early as it can: one of them is a shortest plan."""
        jobs: list[Job] = []
        for n, (length, needs, waits) in enumerate(rows):
            jobs.append(Job(str(n), length, (str(n - 1),) if waits and n else (), {"expert": needs}))
        found = level(jobs, {"expert": 2})
        assert found.proved and sound(jobs, {"expert": 2}, found)
        assert found.length == min(_serial(order) for order in permutations(jobs))

    @settings(max_examples=30)
    @given(
        st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2), st.integers(0, 8)), min_size=1, max_size=5)
    )
    def test_are_as_punctual_as_the_best_of_all_orders(self, rows: list[tuple[int, int, int]]) -> None:
        """No order of starting is less late, and none as punctual is shorter."""
        jobs = [
            Job(str(n), length, (), {"expert": needs}, due) for n, (length, needs, due) in enumerate(rows)
        ]
        found = level(jobs, {"expert": 2})
        assert found.proved and sound(jobs, {"expert": 2}, found)
        assert (found.late, found.length) == min(_late_and_long(order) for order in permutations(jobs))

    def test_due_today_is_not_late_when_somebody_can_go(self) -> None:
        """The urgent one goes first although it is named last."""
        jobs = [Job("later", 1, needs={"fire": 2}, due=4), Job("today", 1, needs={"fire": 2}, due=1)]
        found = level(jobs, {"fire": 2})
        assert (found.starts, found.late) == ({"today": 0, "later": 1}, 0)

    @pytest.mark.parametrize(
        ("jobs", "word"),
        [
            ([], "at least one"),
            ([Job("a", 1), Job("a", 1)], "same id"),
            ([Job("a", 1, ("b",))], "makes no sense"),
            ([Job("a", 1, needs={"expert": 3})], "needs 3"),
            ([Job("a", 1, ("b",)), Job("b", 1, ("a",))], "wait for one another"),
        ],
    )
    def test_that_cannot_be_are_refused(self, jobs: list[Job], word: str) -> None:
        """With the job named."""
        with pytest.raises(Refused, match=word):
            level(jobs, {"expert": 2})


def _serial(order: tuple[Job, ...]) -> int:
    """The length when jobs are placed in this order, each as early as people and what it waits for allow."""
    return max(_ends(order).values(), default=10**6)


def _late_and_long(order: tuple[Job, ...]) -> tuple[int, int]:
    """Units late, added up, and the length of the whole, when jobs are placed in this order."""
    ends = _ends(order)
    return sum(max(0, ends[job.id] - (job.due or 0)) for job in order), max(ends.values())


def _ends(order: tuple[Job, ...]) -> dict[str, int]:
    """When each is over; nothing where one waits for a later one."""
    ends: dict[str, int] = {}
    used: dict[int, int] = {}
    for job in order:
        if any(first not in ends for first in job.after):
            return {}
        at = max((ends[first] for first in job.after), default=0)
        need = job.needs["expert"]
        while any(used.get(t, 0) + need > 2 for t in range(at, at + job.length)):
            at += 1
        for t in range(at, at + job.length):
            used[t] = used.get(t, 0) + need
        ends[job.id] = at + job.length
    return ends


def psplib(path: Path) -> tuple[list[Job], dict[str, int]]:
    """A problem of the library in its own format (R. Kolisch, A. Sprecher, 1996)."""
    parts = re.split(r"\*{10,}", path.read_text())
    rows = {
        name: part for part in parts for name in ("PRECEDENCE", "REQUESTS", "AVAILABILITIES") if name in part
    }
    numbers = {
        name: [list(map(int, line.split())) for line in part.splitlines() if re.match(r"\s*\d", line)]
        for name, part in rows.items()
    }
    before: dict[int, list[str]] = {}
    for first, _, _, *after in numbers["PRECEDENCE"]:
        for job in after:
            before.setdefault(job, []).append(str(first))
    jobs = [
        Job(str(job), length, tuple(before.get(job, [])), {f"R{n}": need for n, need in enumerate(needs)})
        for job, _, length, *needs in numbers["REQUESTS"]
    ]
    return jobs, {f"R{n}": count for n, count in enumerate(numbers["AVAILABILITIES"][0])}


def known(size: str, most: int) -> list[tuple[str, int]]:
    """Problems whose optimum is published as one number."""
    path = SHARED / size / "optimum.csv"
    if not path.exists():
        return []
    rows = csv.DictReader(path.read_text().splitlines())
    closed = [(row["problem"], int(row["optimum"])) for row in rows if row["optimum"].isdigit()]
    here = [row for row in closed if (SHARED / size / row[0]).exists()]
    return here[:: max(1, len(here) // most)]


@pytest.mark.skipif(not SHARED.exists(), reason="the scheduling problems beside the repository are not here")
class TestThePublishedProblems:
    @pytest.mark.parametrize("size", ["j30", "j60"])
    def test_are_solved_to_their_published_optimum(self, size: str) -> None:
        """Every plan is sound; a proved one is as long as the best known, an unproved one bounds it."""
        proved = 0
        problems = known(size, 8)
        for name, optimum in problems:
            jobs, people = psplib(SHARED / size / name)
            found = level(jobs, people, seconds=3)
            assert sound(jobs, people, found), name
            assert found.bound <= optimum <= found.length, name
            proved += found.proved
            assert not found.proved or found.length == optimum, name
        assert problems and proved >= len(problems) / (2 if size == "j30" else 4)
