"""One-thing chains (一件事) as YAML lists: matters, which comes before which and why, materials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jianzheng.core import network as graph
from jianzheng.core.ground import UNSTATED
from jianzheng.core.materials import Yields
from jianzheng.core.names import plain
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.assumed import ONE_VISIT, WHOLE_LIST, apart, not_counted
from jianzheng.formats.pack import Pack
from jianzheng.formats.problems import SHOWN, Problem, Unreadable
from jianzheng.formats.reasons import ground_of_reason, limits, working_days
from jianzheng.formats.shape import Problems
from jianzheng.formats.tree import Item

_MADE_BY = re.compile(r"事项\s*(\d+)\s*产出")
_MADE_AFTER = re.compile(r"[（(]([^（()）]+?)后生成[）)]")
SHORTEST = 4
"""Fewest characters of a paper's name that a remark can be said to name."""
_NOT_NEEDED = re.compile(r"^(?P<case>.+?)(的|时)?(不需要|无需|不必|免于)办理$")
_NEEDED_WHEN = re.compile(r"^[^；;]{1,20}的$|是否")


def read_chains(root: Item, name: str, found: list[Problem]) -> Pack:
    """All chains of a file already parsed; `found` are the problems parsing saw. Raises Unreadable with every problem."""
    problems = Problems(name, found)
    made: dict[str, Process] = {}
    for number, item in enumerate(_rows(root, "chains", problems), 1):
        process = _Chain(item, problems).process(number)
        if process:
            id = apart(process.id, made)
            made[id] = replace(process, id=id)
    if not made and not problems.found:
        problems.add(root, "“chains”里没有链。", "There is no chain in “chains”.")
    if problems.found:
        raise Unreadable(problems.found)
    return Pack("chains", Text(name), tuple(made.values()), frozenset(made))


def _rows(item: Item, key: str, problems: Problems) -> list[Item]:
    """The list under a key; [] where the key is not written."""
    inner = item.value.get(key) if isinstance(item.value, dict) else None
    if inner is None or inner.value is None:
        return []
    if not isinstance(inner.value, list):
        problems.add(inner, f"“{key}”应为列表。", f"“{key}” must be a list.")
        return []
    return inner.value


def _text(item: Item, key: str) -> str:
    """A scalar under a key as printed, a list of scalars joined; "" where there is none."""
    inner = item.value.get(key) if isinstance(item.value, dict) else None
    if inner is None:
        return ""
    parts = inner.value if isinstance(inner.value, list) else [inner]
    return "；".join(part.printed for part in parts if part.printed)


def _plain_id(printed: str) -> str:
    """An id as packs allow them."""
    return re.sub(r"[\s:/\\?#%]+", "-", printed)


class _Chain:
    """Reads one chain and notes what is wrong with it."""

    def __init__(self, item: Item, problems: Problems) -> None:
        self._item, self._problems = item, problems
        self._assumed: list[Text] = [ONE_VISIT]

    def process(self, number: int) -> Process | None:
        steps = [step for row in _rows(self._item, "matters", self._problems) if (step := self._matter(row))]
        if not steps:
            self._problems.add(self._item, "每条链要有“matters”列表。", "A chain needs a list of “matters”.")
            return None
        self._check_twice(steps)
        id = _plain_id(_text(self._item, "id")) or f"chain-{number}"
        orders = tuple(self._orders({step.id for step in steps}))
        total = _text(self._item, "total_limit")
        promised = working_days(total)
        if total and promised is None:
            self._assumed.append(not_counted(_text(self._item, "name") or id, total))
        whole = Process(id, Text(_text(self._item, "name") or id), tuple(steps), orders)
        whole = _Papers(whole, self._item, self._problems, self._assumed).given_out()
        return replace(
            whole, assumptions=tuple(self._assumed), source=_text(self._item, "source"), promised=promised
        )

    def _matter(self, row: Item) -> Step | None:
        name, no = _text(row, "matter"), _text(row, "no")
        if not name or not no:
            self._problems.add(row, "事项要有“no”和“matter”。", "A matter needs “no” and “matter”.")
            return None
        limit = _text(row, "limit")
        promised, legal = limits(limit)
        if limit and promised is None and legal is None:
            self._assumed.append(not_counted(name, limit))
        return Step(
            f"m{_plain_id(no)}",
            name,
            _text(row, "department"),
            promised,
            legal,
            when=_condition(_text(row, "note")),
            visits=1,
            place=self._problems.place(row),
        )

    def _check_twice(self, steps: list[Step]) -> None:
        seen: set[str] = set()
        for step in steps:
            if step.id in seen:
                no = step.id[1:]
                self._problems.at(
                    step.place, f"事项编号 {no} 用了两次。", f"The matter no {no} stands twice."
                )
            seen.add(step.id)

    def _orders(self, known: set[str]) -> Iterator[Order]:
        laws = [_text(row, "law") for row in _rows(self._item, "law", self._problems)]
        ground = UNSTATED
        for row in _rows(self._item, "edges", self._problems):
            ends = [f"m{_plain_id(_text(row, key))}" for key in ("before", "after")]
            for end in ends:
                if end not in known:
                    said = end[1:] or "（空）"
                    self._problems.add(row, f"次序里没有事项 {said}。", f"An edge names no matter “{said}”.")
            ground = ground_of_reason(_text(row, "why"), ground, laws)
            yield Order(ends[0], ends[1], ground)


def _condition(note: str) -> str:
    """The condition a remark makes a matter hang on: “500㎡以下不需要办理” means it is needed when that is not so."""
    spared = _NOT_NEEDED.match(note)
    if spared:
        return f"非{spared['case']}"
    return note if _NEEDED_WHEN.search(note) else ""


class _Papers:
    """Gives the materials of a chain to the matters that ask for them."""

    def __init__(self, whole: Process, item: Item, problems: Problems, assumed: list[Text]) -> None:
        self._whole, self._item, self._problems, self._assumed = whole, item, problems, assumed
        self._yields = Yields(whole)
        self._edges = _rows(item, "edges", problems)
        self._remarks = "\n".join(plain(_text(edge, "why")) for edge in self._edges)

    def given_out(self) -> Process:
        """The process with its materials; a list for the whole chain goes to the last matter that can use it."""
        listed = self._item.value.get("materials")
        if listed is None or listed.value is None:
            return self._whole
        needs: dict[str, list[Need]] = {}
        if isinstance(listed.value, dict):
            for title, rows in listed.value.items():
                for id in self._asking(title, rows):
                    needs.setdefault(id, []).extend(self._needs(rows))
        else:
            papers = self._needs(listed)
            needs[self._last(papers)] = papers
            self._assumed.append(WHOLE_LIST)
        steps = tuple(replace(step, needs=tuple(needs.get(step.id, ()))) for step in self._whole.steps)
        return replace(self._whole, steps=steps)

    def _asking(self, title: str, rows: Item) -> tuple[str, ...]:
        ids = self._yields.of(title) if len(self._problems.found) < SHOWN else ()
        if not ids:
            said = title[:40]
            self._problems.add(
                rows, f"材料归属的事项“{said}”不在链里。", f"The chain has no matter “{said}”."
            )
        return ids

    def _needs(self, rows: Item) -> list[Need]:
        if not isinstance(rows.value, list):
            self._problems.add(rows, "材料要写成列表。", "Materials are written as a list.")
            return []
        return [self._need(row) for row in rows.value if row.printed]

    def _need(self, row: Item) -> Need:
        paper = row.printed
        return Need(paper, origin=self._origin(paper), place=self._problems.place(row))

    def _origin(self, paper: str) -> str:
        """The matter whose result a paper is: as it says itself, or as the remark on an edge says that names it."""
        made_by, after = _MADE_BY.search(paper), _MADE_AFTER.search(paper)
        if made_by:
            return f"m{made_by[1]}"
        if after:
            found = self._yields.of(after[1]) or self._yields.of(paper)
            return found[0] if found else after[1]
        bare = plain(paper)
        named = self._remarks.find(bare) if len(bare) >= SHORTEST else -1
        edge = self._edges[self._remarks.count("\n", 0, named)] if named >= 0 else None
        return f"m{_plain_id(_text(edge, 'before'))}" if edge else ""

    def _last(self, papers: list[Need]) -> str:
        """The last matter that already waits for every matter whose result is among the papers, else the last."""
        whole, net = self._whole, self._whole.network
        made = {whole.index[need.origin] for need in papers if need.origin in whole.index}
        before = [0] * len(whole.steps) if net.ringed else graph.ancestors(net)
        fit = [i for i in range(len(whole.steps)) if all(before[i] >> maker & 1 for maker in made)]
        return whole.steps[fit[-1] if fit else -1].id
