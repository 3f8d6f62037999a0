"""A study: a process today, its defects, the moves proposed, those accepted, and the lawful process that comes out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from jianzheng.core.burden import Burden, burden
from jianzheng.core.confront import Confronted, confront, kept_orders
from jianzheng.core.examine import Finding, examined
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.lawful import breaches
from jianzheng.core.process import Days, Order, Process
from jianzheng.core.redesign import Move, apply, idle, propose
from jianzheng.core.refusal import Refused

MOST_ATTRIBUTED = 400
"""Above this many accepted moves the gain is shown as a whole only, not move by move."""


class Unlawful(Refused):
    """A redesign breaks an invariant; the message names it with its article. Reject the move, or cite a ground for it."""


@dataclass(frozen=True)
class Study:
    """A process laid against law and data, every move proposed for it, and the accepted ones (in the order proposed)."""

    confronted: Confronted
    moves: tuple[Move, ...]
    accepted: tuple[Move, ...]

    @property
    def process(self) -> Process:
        """Today's process, its orders with the strongest ground found."""
        return self.confronted.process

    @cached_property
    def findings(self) -> list[Finding]:
        """Defects of today's process."""
        return examined(self.confronted)

    @property
    def unchanged(self) -> bool:
        """Whether the redesigned process is today's."""
        return self.process.network.ringed or not (self.accepted or self.confronted.mended)

    @cached_property
    def after(self) -> Process:
        """The redesigned process; today's one where nothing is accepted and no order contradicts a demand, or where a ring
        must be mended first. Raises Unlawful."""
        if self.unchanged:
            return self.process
        return lawfully(self.confronted, self.accepted)

    @cached_property
    def burden_before(self) -> Burden:
        """Today's figures."""
        return burden(self.process)

    @cached_property
    def burden_after(self) -> Burden:
        """The figures after the accepted moves."""
        return burden(self.after)

    @cached_property
    def required_effect(self) -> dict[str, Days]:
        """What keeping the orders that law and data demand, but the print lacks or contradicts, changes by itself."""
        if self.unchanged:
            return {}
        return burden(apply(self.confronted, ())) - self.burden_before

    @cached_property
    def effects(self) -> dict[str, dict[str, Days]]:
        """Accepted move id → what it adds when moves are applied in order; with `required_effect` they sum to the whole."""
        if self.process.network.ringed or len(self.accepted) > MOST_ATTRIBUTED:
            return {}
        shown: dict[str, dict[str, Days]] = {}
        last = burden(apply(self.confronted, ()))
        for count, move in enumerate(self.accepted, 1):
            now = burden(apply(self.confronted, self.accepted[:count]))
            shown[move.id] = now - last
            last = now
        return shown

    @property
    def kept(self) -> list[Order]:
        """Orders law and data demand, which no move drops, between the steps that no accepted move drops."""
        gone = {id for move in self.accepted if move.kind == "drop" for id in move.targets}
        return [
            order for order in kept_orders(self.confronted) if gone.isdisjoint((order.before, order.after))
        ]

    @cached_property
    def floor(self) -> Process:
        """The process that law and data alone force: every timing move accepted."""
        if self.process.network.ringed:
            return self.process
        timed = [move for move in self.moves if move.changes_time]
        return apply(self.confronted, possible(self.confronted, timed))


def study(process: Process, lawbook: Lawbook, accepted: Collection[str] | None = None) -> Study:
    """Study `process`; `accepted` names the moves (ids) taken, None = all that are possible
    together. Raises Refused for a move nobody proposed."""
    confronted = confront(process, lawbook)
    moves = () if confronted.process.network.ringed else tuple(propose(confronted))
    if accepted is None:
        return Study(confronted, moves, tuple(possible(confronted, moves)))
    unknown = set(accepted) - {move.id for move in moves}
    if unknown:
        names = "、".join(sorted(unknown))
        raise Refused(
            f"没有这样的简化措施：{names}。请从建议的措施中选择。",
            f"No such move: {names}. Choose among those proposed.",
        )
    return Study(confronted, moves, tuple(move for move in moves if move.id in accepted))


def possible(confronted: Confronted, moves: Sequence[Move]) -> list[Move]:
    """Of `moves` those that can be taken together and have something to do: left out are a merge around a step that must
    stay in between, and what would only ease a step that another move drops."""
    spare = idle(confronted, moves)
    moves = [move for move in moves if move.id not in spare]
    taken = [move for move in moves if move.kind != "merge"]
    for move in moves:
        if move.kind == "merge":
            try:
                apply(confronted, [*taken, move])
            except Refused:
                continue
            taken.append(move)
    order = {move.id: place for place, move in enumerate(moves)}
    return sorted(taken, key=lambda move: order[move.id])


def lawfully(confronted: Confronted, moves: Sequence[Move]) -> Process:
    """The process after `moves`. Raises Unlawful, naming article and move, when the result breaks an invariant."""
    after = apply(confronted, moves)
    broken = breaches(confronted, after)
    if broken:
        first = broken[0]
        raise Unlawful(
            f"不合法（{first.rule}，{first.basis}）：{first.said.zh}。请拒绝这项措施，或写明依据。",
            f"Unlawful ({first.rule}, {first.basis}): {first.said.en}. Reject this move, or state its ground.",
        )
    return after
