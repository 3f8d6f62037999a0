"""The best set of moves for a budget, exactly, with a proof that no other set does better.

Moves interact (two steps run side by side gain nothing until both are set free), so the best k are not the k best. The
choice is a constraint programme solved by CP-SAT (OR-Tools): one start and one end variable for every step and every
gate (see core.redesign.relation), one Boolean for every move, orders that a move releases enforced only without it.
First the longest chain is minimised within the budget, then the cost of reaching it. CP-SAT answers OPTIMAL only when
it has proved that no better set exists; otherwise `proved` is False and `bound` says how short the chain might get.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jianzheng.core.confront import Confronted
from jianzheng.core.process import Days
from jianzheng.core.redesign.apply import timing_of
from jianzheng.core.redesign.moves import Move
from jianzheng.core.redesign.relation import Timing, binding_pairs, chain_length
from jianzheng.core.refusal import Refused

SCALE = 1000
"""Working days are counted in thousandths, so that 0.125 days stay exact."""
SOLVER = "OR-Tools CP-SAT"


@dataclass(frozen=True, slots=True)
class Best:
    """The chosen moves (ids), the longest chain in working days, whether it is proved optimal, and a lower bound."""

    moves: tuple[str, ...]
    days: Days
    cost: float
    proved: bool
    bound: Days
    solver: str = SOLVER


def best(
    confronted: Confronted,
    moves: Sequence[Move],
    budget: float,
    costs: Mapping[str, float] | None = None,
    seconds: float = 30,
) -> Best:
    """The moves of total cost ≤ `budget` (each 1 unless `costs` says otherwise) that shorten the longest chain most."""
    if budget < 0:
        raise Refused(f"预算不能是负数：{budget}。", f"The budget cannot be negative: {budget}.")
    timed = [move for move in moves if move.changes_time]
    price = {move.id: round(SCALE * (costs or {}).get(move.id, 1.0)) for move in timed}
    if min(price.values(), default=0) < 0:
        raise Refused("措施的成本不能是负数。", "The cost of a move cannot be negative.")
    programme = _Programme(confronted, timed)
    spent = sum(price[move.id] * programme.taken[move.id] for move in timed)
    programme.model.add(spent <= round(SCALE * budget))
    programme.model.minimize(programme.total)
    status, bound = programme.solve(seconds)
    programme.model.add(programme.total <= programme.value(programme.total))
    programme.model.minimize(spent)
    second, _ = programme.solve(seconds)
    chosen = tuple(move.id for move in timed if programme.value(programme.taken[move.id]))
    days = chain_length(
        confronted, timing_of(confronted.process, [move for move in timed if move.id in chosen])
    )
    cost = sum(price[id] for id in chosen) / SCALE
    return Best(chosen, days, cost, status and second, days if status else bound / SCALE)


@dataclass
class _Programme:
    """The constraint programme: Booleans `taken` by move id, the chain length `total` in thousandths of a day."""

    confronted: Confronted
    moves: Sequence[Move]
    model: Any = None
    taken: dict[str, Any] = field(default_factory=dict)
    total: Any = None
    _answer: Any = None

    def __post_init__(self) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        process = self.confronted.process
        self.days = [round(SCALE * step.nominal_days) for step in process.steps]
        self.horizon = sum(self.days)
        self.taken = {move.id: self.model.new_bool_var(move.id) for move in self.moves}
        self.touching: dict[tuple[str, int], list[Any]] = {}
        for move in self.moves:
            for id in move.targets:
                self.touching.setdefault((move.kind, process.index[id]), []).append(self.taken[move.id])
        self.total = self._time("total")
        self._steps()
        self._printed()
        self._bound()
        self._merges()

    def _time(self, name: str) -> Any:
        return self.model.new_int_var(0, self.horizon, name)

    def _moves(self, kind: str, step: int) -> list[Any]:
        return self.touching.get((kind, step), [])

    def _steps(self) -> None:
        """Start, end and gate of every step; a step takes its days unless dropped or decided at once."""
        self.start = [self._time(f"start {i}") for i in range(len(self.days))]
        self.end = [self._time(f"end {i}") for i in range(len(self.days))]
        self.gate = [self._time(f"gate {i}") for i in range(len(self.days))]
        for i, days in enumerate(self.days):
            shorter = self._moves("drop", i) + self._moves("decide_at_once", i)
            self._unless(shorter, self.end[i] >= self.start[i] + days)
            self.model.add(self.end[i] >= self.start[i])
            self.model.add(self.total >= self.end[i])
            self.model.add(self.total >= self.gate[i] + self._held(i))

    def _unless(self, moves: Sequence[Any], constraint: Any) -> None:
        added = self.model.add(constraint)
        if moves:
            added.only_enforce_if([move.negated() for move in moves])

    def _together(self, a: int, b: int) -> list[Any]:
        """Moves that merge two steps directly."""
        return [
            move
            for move in self._moves("merge", a)
            if any(move is other for other in self._moves("merge", b))
        ]

    def _printed(self) -> None:
        """What is printed: gates wait for gates and for steps, steps for their gate, unless a move releases them."""
        process = self.confronted.process
        for b, waits in enumerate(process.network.before):
            for a in waits:
                self.model.add(self.gate[b] >= self.gate[a])
                released = self._moves("defer", a) + self._moves("drop", a) + self._together(a, b)
                self._unless(released, self.gate[b] >= self.end[a])
                self.model.add(self.gate[b] >= self.gate[a] + self._held(a))
        mended = {process.index[id] for id in self.confronted.mended}
        for i in range(len(self.days)):
            if i not in mended:
                released = self._moves("run_together", i) + self._moves("drop", i)
                self._unless(released, self.start[i] >= self.gate[i])

    def _held(self, step: int) -> Any:
        """Days a step surely adds behind its gate: all of them, unless a move touches it. Follows from the rest, but as a
        linear expression it lets the solver see at once how little k moves can do."""
        if self.confronted.process.steps[step].id in self.confronted.mended:
            return 0
        kinds = ("run_together", "defer", "drop", "decide_at_once", "merge")
        return self.days[step] - self.days[step] * sum(
            move for kind in kinds for move in self._moves(kind, step)
        )

    def _bound(self) -> None:
        """What law and data demand, between steps that remain and are not merged."""
        for a, b in binding_pairs(self.confronted, Timing()):
            gone = self._moves("drop", a) + self._moves("drop", b) + self._together(a, b)
            self._unless(gone, self.start[b] >= self.end[a])

    def _merges(self) -> None:
        """Merged steps start and end as one."""
        for move in self.moves:
            if move.kind == "merge":
                first, *rest = [self.confronted.process.index[id] for id in move.targets]
                for other in rest:
                    taken = self.taken[move.id]
                    self.model.add(self.start[first] == self.start[other]).only_enforce_if(taken)
                    self.model.add(self.end[first] == self.end[other]).only_enforce_if(taken)

    def solve(self, seconds: float) -> tuple[bool, float]:
        """(proved optimal, best bound); starts from the last answer when there is one."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.random_seed = 1
        if self._answer is not None:
            self.model.clear_hints()
            for taken in self.taken.values():
                self.model.add_hint(taken, self._answer.value(taken))
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Refused(
                "求解器在限定时间内没有找到方案，请放宽时间。",
                "The solver found nothing in time; allow more.",
            )
        self._answer = solver
        return status == cp_model.OPTIMAL, solver.best_objective_bound

    def value(self, variable: Any) -> int:
        """The value of a variable in the last answer."""
        return int(self._answer.value(variable))
