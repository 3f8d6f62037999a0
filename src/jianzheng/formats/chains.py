"""One-thing chains (一件事) as YAML lists: matters, which comes before which and why, materials."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from jianzheng.core.ground import UNSTATED
from jianzheng.core.materials import Yields
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.lists import ONE_VISIT
from jianzheng.formats.pack import Pack
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.reasons import ground_of_reason, limits
from jianzheng.formats.tree import Item

WHOLE_LIST = Text(
    "来源只给出整条链的材料清单：归在最后一个事项名下。",
    "The source lists materials for the chain as a whole: they are put under its last matter.",
)
_MADE_BY = re.compile(r"事项\s*(\d+)\s*产出")
_MADE_AFTER = re.compile(r"[（(]([^（()）]+?)后生成[）)]")


def read_chains(root: Item, name: str) -> Pack:
    """All chains of a file. Raises Unreadable with every problem."""
    problems: list[Problem] = []
    chains = root.value["chains"].value
    if not isinstance(chains, list):
        raise Unreadable([Problem(name, str(root.line), "“chains”应为列表。", "“chains” must be a list.")])
    processes = [_chain(item, name, number, problems) for number, item in enumerate(chains, 1)]
    if problems:
        raise Unreadable(problems)
    made = tuple(process for process in processes if process)
    return Pack("chains", Text(name), made, frozenset(process.id for process in made))


def _plain(item: Item | None) -> Any:
    """An item without its lines."""
    if item is None:
        return None
    if isinstance(item.value, dict):
        return {key: _plain(inner) for key, inner in item.value.items()}
    if isinstance(item.value, list):
        return [_plain(inner) for inner in item.value]
    return item.value


def _chain(item: Item, name: str, number: int, problems: list[Problem]) -> Process | None:
    if not isinstance(item.value, dict) or not isinstance(
        getattr(item.value.get("matters"), "value", None), list
    ):
        problems.append(
            Problem(name, str(item.line), "每条链要有“matters”列表。", "A chain needs a list of “matters”.")
        )
        return None
    chain = _plain(item)
    steps = [step for row in item.value["matters"].value if (step := _matter(row, name, problems))]
    known = {step.id for step in steps}
    orders = _orders(item, name, known, problems)
    steps, assumptions = _with_materials(steps, chain.get("materials"))
    total, _ = limits("承诺" + str(chain.get("total_limit") or ""))
    source = chain.get("source") or ""
    return Process(
        str(chain.get("id") or f"chain-{number}"),
        Text(str(chain.get("name") or chain.get("id") or f"chain-{number}")),
        tuple(steps),
        tuple(orders),
        assumptions=(ONE_VISIT, *assumptions),
        source="；".join(source) if isinstance(source, list) else str(source),
        promised=total,
    )


def _matter(row: Item, name: str, problems: list[Problem]) -> Step | None:
    matter = _plain(row)
    if not isinstance(matter, dict) or not matter.get("matter") or matter.get("no") is None:
        problems.append(
            Problem(name, str(row.line), "事项要有“no”和“matter”。", "A matter needs “no” and “matter”.")
        )
        return None
    promised, legal = limits(str(matter.get("limit") or ""))
    return Step(
        f"m{matter['no']}",
        str(matter["matter"]),
        str(matter.get("department") or ""),
        promised,
        legal,
        when=_condition(str(matter.get("note") or "")),
        visits=1,
        place=f"{name}:{row.line}",
    )


def _condition(note: str) -> str:
    """A remark that makes a matter conditional (不需要办理, 供餐的, 依法确定是否办理)."""
    return note if re.search(r"不需要|以下|的$|是否", note) else ""


def _orders(item: Item, name: str, known: set[str], problems: list[Problem]) -> list[Order]:
    laws = [str(row.get("law", "")) for row in _plain(item.value.get("law")) or [] if isinstance(row, dict)]
    orders: list[Order] = []
    ground = UNSTATED
    rows = (
        item.value["edges"].value if isinstance(getattr(item.value.get("edges"), "value", None), list) else []
    )
    for row in rows:
        edge = _plain(row)
        ends = [f"m{edge.get(key)}" for key in ("before", "after")] if isinstance(edge, dict) else ["", ""]
        missing = [end for end in ends if end not in known]
        if missing:
            problems.append(
                Problem(
                    name,
                    str(row.line),
                    f"次序引用了不存在的事项 {missing[0][1:]}。",
                    f"An edge names the unknown matter {missing[0][1:]}.",
                )
            )
            continue
        ground = ground_of_reason(str(edge.get("why") or ""), ground, laws)
        orders.append(Order(ends[0], ends[1], ground))
    return orders


def _with_materials(steps: list[Step], listed: Any) -> tuple[list[Step], tuple[Text, ...]]:
    """Materials under the matter they are listed for; a list for the whole chain goes to the last matter."""
    if not listed or not steps:
        return steps, ()
    by_name = listed if isinstance(listed, dict) else {steps[-1].name: listed}
    lookup = Yields(Process("", Text(""), tuple(steps)))
    made = []
    for step in steps:
        papers = [
            paper
            for title, rows in by_name.items()
            if step.id in lookup.of(str(title))
            for paper in rows or []
        ]
        made.append(replace(step, needs=tuple(_need(str(paper), steps, step) for paper in papers)))
    return made, () if isinstance(listed, dict) else (WHOLE_LIST,)


def _need(paper: str, steps: list[Step], asking: Step) -> Need:
    made_by, after = _MADE_BY.search(paper), _MADE_AFTER.search(paper)
    if made_by:
        return Need(paper, origin=f"m{made_by[1]}", place=asking.place)
    if after:
        lookup = Yields(Process("", Text(""), tuple(steps)))
        found = lookup.of(after[1]) or lookup.of(paper)
        return Need(paper, origin=found[0] if found else after[1], place=asking.place)
    return Need(paper, place=asking.place)
