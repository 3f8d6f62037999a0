"""What a city adds to a flow published elsewhere: materials and questions its source does not print, and English names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jianzheng.core.process import Need, Process, Step
from jianzheng.core.service import Service
from jianzheng.formats.pack_steps import NEED, WORDS
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.shape import WORD, many, record


@dataclass(frozen=True, slots=True)
class Added:
    """Materials, questions, and the condition under which a step is needed."""

    needs: tuple[Need, ...] = ()
    fields: tuple[str, ...] = ()
    when: str = ""


ADDED = record(Added, {"needs": many(NEED), "fields": WORDS, "when": WORD})


def added(process: Process, adds: Mapping[str, Added], service: str) -> Process:
    """The process of a service with what its city adds. Raises Unreadable for a step the process does not have."""
    unknown = "、".join(sorted(adds.keys() - process.index.keys()))
    if unknown:
        zh = f"服务 {service} 的 adds 写了流程里没有的环节：{unknown}。"
        en = f"adds of the service {service} names steps the process does not have: {unknown}."
        raise Unreadable([Problem(service, "adds", zh, en)])
    steps = (_with(step, adds[step.id]) if step.id in adds else step for step in process.steps)
    return replace(process, steps=tuple(steps))


def _with(step: Step, more: Added) -> Step:
    needs, fields = step.needs + more.needs, step.fields + more.fields
    return replace(step, needs=needs, fields=fields, when=more.when or step.when)


def spoken(service: Service, en: Mapping[str, str]) -> Service:
    """The service with the city's English names for what it asks, where its process states none."""
    asks = [one.material for one in service.asked] + [step.when for step in service.process.steps]
    names = {word: en[word] for word in (*asks, *service.form) if word in en}
    return replace(service, process=replace(service.process, en=names | dict(service.process.en)))
