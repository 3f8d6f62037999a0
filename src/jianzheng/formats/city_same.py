"""A step of a chain that a city also offers by itself: one matter, with one code, type, organ, limit and result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jianzheng.core.process import Step
from jianzheng.core.service import Matter, Service
from jianzheng.formats.problems import Problem, Unreadable


def known(
    same: Mapping[str, str], steps: Mapping[str, object], built: Mapping[str, Service], chain: str
) -> None:
    """Raise Unreadable where `same` of a chain names a step it does not have, or no service of one matter before it."""
    strange = [step for step in same if step not in steps]
    strange += [id for id in same.values() if id not in built or len(built[id].matters) != 1]
    if strange:
        names = "、".join(strange)
        zh = f"服务 {chain} 的 same 写了 {names}：左边应是流程里的环节，右边应是写在它前面、只有一个事项的服务。"
        en = f"same of {chain} names {names}: a step of its flow, and a service of one matter written before it."
        raise Unreadable([Problem(chain, "same", zh, en)])


def as_single(step: Step, single: Service) -> Matter:
    """The matter of a service as a step of a chain: all that is the matter's own, under the name the chain prints."""
    return replace(single.matters[0], id=step.id, title=step.title)
