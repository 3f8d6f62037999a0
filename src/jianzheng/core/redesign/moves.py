"""Moves: the lawful simplifications a process engineer accepts or rejects one by one."""

from __future__ import annotations

from dataclasses import dataclass

from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.process import Order
from jianzheng.core.text import Text

KINDS = {
    "run_together": Text("并行办理", "run together"),
    "defer": Text("改为不晚于", "defer to no later than"),
    "drop": Text("取消环节", "drop a step"),
    "drop_material": Text("取消材料", "drop a material"),
    "merge": Text("合并办理", "merge into a joint step"),
    "flatten": Text("压减签批层级", "flatten sign-off"),
    "reuse": Text("共享复用材料", "reuse a material"),
    "promise": Text("告知承诺", "promise instead of proof"),
    "tolerate": Text("容缺后补", "tolerate until later"),
    "delegate": Text("授权下放", "delegate"),
    "decide_at_once": Text("即来即办", "decide at once"),
}
TIMING = frozenset({"run_together", "defer", "drop", "merge", "decide_at_once"})
"""Kinds that change when steps run; the others change only what is asked, signed or handed over."""


@dataclass(frozen=True, slots=True)
class Move:
    """One simplification. `targets` are step ids, or "step:material" for materials; `ground` is what allows it, `amend`
    what must be changed for it; `releases` are the printed orders it drops; `to` is kind-specific: the deadline of a
    defer, the office of a delegate, the levels of a flatten, the one place a reused material is still asked."""

    kind: str
    targets: tuple[str, ...]
    ground: Ground
    amend: Text
    said: Text
    releases: tuple[Order, ...] = ()
    to: str = ""

    @property
    def id(self) -> str:
        """A stable name for JSON, links and drafts."""
        return f"{self.kind}:{'+'.join(self.targets)}"

    @property
    def label(self) -> Text:
        """The name of its kind."""
        return KINDS[self.kind]

    @property
    def steps(self) -> tuple[str, ...]:
        """Ids of the steps it touches."""
        return tuple(dict.fromkeys(target.split(":")[0] for target in self.targets))

    @property
    def changes_time(self) -> bool:
        """Whether it can shorten the longest chain."""
        return self.kind in TIMING

    @property
    def unconfirmed(self) -> bool:
        """Whether it rests on nobody having stated a ground, so that the owner must confirm there is none."""
        return self.ground == UNSTATED or self.ground.kind == "unstated"
