"""Materials: what is asked, how often, who already has it, and which step yields it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianzheng.core.names import likeness, parts, plain, stem
from jianzheng.core.process import Need, Process, Step

HELD = "held"
NEAR = 0.6
"""Names at least this alike (Dice over character pairs) are taken for the same thing when a source names a yielder."""

_CATCH_ALL = re.compile(
    r"^(其他|其它|有关|相关)的?(.{0,12})(材料|资料|文件|证明|手续)"
    r"|(规定|要求|需要|认为|必要|应当|依法).{0,12}(其他|其它).{0,10}(材料|资料|文件|证明)"
    r"|(规定|认为)(需要|必要)的.{0,4}(材料|资料|文件)$"
    r"|等(其他|其它|有关|相关)?(材料|资料|文件)$|兜底"
    r"|\b(any |all )?other (necessary |required |relevant )?(documents?|materials?|papers)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One material asked at one step."""

    step: Step
    need: Need

    @property
    def target(self) -> str:
        """How findings and moves name it: "step:material"."""
        return f"{self.step.id}:{self.need.material}"


def asked(process: Process) -> Iterator[Asked]:
    """Every material asked, in the order of the steps."""
    for step in process.steps:
        for need in step.needs:
            yield Asked(step, need)


def is_catch_all(material: str) -> bool:
    """Whether a material is a catch-all ("其他材料") that no applicant can know how to meet."""
    return bool(_CATCH_ALL.search(material.strip()))


def is_optional(material: str) -> bool:
    """Whether a list says of a material that one may leave it out (选报材料)."""
    return bool(_OPTIONAL.match(material.strip()))


_OPTIONAL = re.compile(r"[（(]?(选报|选交|可选)(材料|件|项)?[：:）)]|optional\b", re.IGNORECASE)


def is_held(need: Need) -> bool:
    """Whether government already has it as a licence or shared record."""
    return need.origin == HELD


class Yields:
    """Looks up which steps of a process yield a thing, by step id, printed yield, name, box, or a name much like it."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._exact: dict[str, list[str]] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        for step in process.steps:
            for name in (step.id, *step.yields):
                self._exact.setdefault(name, []).append(step.id)
        for step in process.steps:
            for name in (*step.yields, step.name, step.matter):
                if name and step.id not in self._exact.setdefault(stem(name), []):
                    self._exact[stem(name)].append(step.id)

    def of(self, name: str) -> tuple[str, ...]:
        """Ids of the steps that yield what is printed as `name`; () when nobody in the process does."""
        if name not in self._found:
            self._found[name] = tuple(dict.fromkeys(self._search(name)))
        return self._found[name]

    def _search(self, name: str) -> list[str]:
        if name in self._exact:
            return self._exact[name]
        found = [id for part in parts(name) for id in self._exact.get(stem(part), [])]
        return found or self._in_boxes(name) or self._near(name)

    def _in_boxes(self, name: str) -> list[str]:
        wanted = {stem(part) for part in parts(name)} | {plain(name)}
        inside = [
            step
            for step in self._process.steps
            if step.box and any(w in plain(step.box) for w in wanted if w)
        ]
        best = max((likeness(step.name, name) for step in inside), default=0)
        return [step.id for step in inside if best == 0 or likeness(step.name, name) >= best / 2]

    def _near(self, name: str) -> list[str]:
        scored = [(likeness(step.name, name), step.id) for step in self._process.steps]
        best = max(scored, default=(0.0, ""))[0]
        return [id for score, id in scored if score == best] if best >= NEAR else []


def yielders(lookup: Yields, step: Step, need: Need) -> tuple[str, ...]:
    """The steps that yield what `step` needs; () when the applicant, a register or the step itself supplies it, or nobody."""
    if not need.origin or is_held(need):
        return ()
    makers = lookup.of(need.origin)
    return () if step.id in makers else makers


def key(lookup: Yields, asked_: Asked) -> str:
    """What makes two printed materials the same one: the step that yields it, else its plain name."""
    makers = yielders(lookup, asked_.step, asked_.need)
    return "from:" + "+".join(sorted(makers)) if makers else plain(asked_.need.material)
