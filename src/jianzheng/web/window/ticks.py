"""The materials of a case as the window ticks them: how each may lawfully come, and the promise that may stand in its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from jianzheng.apps.cases.promises import live, on_record
from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.papers.queries import papers as papers_of
from jianzheng.core.case import COMING, FREE, came_now, material, required
from jianzheng.core.case.application import HANDLINGS
from jianzheng.core.case.case import Paper
from jianzheng.core.case.free import ABSENT
from jianzheng.core.case.notice import UNSENT
from jianzheng.core.materials import is_optional
from jianzheng.core.service import Asked
from jianzheng.core.text import Text
from jianzheng.web.ui.promises import Promising, promising
from jianzheng.web.ui.say import said


@dataclass(frozen=True, slots=True)
class Tick:
    """A material needed: its number, the lawful ways it may come (word, label, chosen), its file, what to put right, whether
    it was found not to be on file (`absent`); the promise to be signed where one may stand (`online` = the applicant made it
    already), why none may (`barred`); of a free line its matter (`of`), and whether the applicant will bring it (`coming`)."""

    number: int
    asked: Asked
    choices: list[tuple[str, Text, bool]]
    file: str
    wanted: str
    absent: bool
    promise: Promising | None
    online: bool
    signed: bool
    barred: Text | None
    of: Text | None
    coming: bool

    @property
    def missing(self) -> bool:
        """Whether it did not come in any way."""
        return any(chosen for word, _, chosen in self.choices if word == "missing")

    @property
    def asks(self) -> bool:
        """Whether the notice has to say something of it, or does."""
        return bool(self.wanted) or self.absent or (self.missing and not is_optional(self.asked.material))


HANDLED = {
    "brought": Text("已交", "brought"),
    "on_file": Text("免交（政府已有）", "on file"),
    "promised": Text("告知承诺", "promised"),
    "tolerated": Text("容缺后补", "to follow"),
    "missing": Text("缺", "missing"),
}


LEFT_OUT = Text("没有交（选报，可以不交）", "left out (optional)")


def ticks(found: Opened, kept: Mapping[str, str]) -> dict[str, Any]:
    """Each material needed, those of them that government holds, and what the applicant will bring; `kept` is what was
    ticked and written before."""
    rows = _ticks(found, kept)
    held, coming = (
        [one.asked for one in rows if one.asked.held],
        [one.asked.title for one in rows if one.coming],
    )
    settled = sum(not one.asks for one in rows)
    return {"ticks": rows, "held": held, "coming": coming, "settled": settled}


def _ticks(found: Opened, kept: Mapping[str, str]) -> list[Tick]:
    known = {paper.asked: paper for paper in found.case.papers}
    files = papers_of(int(p.file) for p in known.values() if p.file.isdecimal())
    needed = required(found.case, found.service)
    places = live(found.case)
    promises = {n: promising(found.service, n, places, {}) if n < FREE else None for n in needed}
    record = on_record(found.applicant.get("code", "")) if any(promises.values()) else ()
    rows: list[Tick] = []
    for n in needed:
        paper = known.get(n, Paper(n, ""))
        file = files.get(int(paper.file)) if paper.file.isdecimal() else None
        promise, barred = promises[n], record[0].said if record and promises[n] else None
        lawful = {"promised": promise and not barred}
        asked = material(found.case, found.service, n)
        rows.append(
            Tick(
                n,
                asked,
                _choices(asked, paper, lawful, kept.get(f"paper-{n}", "")),
                file.name if file else "",
                _written(asked, paper, kept),
                f"absent-{n}" in kept,
                None if barred else promise,
                paper.handling == "promised",
                f"signed-{n}" in kept,
                barred,
                *_line(found, asked, paper),
            )
        )
    return rows


def _line(found: Opened, asked: Asked, paper: Paper) -> tuple[Text | None, bool]:
    """Of a free line its matter, and whether the applicant will bring it."""
    of = found.service.matter(asked.matters[0]).title if paper.asked >= FREE else None
    return of, paper.handling == COMING


def _written(asked: Asked, paper: Paper, kept: Mapping[str, str]) -> str:
    """What the notice is to say of a material: what was written, and before that, of one that did not come, so."""
    came = asked.held or paper.handling not in ABSENT or is_optional(asked.material)
    return kept.get(f"want-{paper.asked}", "" if came or kept.get("verb") == "supplement" else said(UNSENT))


def _choices(
    asked: Asked, paper: Paper, lawful: Mapping[str, object], kept: str
) -> list[tuple[str, Text, bool]]:
    """The ways a material may come: word, label, whether it is the one."""
    open_to = {"on_file": asked.held, "tolerated": asked.tolerable, **lawful}
    came = "" if paper.handling in ABSENT else paper.handling
    chosen = kept or came or ("on_file" if asked.held else "missing")
    titles = HANDLED | ({"missing": LEFT_OUT} if is_optional(asked.material) else {})
    return [(word, titles[word], word == chosen) for word in HANDLINGS if open_to.get(word, True)]


def to_hand_over(found: Opened, awaited: Collection[int]) -> list[tuple[int, Text, Text | None]]:
    """What may be handed over now: number, name, of a free line its matter. Neither what is here, nor what government holds,
    nor what is `awaited` in answer to the notice."""
    rows = []
    for n in sorted(came_now(found.case, required(found.case, found.service)) - set(awaited)):
        asked = material(found.case, found.service, n)
        if not asked.held:
            rows.append((n, asked.title, _line(found, asked, Paper(n, ""))[0]))
    return rows
