"""What the one notice asks of a matter whose list nobody published: free lines, one paper each, numbered behind every list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from jianzheng.core.case.case import Case, State
from jianzheng.core.case.scope import needed
from jianzheng.core.materials import is_catch_all
from jianzheng.core.names import plain
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Asked, Service

FREE = 9_000
"""Where the numbers of free lines begin, among those of materials; no list is as long."""
MOST, LONGEST = 20, 200
"""Lines for one matter, and characters in one."""
COMING = "coming"
"""How a paper comes that the applicant will bring to the window; in an answer it stands in place of the file."""
ABSENT = frozenset(("", "missing", COMING))
"""How a paper comes that is not here."""
Lines = tuple[tuple[int, str], ...]
"""Free lines: the matter each belongs to (its number), and what is asked."""


def unlisted(service: Service) -> frozenset[int]:
    """The matters for which no source prints any material, by number: what they need only the office can tell."""
    steps = zip(service.process.steps, service.owner, strict=True)
    printed = {place for step, place in steps for need in step.needs if not is_catch_all(need.material)}
    return frozenset(range(len(service.matters))) - printed


def untold(case: Case, service: Service) -> tuple[int, ...]:
    """The matters without a list that wait to be accepted, of which nobody has said what they need."""
    return tuple(
        place
        for place in sorted(unlisted(service))
        if case.items[place].state == State.RECEIVED and not case.items[place].ended_at
    )


def numbers(case: Case, places: Collection[int]) -> tuple[int, ...]:
    """The numbers of the free lines that belong to some matters."""
    return tuple(FREE + n for n, (place, _) in enumerate(case.free) if place in places)


def live(case: Case) -> tuple[int, ...]:
    """The numbers of the free lines of matters that are still examined."""
    if not case.free:
        return ()
    return numbers(case, [place for place, item in enumerate(case.items) if not item.over])


def material(case: Case, service: Service, number: int) -> Asked:
    """The material of a number: one of the joint set, or a free line as if it stood on the list of its matter."""
    if number < FREE:
        return service.asked[number]
    place, text = case.free[number - FREE]
    return Asked(text, (), (service.matters[place].id,))


def lines(case: Case, service: Service, free: Mapping[int, Iterable[str]], places: Collection[int]) -> Lines:
    """Free lines as a notice carries them, each once, in the order of the matters. Raises Refused for a matter that does not
    wait (`places`) or has a list, for what the list has, and beyond MOST and LONGEST."""
    open_to, listed = (
        unlisted(service),
        {plain(service.asked[n].material) for n in needed(service, case.skipped)},
    )
    found: list[tuple[int, str]] = []
    for place in sorted(free):
        tidy = list(dict.fromkeys(filter(None, map(tidied, free[place]))))
        if not tidy:
            continue
        if place not in places:
            raise Refused("事项的情况已有变化，请刷新页面。", "The matters have changed; reload the page.")
        if place not in open_to:
            raise _off_list(service, place)
        _bounded(service, place, tidy, listed)
        found += [(place, line) for line in tidy]
    return tuple(found)


def tidied(line: str) -> str:
    """One line of plain text as a notice carries it: signs that print nothing are left out."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in line).split())


def _off_list(service: Service, place: int) -> Refused:
    title = service.matters[place].title
    return Refused(
        f"“{title.zh}”有公布的材料清单，不能要求清单以外的材料（行政许可法第三十一条）。请删去为它另写的内容。",
        f"“{title.en or title.zh}” has a published list; nothing beyond it may be asked (Licensing Law, art. 31). Take out "
        "what was written for it.",
    )


def _bounded(service: Service, place: int, tidy: list[str], listed: Collection[str]) -> None:
    """Raises Refused for too many lines, for one too long or that says nothing, and for what the list has."""
    zh, en = (
        service.matters[place].title.zh,
        service.matters[place].title.en or service.matters[place].title.zh,
    )
    if len(tidy) > MOST:
        raise Refused(
            f"“{zh}”写了 {len(tidy)} 行，最多 {MOST} 行。一行写一份材料，请合并后再出具。",
            f"“{en}” has {len(tidy)} lines, at most {MOST} may stand. Write one paper a line and join what belongs together.",
        )
    for n, line in enumerate(tidy, 1):
        if len(line) > LONGEST:
            raise Refused(
                f"“{zh}”第 {n} 行有 {len(line)} 个字，最多 {LONGEST} 个字。一行写一份材料，请写短。",
                f"“{en}”, line {n} has {len(line)} characters, at most {LONGEST} may stand. Write one paper a line, in short.",
            )
        if sum(map(str.isalnum, line)) < 2:
            raise Refused(
                f"“{zh}”第 {n} 行“{line}”看不出是什么材料，请写明材料名称。",
                f"“{en}”, line {n}: “{line}” names no paper. Write what is to be handed in.",
            )
        if plain(line) in listed:
            raise Refused(
                f"“{line}”已在材料清单中，请在清单的那一栏填写，不用另写；政府已有的不得要求提交。",
                f"“{line}” is on the list: write it in its own field there; what government holds is not asked.",
            )
