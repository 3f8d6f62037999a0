"""Seven figures that say what a process costs the applicant and the offices, everywhere the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from jianzheng.core import network as graph
from jianzheng.core.process import Days, Process, Step
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Burden:
    """Steps; materials asked (each once a step); visits; offices; hand-overs (steps that take over work from another office);
    sign-off levels (summed); working days summed and along the longest chain (None while a ring stands)."""

    steps: int
    materials: int
    visits: int
    offices: int
    handovers: int
    sign_levels: int
    days_sum: Days
    days_chain: Days | None

    def __sub__(self, other: Burden) -> dict[str, Days]:
        """Figure by figure, this burden less the other; only figures that differ."""
        mine, theirs = asdict(self), asdict(other)
        return {name: mine[name] - theirs[name] for name in mine if (mine[name] or 0) != (theirs[name] or 0)}


LABELS = {
    "steps": Text("环节", "steps"),
    "materials": Text("材料", "materials"),
    "visits": Text("跑动次数", "visits"),
    "offices": Text("部门", "offices"),
    "handovers": Text("部门间流转", "hand-overs"),
    "sign_levels": Text("签批层级", "sign-off levels"),
    "days_sum": Text("工作日合计", "working days, sum"),
    "days_chain": Text("工作日（最长链）", "working days, longest chain"),
}


def burden(process: Process) -> Burden:
    """The figures of the way an applicant goes: of alternatives only the heaviest counts (most days, then materials)."""
    gone = _lighter_alternatives(process)
    steps = [step for step in process.steps if step.id not in gone]
    return Burden(
        steps=len(steps),
        materials=sum(need.handling == "asked" for step in steps for need in step.needs),
        visits=sum(step.visits for step in steps),
        offices=len({step.office for step in steps} - {""}),
        handovers=_handovers(process, gone),
        sign_levels=sum(step.sign_levels for step in steps),
        days_sum=tidy(sum(step.nominal_days for step in steps)),
        days_chain=None if process.network.ringed else tidy(process.schedule.length),
    )


def tidy(days: Days) -> Days:
    """Whole days as int, so that 53.0 prints as 53."""
    return int(days) if float(days).is_integer() else days


def _weight(step: Step) -> tuple[Days, int]:
    return step.nominal_days, len(step.needs)


def _lighter_alternatives(process: Process) -> set[str]:
    return {
        step.id
        for group in process.alternatives().values()
        for step in group
        if step is not max(group, key=_weight)
    }


def _handovers(process: Process, gone: set[str]) -> int:
    """Steps that take over work directly from a step of another named office (orders implied by others do not count)."""
    net = process.network
    if net.ringed:
        return 0
    steps = process.steps
    taking = {
        b
        for a, b in graph.reduced(net, graph.ancestors(net))
        if steps[a].office and steps[b].office and steps[a].office != steps[b].office
        if not {steps[a].id, steps[b].id} & gone
    }
    return len(taking)
