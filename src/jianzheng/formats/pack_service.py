"""Services as text: terms, matters and services; one service standing alone is how an edition in force is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import yaml

from jianzheng.core.process import Process
from jianzheng.core.service import Matter, Service, Term
from jianzheng.core.text import Text
from jianzheng.formats.pack import PROCESS
from jianzheng.formats.pack_steps import GROUND, TITLE, WORDS
from jianzheng.formats.pack_terms import TERM
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.shape import ID, TEXT, TRUTH, WHOLE, Problems, many, one_of, record
from jianzheng.formats.tree import tree
from jianzheng.formats.write import text_values, values_of_process, values_with_texts, yaml_dumper

FORMAT = "jianzheng-service/1"
JOINTS = ("unified", "joint", "centralised")


MATTER = record(
    Matter,
    {
        "id": ID,
        "title": TITLE,
        "organ": ID,
        "code": TEXT,
        "type": TEXT,
        "legal": TERM,
        "promised": TERM,
        "instant": TRUTH,
        "result": TITLE,
        "licence": TRUTH,
        "commitment": TRUTH,
        "valid_months": WHOLE,
        "valid_ground": GROUND,
        "prints": WORDS,
        "renews": TEXT,
        "excluded": TEXT,
        "form": WORDS,
        "ground": GROUND,
        "source": TEXT,
    },
    ("id", "title", "organ"),
)


def _service(
    format: str, id: str, title: Text, process: Any, terms: Iterable[Term] = (), **more: Any
) -> Service:
    return Service(id, title, process.process, terms={term.id: term for term in terms}, **more)


SERVICE = record(
    _service,
    {
        "format": one_of(FORMAT),
        "id": ID,
        "title": TITLE,
        "about": TITLE,
        "window": TEXT,
        "joint": one_of(*JOINTS),
        "audience": TEXT,
        "source": TEXT,
        "process": PROCESS,
        "matters": many(MATTER, least=1),
        "answer": TERM,
        "terms": many(TERM),
    },
    ("format", "id", "title", "process", "matters"),
)


def read_service(text: str, name: str = "service.yaml") -> Service:
    """The service of a text written by `service_to_yaml`. Raises Unreadable with every problem."""
    found: list[Problem] = []
    problems = Problems(name, found)
    service: Service | None = SERVICE.read(tree(text, name, found), problems)
    if problems.found or service is None:
        raise Unreadable(problems.found)
    return replace(service, process=placeless(service.process))


def placeless(process: Process) -> Process:
    """The process without where its steps and materials were read: an edition is the same wherever it is kept."""
    steps = (
        replace(step, place="", needs=tuple(replace(need, place="") for need in step.needs))
        for step in process.steps
    )
    return replace(process, steps=tuple(steps))


def service_to_yaml(service: Service) -> str:
    """One service with its process and terms, standing alone; reads back to the same value."""
    whole: dict[str, Any] = {"format": FORMAT, "id": service.id, "title": text_values(service.title)}
    for key in ("window", "joint", "audience", "source"):
        if value := getattr(service, key):
            whole[key] = value
    if service.about != Text(""):
        whole["about"] = text_values(service.about)
    whole["process"] = values_of_process(service.process)
    whole["matters"] = [values_with_texts(matter) for matter in service.matters]
    if service.answer:
        whole["answer"] = values_with_texts(service.answer)
    if service.terms:
        whole["terms"] = [values_with_texts(term) for term in service.terms.values()]
    return yaml.dump(whole, Dumper=yaml_dumper(), allow_unicode=True, sort_keys=False, width=120)
