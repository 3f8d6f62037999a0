"""Invariants about what is in a process: grounds, materials, fees, hearings, publicity, quotas, channels."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.confront import closure
from jianzheng.core.examine.limits import ground_of
from jianzheng.core.ground import GroundKind
from jianzheng.core.lawful.breach import Breach, Change
from jianzheng.core.materials import is_catch_all, yielders
from jianzheng.core.process import Need, Process, Step
from jianzheng.core.text import Text


def r1_grounds_kept(change: Change) -> Iterator[Breach]:
    """Nothing with a legal basis is removed, nothing without one is added, and no order law or data demands is lost."""
    for step in change.before.process.steps:
        ground = ground_of(change.before, step)
        heir = change.heir(step.id)
        if heir is None and ground.binds and not change.before.lawbook.removal(step):
            yield Breach(
                "R1",
                (step.id,),
                Text(
                    f"取消了“{step.name}”，而{ground.cite}设定了它",
                    f"“{step.en}” is dropped though {ground.cite} sets it up",
                ),
            )
        if heir is not None:
            yield from _materials_kept(change, step, heir)
    yield from _added(change)


def _materials_kept(change: Change, step: Step, heir: Step) -> Iterator[Breach]:
    left = {need.material for need in heir.needs}
    for need in step.needs:
        lawful = need.ground.kind is GroundKind.LAW and not is_catch_all(need.material)
        if lawful and need.material not in left and not _made_within(change, step, need, heir):
            yield Breach(
                "R1",
                (f"{step.id}:{need.material}",),
                Text(
                    f"取消了“{need.material}”，而{need.ground.cite}要求提交",
                    f"“{need.material}” is dropped though {need.ground.cite} demands it",
                ),
            )


def _made_within(change: Change, step: Step, need: Need, heir: Step) -> bool:
    """Whether steps joined with `step` made the material, so that it no longer changes hands."""
    makers = yielders(change.before.yields, step, need)
    return bool(makers) and all(change.heir(id) == heir for id in makers)


def _added(change: Change) -> Iterator[Breach]:
    asked: dict[str, set[str]] = {}
    for step in change.before.process.steps:
        heir = change.heir(step.id)
        if heir is not None:
            asked.setdefault(heir.id, set()).update(need.material for need in step.needs)
    for step in change.after.steps:
        if step.id not in asked and not step.ground.binds:
            said = Text(f"新增“{step.name}”没有法律依据", f"New step “{step.en}” has no legal basis")
            yield Breach("R1", (step.id,), said)
            continue
        for need in step.needs:
            if need.material not in asked.get(step.id, ()) and need.ground.kind is not GroundKind.LAW:
                said = Text(
                    f"新增材料“{need.material}”没有法律依据",
                    f"New material “{need.material}” has no legal basis",
                )
                yield Breach("R1", (f"{step.id}:{need.material}",), said)


def r1_orders_kept(change: Change) -> Iterator[Breach]:
    """Every order law or data demands still holds, directly or through other steps, unless both became one step."""
    after = change.after
    if after.network.ringed:
        return
    above = closure(after)
    for (first, second), ground in change.before.binding.items():
        one, two = change.heir(first), change.heir(second)
        if one is None or two is None or one.id == two.id:
            continue
        if not above[after.index[two.id]] >> after.index[one.id] & 1:
            yield Breach(
                "R1",
                (f"{first}→{second}",),
                Text(
                    f"不再要求“{one.name}”先于“{two.name}”，而{ground.cite}要求如此",
                    f"“{one.en}” no longer comes before “{two.en}”, which {ground.cite} demands",
                ),
            )


def r2_nothing_asked_again(change: Change) -> Iterator[Breach]:
    """What was shared or already given is not asked again."""
    for old, new in change.kept():
        reused = {need.material for need in old.needs if need.handling == "reused"}
        for need in new.needs:
            if need.material in reused and need.handling == "asked":
                yield Breach(
                    "R2",
                    (f"{new.id}:{need.material}",),
                    Text(
                        f"重新向申请人索要可共享的“{need.material}”",
                        f"Shared “{need.material}” is asked again",
                    ),
                )


def r3_one_intake(change: Change) -> Iterator[Breach]:
    """A matter keeps one intake and one delivery."""
    for kind in ("receive", "deliver"):
        if _count(change.after, kind) > max(1, _count(change.before.process, kind)):
            steps = tuple(step.id for step in change.after.steps if step.kind == kind)
            yield Breach(
                "R3",
                steps,
                Text("多部门事项应一个窗口受理、统一送达", "One intake and one delivery for several offices"),
            )


def _count(process: Process, kind: str) -> int:
    return sum(step.kind == kind for step in process.steps)


def r6_reasons_and_publicity(change: Change) -> Iterator[Breach]:
    """Decisions stay: written, with reasons when refused; grants stay public."""
    for step in change.before.process.steps:
        if step.kind in ("decide", "publish") and change.heir(step.id) is None:
            yield Breach(
                "R6",
                (step.id,),
                Text(
                    f"“{step.name}”不能取消：决定须书面说明理由，准予许可须公开",
                    f"“{step.en}” cannot go: decisions are written and reasoned, grants are public",
                ),
            )


def r7_quota_kept(change: Change) -> Iterator[Breach]:
    """Where numbers are limited the way of choosing stays."""
    for step in change.before.process.steps:
        heir = change.heir(step.id)
        if step.conduct.quota and (heir is None or heir.conduct.quota != step.conduct.quota):
            yield Breach(
                "R7",
                (step.id,),
                Text(
                    f"“{step.name}”有数量限制，须按“{step.conduct.quota}”确定",
                    f"“{step.en}” is limited in number and must be decided by “{step.conduct.quota}”",
                ),
            )


def r8_no_new_fee(change: Change) -> Iterator[Breach]:
    """No fee is added without law."""
    old = {fee for step in change.before.process.steps for fee in step.fees}
    for step in change.after.steps:
        for fee in step.fees:
            if fee not in old and fee.ground.kind is not GroundKind.LAW:
                yield Breach(
                    "R8",
                    (f"{step.id}:{fee.name}",),
                    Text(f"新增收费“{fee.name}”没有法律依据", f"New fee “{fee.name}” has no law"),
                )


def r10_channels_kept(change: Change) -> Iterator[Breach]:
    """No channel open to the applicant is closed."""
    for step in change.before.process.steps:
        heir = change.heir(step.id)
        closed = set(step.conduct.channels) - set(heir.conduct.channels if heir else step.conduct.channels)
        if closed:
            ways = "、".join(sorted(closed))
            yield Breach(
                "R10",
                (step.id,),
                Text(f"“{step.name}”关闭了办理渠道：{ways}", f"“{step.en}” closes channels: {ways}"),
            )
