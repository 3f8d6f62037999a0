"""What makes a redesign unlawful: the invariant it breaks, the article, and where."""

from __future__ import annotations

from dataclasses import dataclass

from jianzheng.core.confront import Confronted
from jianzheng.core.process import Process, Step
from jianzheng.core.text import Text

BASIS = {
    "R1": "优化营商环境条例第三十五条、第四十三条、第四十四条；行政许可法第三十一条",
    "R2": "国务院关于在线政务服务的若干规定第七条；行政许可法第三十五条",
    "R3": "行政许可法第二十六条",
    "R4": "行政许可法第三十四条",
    "R5": "行政许可法第三十六条、第四十七条、第四十八条",
    "R6": "行政许可法第三十八条、第四十条",
    "R7": "行政许可法第五十三条、第五十四条、第五十七条",
    "R8": "行政许可法第五十八条、第五十九条",
    "R9": "行政许可法第三十四条、第五十六条",
    "R10": "优化营商环境条例第三十七条",
    "R11": "行政许可法第二十二条至第二十六条",
    "R12": "权责清单：划转事项须明确监管责任主体",
    "R13": "行政许可法第四十二条、第四十五条；优化营商环境条例第三十六条",
    "R14": "自然人对不予许可和裁量决定负责（政策要求，可配置）",
}
"""Invariant → its basis, as the domain specification lists them."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One invariant broken: `rule` R1–R14, `places` step ids or "step:material" or "before→after"."""

    rule: str
    places: tuple[str, ...]
    said: Text

    @property
    def basis(self) -> str:
        """The articles the invariant rests on."""
        return BASIS[self.rule]


@dataclass(frozen=True)
class Change:
    """A process before (laid against law and data) and after a redesign."""

    before: Confronted
    after: Process

    def heir(self, id: str) -> Step | None:
        """The step of `after` that carries on step `id`: the same id, else the step it was merged into."""
        if id in self.after.index:
            return self.after.step(id)
        name = self.before.process.step(id).name
        return next((step for step in self.after.steps if name in step.name.split(" + ")), None)

    def kept(self) -> list[tuple[Step, Step]]:
        """(before, after) for every step that is still there under its own id."""
        return [
            (step, self.after.step(step.id))
            for step in self.before.process.steps
            if step.id in self.after.index
        ]
