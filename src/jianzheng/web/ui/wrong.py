"""What is wrong with a form that was refused, as one list at its top with a way to each field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.web.ui.situation import Question

Named = tuple[str, str, Text]
"""A field, the id on the page to go to, what it is called."""

PEOPLE: tuple[Named, ...] = (
    ("name", "name", Text("申请人姓名或单位名称", "Name of the person or firm")),
    ("code", "code", Text("申请人的号码", "Number of the applicant")),
    ("phone", "phone", Text("联系电话", "Phone")),
    ("agent", "agent", Text("代办人姓名", "Name of whoever acts for them")),
    ("agent_code", "agent_code", Text("代办人证件号码", "Id number of whoever acts for them")),
    ("entrusted", "entrusted", Text("委托情况", "Entrustment")),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: where on the page, what it is called, what is wrong."""

    at: str
    title: Text
    trouble: str


def faults(wrong: Mapping[str, str], named: Iterable[Named]) -> list[Fault]:
    """What is wrong, in the order in which the fields are `named`."""
    return [Fault(at, title, wrong[field]) for field, at, title in named if wrong.get(field)]


def asked_of(service: Service, situation: Sequence[Question]) -> list[Named]:
    """The fields of an application, in the order of its page: people, the service's questions, the situation, materials."""
    return [
        *PEOPLE,
        *((f"form-{n}", f"form-{n}", service.called(question)) for n, question in enumerate(service.form)),
        *((one.field, f"q-{n}", one.title) for n, one in enumerate(situation, 1)),
        *(named for n, one in enumerate(service.asked) for named in _material(n, one.title)),
    ]


def _material(n: int, title: Text) -> tuple[Named, Named]:
    """Its file, and the promise in its place."""
    return (f"paper-{n}", f"paper-{n}", title), (f"promise-{n}", f"promise-{n}", title)
