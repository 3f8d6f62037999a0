"""The slow obvious twin of the simulated hall: plain Python, one list of coming events, the same random numbers."""

from __future__ import annotations

import heapq
import itertools

import numpy as np

from jianzheng.lab.kernels import draws
from jianzheng.lab.simulate.model import Hall
from jianzheng.lab.simulate.run import Outcome


class Twin:
    """Runs the arrivals of an outcome once more, step by step."""

    def __init__(self, of: Hall, out: Outcome, seed: int, opens, closes, levels, staff) -> None:  # type: ignore[no-untyped-def]
        self.of, self.seed, self.opens, self.closes, self.levels = of, seed, opens, closes, levels
        self.before = of.before
        self.changes = sorted(
            (moment, n, now - before)
            for n, found in enumerate(staff)
            for (_, before), (moment, now) in itertools.pairwise(found)
        )
        self.free = {pool.id: found[0][1] for pool, found in zip(of.pools, staff, strict=True)}
        self.lines: dict[str, list[tuple[int, int, int, int]]] = {pool.id: [] for pool in of.pools}
        self.coming: list[tuple[float, int, int, int]] = []
        self.done: dict[int, set[tuple[int, int]]] = {}
        self.settled: dict[int, set[int]] = {}
        self.begun: dict[tuple[int, int], float] = {}
        self.ended: dict[int, float] = {}
        self.attempt: dict[tuple[int, int], int] = {}
        self.again: dict[int, set[int]] = {}
        self.turn = 0
        arrivals, nxt = out.arrived.tolist(), 0
        while nxt < len(arrivals) or self.coming or self.changes:
            soonest = min([*arrivals[nxt : nxt + 1], *(row[0] for row in self.coming[:1]), 1e300])
            if self.changes and self.changes[0][0] <= soonest:
                moment, pool, by = self.changes.pop(0)
                self.free[of.pools[pool].id] += by
                self.call(of.pools[pool].id, moment)
            elif nxt < len(arrivals) and (not self.coming or arrivals[nxt] <= self.coming[0][0]):
                self.done[nxt] = set()
                self.start_ready(nxt, [n for n, row in enumerate(self.before) if not row], arrivals[nxt])
                nxt += 1
            else:
                now, lain, case, task = heapq.heappop(self.coming)
                self.stand(case, task, now) if lain else self.finish(case, task, now)

    def word(self, case: int, task: int):  # type: ignore[no-untyped-def]
        """The random numbers of a piece of work."""
        return np.uint64(draws.stream(self.seed, case, task, self.attempt.get((case, task), 0)))

    def length(self, case: int, task: int) -> float:
        """How long it takes."""
        what, word = self.of.tasks[task].length, self.word(case, task)
        if what.sample:
            return self.one_of(case, task, what.sample, 3)
        return draws.length(word, what.kind, what.a, what.b)

    def one_of(self, case: int, task: int, sample: tuple[float, ...], purpose: int) -> float:
        """One of a sample; where cases take theirs from one row, the same place for every task."""
        row = np.uint64(draws.stream(self.seed, case, 0, draws.ROW))
        share = draws.uniform(row, 0) if self.of.together else draws.uniform(self.word(case, task), purpose)
        return sample[int(share * len(sample))]

    def passed(self, case: int, task: int) -> bool:
        """Whether it is not needed."""
        one = self.of.tasks[task]
        if self.of.together and one.length.sample:
            return self.length(case, task) < 0
        return one.chance < 1 and draws.uniform(self.word(case, task), draws.HOLDS) >= one.chance

    def start_ready(self, case: int, tasks: list[int], now: float) -> None:
        """Tasks with nothing before them queue; the last named first, as a stack gives them."""
        stack = list(tasks)
        while stack:
            task = stack.pop()
            one = self.of.tasks[task]
            if self.passed(case, task):
                self.ended[case] = max(self.ended.get(case, 0), now)
                stack += self.released(case, task)
            elif not one.pool:
                heapq.heappush(self.coming, (now + self.length(case, task), 0, case, task))
            elif one.delays:
                lies = self.one_of(case, task, one.delays, draws.LIES)
                over = self.worked(one.pool, now, lies)[1] if lies else now
                heapq.heappush(self.coming, (over, 1, case, task)) if lies else self.stand(case, task, now)
            else:
                self.stand(case, task, now)

    def stand(self, case: int, task: int, now: float) -> None:
        """Stand in line."""
        pool = self.of.tasks[task].pool
        self.turn += 1
        self.lines[pool].append((self.levels[case], self.turn, case, task))
        self.lines[pool].sort()
        self.call(pool, now)

    def released(self, case: int, task: int) -> list[int]:
        """What may begin now that a task is done."""
        self.settled.setdefault(case, set()).add(task)
        found = []
        for other, row in enumerate(self.before):
            if task in row and (task, other) not in self.done[case]:
                self.done[case].add((task, other))
                if all((first, other) in self.done[case] for first in row):
                    found.append(other)
        return found

    def call(self, pool: str, now: float) -> None:
        """Work for whoever is free."""
        while self.free[pool] > 0 and self.lines[pool]:
            _, _, case, task = self.lines[pool].pop(0)
            self.free[pool] -= 1
            begin, end = self.worked(pool, now, self.length(case, task))
            self.begun[case, task] = begin
            heapq.heappush(self.coming, (end, 0, case, task))

    def worked(self, pool: str, now: float, spent: float) -> tuple[float, float]:
        """Day after day, until the work is done."""
        opens, closes = self.opens[pool], self.closes[pool]
        day, begin = int(now // 86400), None
        while True:
            here = max(now, opens[day])
            if here < closes[day]:
                begin = here if begin is None else begin
                if here + spent <= closes[day] + 1e-9:
                    return begin, here + spent
                spent -= closes[day] - here
            day += 1

    def between(self, task: int) -> set[int]:
        """What is done once more when a task sends back."""
        if task not in self.again:
            one, of = self.of.tasks[task], self.of
            ids = [each.id for each in of.tasks]
            self.again[task] = {
                n for n, id in enumerate(ids) if of.reaches(one.back_to, id) and of.reaches(id, one.id)
            }
        return self.again[task]

    def finish(self, case: int, task: int, now: float) -> None:
        """A task has ended."""
        one = self.of.tasks[task]
        if one.pool:
            self.free[one.pool] += 1
        word = self.word(case, task)
        again = one.back_to and draws.uniform(word, draws.AGAIN) < one.back_chance
        self.ended[case] = max(self.ended.get(case, 0), now)
        inside = self.between(task) if again else set()
        settled = self.settled.setdefault(case, set())
        settled.add(task)
        if again and inside <= settled:
            settled -= inside
            for n in inside:
                self.attempt[case, n] = self.attempt.get((case, n), 0) + 1
            self.done[case] = {(a, b) for a, b in self.done[case] if not (a in inside and b in inside)}
            self.start_ready(case, [self.of.index[one.back_to]], now)
        else:
            self.start_ready(case, self.released(case, task), now)
        if one.pool:
            self.call(one.pool, now)


def spans(twin: Twin, out: Outcome) -> np.ndarray:
    """How long each case took."""
    return np.array([twin.ended[n] - at for n, at in enumerate(out.arrived.tolist())])
