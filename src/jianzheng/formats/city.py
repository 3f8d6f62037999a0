"""A city as content: its organs, posts, staff and the services it offers, read from packs/cities/<id>.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jianzheng.core.authority import POWERS, Organ, Post
from jianzheng.core.materials import Yields
from jianzheng.core.process import Process, Step, under
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.study import study
from jianzheng.core.text import Text
from jianzheng.formats.city_added import ADDED, Added, added, spoken
from jianzheng.formats.city_matters import of_step
from jianzheng.formats.city_same import SAME, Same, as_single, asking, examining, known
from jianzheng.formats.decode import decode
from jianzheng.formats.folders import pack_folders
from jianzheng.formats.pack import PROCESS
from jianzheng.formats.pack_service import JOINTS, MATTER, placeless
from jianzheng.formats.pack_steps import TITLE, WORDS
from jianzheng.formats.pack_terms import TERM
from jianzheng.formats.packs import find, lawbook_for
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.shape import ID, TEXT, TRUTH, WORD, Problems, many, one_of, record, table
from jianzheng.formats.tree import tree

FORMAT = "jianzheng-city/1"
"""Version of the format."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works, or in the demonstration applies: login, name, the post they hold ("" for a citizen), their role."""

    login: str
    name: Text
    role: str
    post: str = ""
    id_code: str = ""
    phone: str = ""


@dataclass(frozen=True)
class City:
    """Organs, posts, staff and services of one place."""

    id: str
    title: Text
    organs: tuple[Organ, ...]
    posts: tuple[Post, ...]
    staff: tuple[Staff, ...]
    services: tuple[Service, ...]
    note: Text = Text("")


@dataclass(frozen=True)
class _Stated:
    """A service as its keys state it, before its process is found and finished."""

    id: str
    title: Text
    process: Any = None
    of: str = ""
    redesign: str = ""
    offices: Mapping[str, str] | None = None
    conditions: Mapping[str, bool] | None = None
    adds: Mapping[str, Added] | None = None
    same: Mapping[str, Same] | None = None
    licences: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    each_step: bool = False
    window: str = ""
    joint: str = ""
    audience: str = ""
    about: Text = Text("")
    source: str = ""
    legal: Term | None = None
    promised: Term | None = None
    answer: Term | None = None


ORGAN = record(
    Organ,
    {
        "id": ID,
        "title": TITLE,
        **dict.fromkeys(
            ("code", "short", "region", "phone", "address", "level", "reconsideration", "court"), TEXT
        ),
    },
    ("id", "title", "code"),
)
STAFF = record(
    Staff,
    {"login": ID, "name": TITLE, "role": WORD, "post": TEXT, "id_code": TEXT, "phone": TEXT},
    ("login", "name", "role"),
)
STATED = record(
    _Stated,
    {
        "id": ID,
        "title": TITLE,
        "about": TITLE,
        "process": PROCESS,
        "of": TEXT,
        "redesign": one_of("lawful"),
        "offices": table(TEXT),
        "conditions": table(TRUTH),
        "adds": table(ADDED),
        "same": table(SAME),
        "licences": WORDS,
        "matters": many(MATTER),
        "each_step": TRUTH,
        "window": ID,
        "joint": one_of(*JOINTS),
        "audience": TEXT,
        "source": TEXT,
        "legal": TERM,
        "promised": TERM,
        "answer": TERM,
    },
    ("id", "title"),
)


def _post(id: str, organ: str, title: Text, role: str, deputy: str = "", verbs: Iterable[str] = ()) -> Post:
    return Post(id, organ, title, role, frozenset(verbs) or POWERS.get(role, frozenset()), deputy)


POST = record(
    _post,
    {"id": ID, "organ": ID, "title": TITLE, "role": WORD, "deputy": TEXT, "verbs": WORDS},
    ("id", "organ", "title", "role"),
)


def _city(format: str, services: tuple[_Stated, ...] = (), en: Mapping[str, str] = {}, **more: Any) -> City:
    organs = {organ.id: organ for organ in more["organs"]}
    built: dict[str, Service] = {}
    for place, stated in enumerate(services, 1):
        built[stated.id] = spoken(_built(stated, organs, place, built), en)
    return City(services=tuple(built.values()), **more)


CITY = record(
    _city,
    {
        "format": one_of(FORMAT),
        "id": ID,
        "title": TITLE,
        "note": TITLE,
        "organs": many(ORGAN),
        "posts": many(POST),
        "staff": many(STAFF),
        "services": many(STATED),
        "en": table(WORD),
    },
    ("format", "id", "title", "organs", "posts", "staff"),
)


def city(id: str) -> City:
    """The city called `id`, of one's own folders first. Raises Unreadable, KeyError when there is none."""
    for folder in pack_folders():
        path = folder / "cities" / f"{id}.yaml"
        if path.exists():
            return read_city(path)
    raise KeyError(id)


def read_city(path: Path) -> City:
    """The city of a file. Raises Unreadable with every problem."""
    found: list[Problem] = []
    problems = Problems(path.name, found)
    made: City | None = CITY.read(tree(decode(path.read_bytes(), path.name), path.name, found), problems)
    if problems.found or made is None:
        raise Unreadable(problems.found)
    return made


def _built(stated: _Stated, organs: Mapping[str, Organ], place: int, built: Mapping[str, Service]) -> Service:
    process = _housed(stated, added(_found(stated), stated.adds or {}, stated.id), organs)
    matters = stated.matters or (_whole(stated, process),)
    if stated.each_step:
        same = stated.same or {}
        known(same, process.index, built, stated.id)
        process = asking(process, same, built)
        matters = tuple(
            as_single(step, built[same[step.id].of], same[step.id])
            if step.id in same
            else of_step(step, stated.licences, stated.legal, stated.promised)
            for step in process.steps
        )
        steps = zip(process.steps, matters, strict=True)
        process = replace(process, steps=tuple(replace(s, matter=s.id, office=m.organ) for s, m in steps))
        process = examining(process, same, built)
    coded = tuple(_coded(matter, organs, place, n) for n, matter in enumerate(matters, 1))
    return Service(
        stated.id,
        stated.title,
        placeless(_delivered(furnished(process, coded), stated.window)),
        coded,
        stated.window,
        stated.joint,
        stated.audience,
        stated.about,
        source=stated.source or process.source,
        answer=stated.answer,
    )


def _delivered(process: Process, window: str) -> Process:
    """Results are handed over at the window that received (统一出件)."""
    steps = (replace(s, office=window) if s.kind == "deliver" and window else s for s in process.steps)
    return replace(process, steps=tuple(steps))


def _found(stated: _Stated) -> Process:
    """The process itself: written here, or that of a pack, redesigned where the city says so."""
    if not stated.of:
        process: Process = stated.process.process
        return process
    pack, id = find(stated.of)
    process = next(process for process in pack.processes if id in ("", process.id))
    if not stated.redesign:
        return process
    return study(process, lawbook_for(pack)).after


def _housed(stated: _Stated, process: Process, organs: Mapping[str, Organ]) -> Process:
    """The process in this city: steps at its organs, in the situation it offers, without places of the source file."""
    known = {**process.conditions, **(stated.conditions or {})}
    process = under(process, {name: holds for name, holds in known.items() if not holds})
    offices = stated.offices or {}
    default = stated.matters[0].organ if stated.matters else offices.get("*", "")
    lookup = Yields(process)
    steps = tuple(
        replace(
            step,
            office=offices.get(step.office) or (step.office if step.office in organs else default),
            needs=tuple(
                replace(need, place="", origin=_origin(lookup, step, need.origin)) for need in step.needs
            ),
            place="",
        )
        for step in process.steps
    )
    return replace(process, steps=steps)


def _origin(lookup: Yields, step: Step, origin: str) -> str:
    """Who yields a material here; what no step of this process yields any more, the applicant brings."""
    return origin if origin in ("", "held") or set(lookup.of(origin)) - {step.id} else ""


def _whole(stated: _Stated, process: Process) -> Matter:
    return Matter("m", stated.title, process.steps[0].office, legal=stated.legal, promised=stated.promised)


def _coded(matter: Matter, organs: Mapping[str, Organ], place: int, number: int) -> Matter:
    """The matter with a task code of this city: organ, level, region, type, main item, sub item."""
    if matter.code:
        return matter
    organ = organs[matter.organ]
    catalogue = f"{organ.region[:2] or '99'}{matter.type:0>2}{place:05d}{number:03d}"
    return replace(matter, code=f"{organ.code}{organ.level}{catalogue}")
