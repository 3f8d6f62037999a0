"""Proposals about what is asked, signed and handed over: drop, reuse, promise, tolerate, flatten, delegate."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.confront import Confronted
from jianzheng.core.examine import papers
from jianzheng.core.examine.finding import Finding
from jianzheng.core.examine.limits import MOST_SIGN_OFFS, TWO_TIERS
from jianzheng.core.ground import Ground
from jianzheng.core.materials import asked
from jianzheng.core.process import Need
from jianzheng.core.redesign.apply import EXTRA
from jianzheng.core.redesign.moves import Move
from jianzheng.core.text import Text

GUIDE = Text("办事指南：修改申请材料", "Guide: change the list of materials")


def struck(confronted: Confronted) -> Iterator[Move]:
    """Catch-all materials, materials off the legal list, second prints of one material, and materials by habit."""
    for check in (papers.catch_alls, papers.off_list):
        for finding in check(confronted):
            yield _drop(finding.places[:1], finding.ground, finding.remedy)
    for finding in papers.twice(confronted):
        extra = EXTRA if finding.places[0] == finding.places[1] else ""
        yield _drop(finding.places[:1], finding.ground, finding.remedy, extra)
    for item in asked(confronted.process):
        if item.need.ground.kind == "habit":
            yield _drop(
                (item.target,), item.need.ground, Text("没有依据，不再索要。", "No ground: stop asking.")
            )


def _drop(targets: tuple[str, ...], ground: Ground, remedy: Text, to: str = "") -> Move:
    name = targets[0].split(":", 1)[1]
    return Move(
        "drop_material",
        targets,
        ground,
        GUIDE,
        Text(f"不再索要“{name}”：{remedy.zh}", f"Stop asking “{name}”: {remedy.en}"),
        to=to,
    )


def reused(confronted: Confronted) -> Iterator[Move]:
    """Materials government holds, another step yields, or another matter has already been given."""
    for finding in (*papers.held(confronted), *papers.yielded(confronted)):
        yield _reuse(finding, finding.places)
    for finding in papers.repeated(confronted):
        yield _reuse(finding, finding.places[1:], finding.places[0])


def _reuse(finding: Finding, targets: tuple[str, ...], kept: str = "") -> Move:
    said = Text(f"{finding.said.zh}：{finding.remedy.zh}", f"{finding.said.en}: {finding.remedy.en}")
    return Move("reuse", targets, finding.ground, GUIDE, said, to=kept)


def promised(confronted: Confronted) -> Iterator[Move]:
    """Proofs the source lists as open to a written promise, and materials it lists as open to tolerance."""
    for item in asked(confronted.process):
        need = item.need
        if need.handling == "asked" and need.promisable:
            yield _later(
                "promise", item.target, need, Text("以书面承诺代替", "replaced by a written promise")
            )
        elif need.handling == "asked" and need.tolerable:
            yield _later(
                "tolerate", item.target, need, Text("先受理、后补齐", "accepted first, supplied later")
            )


def _later(kind: str, target: str, need: Need, how: Text) -> Move:
    said = Text(f"“{need.material}”{how.zh}", f"“{need.material}”: {how.en}")
    amend = Text("公布告知承诺、容缺受理清单", "Publish the list of promises and tolerances")
    return Move(kind, (target,), need.ground, amend, said)


def flattened(confronted: Confronted) -> Iterator[Move]:
    """Steps signed off on more than two levels."""
    for step in confronted.process.steps:
        if step.sign_levels > MOST_SIGN_OFFS:
            yield Move(
                "flatten",
                (step.id,),
                TWO_TIERS,
                Text("内部签批规程：改为两级", "Internal sign-off rules: two levels"),
                Text(
                    f"“{step.name}”由{step.sign_levels}级签批压为两级",
                    f"“{step.en}”: {step.sign_levels} sign-off levels become two",
                ),
                to=str(MOST_SIGN_OFFS),
            )


def delegated(confronted: Confronted) -> Iterator[Move]:
    """Steps whose source names an office the power may be delegated to."""
    for step in confronted.process.steps:
        if step.conduct.delegate_to and step.conduct.delegate_to != step.office:
            office = step.conduct.delegate_to
            yield Move(
                "delegate",
                (step.id,),
                step.conduct.delegate_ground,
                Text("授权委托书、权责清单", "Instrument of delegation, list of powers"),
                Text(f"“{step.name}”授权{office}办理", f"“{step.en}” is delegated to {office}"),
                to=office,
            )
