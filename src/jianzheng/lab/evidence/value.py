"""What a piece of evidence is, and what there is to answer it with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from jianzheng.core.confront import Confronted
from jianzheng.core.ground import Ground
from jianzheng.core.process import Step
from jianzheng.core.redesign import Move
from jianzheng.core.refusal import Refused
from jianzheng.core.study import lawfully
from jianzheng.core.text import Text

FEWEST = 20
"""Fewer cases show nothing."""


class Kind(StrEnum):
    """What sort of thing was seen."""

    ORDER = "order"
    MATERIAL = "material"
    WAITING = "waiting"
    REWORK = "rework"
    BROKEN = "broken"

    @property
    def says(self) -> Text:
        """The sort in words."""
        return TITLES[self]


TITLES = {
    Kind.ORDER: Text("没有依据的先后", "an order nobody demands"),
    Kind.MATERIAL: Text("从不需要提交的材料", "a material nobody needs to bring"),
    Kind.WAITING: Text("耗时最多的环节", "a step that takes the time"),
    Kind.REWORK: Text("返工", "work done again"),
    Kind.BROKEN: Text("违反法定先后", "a demanded order not kept"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing seen. `what` are ids of steps, of events, or "step:material"; `cases` of `of` cases show it; `days` is the
    median at stake in one of them and `total` in all of them together, in working days (0 where no time is); `move` the
    lawful move that answers it ("" none); `ground` what demands it instead; `examples` a few cases."""

    kind: Kind
    what: tuple[str, ...]
    cases: int
    of: int
    said: Text
    remedy: Text
    days: float = 0.0
    total: float = 0.0
    move: str = ""
    ground: str = ""
    examples: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A name that is the same tomorrow."""
        return " > ".join(self.what)


@dataclass(frozen=True)
class Offered:
    """What there is to answer with: the process in force laid against law and data, and the moves proposed for it."""

    confronted: Confronted
    moves: tuple[Move, ...]
    _lawful: dict[str, bool] = field(default_factory=dict)

    def step(self, id: str) -> Step:
        """A step by its id."""
        return self.confronted.process.step(id)

    def answer(self, kind: str, target: str, before: str = "") -> str:
        """The id of the lawful move of a kind that has this target (and releases it from `before`); "" where none is."""
        for move in self.moves:
            released = not before or any((o.before, o.after) == (before, target) for o in move.releases)
            if move.kind == kind and target in move.targets and released and self._stands(move):
                return move.id
        return ""

    def _stands(self, move: Move) -> bool:
        """Whether the process after the move breaks no invariant."""
        if move.id not in self._lawful:
            try:
                lawfully(self.confronted, (move,))
                self._lawful[move.id] = True
            except Refused:
                self._lawful[move.id] = False
        return self._lawful[move.id]

    def demanded(self, step: str) -> Ground | None:
        """What law or data demand before a step, the first ground of them."""
        grounds = [ground for (_, after), ground in self.confronted.binding.items() if after == step]
        return grounds[0] if grounds else None
