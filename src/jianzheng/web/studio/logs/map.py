"""The process map of a log: few enough activities and ways to be read, as many as asked for, at the size asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from jianzheng.core.refusal import Refused
from jianzheng.lab.analysis.drawing import lasting, svg
from jianzheng.lab.discover.map import END, START, Map
from jianzheng.lab.follows import Follows
from jianzheng.web.studio.logs.narrowed import narrowed
from jianzheng.web.studio.logs.opening import Opened, tab
from jianzheng.web.ui.may import may

FIRST, ARCS = 16, 28
"""Activities and ways shown before anybody asks for more."""
MOST, MOST_ARCS = 120, 240
"""What one picture may hold; whoever wants more, filters."""
ZOOMS = (25, 50, 75, 100, 150, 200, 300)
LISTED = 40


@dataclass(frozen=True, slots=True)
class Size:
    """Percent of the activities, percent of the ways between them, percent of the drawn size (0: as wide as the page); the
    most percent of either that one picture holds."""

    activities: int
    paths: int
    zoom: int
    most_activities: int
    most_paths: int


@may("engineer")
@require_safe
@tab("log_map")
def log_map(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Draw the map and list its ways."""
    only = request.GET.get("only") == "yes" and bool(opened.asked.contains)
    log, keep = opened.of.log, opened.keep
    if only:
        log, has = narrowed(log, opened.asked.contains)
        keep = opened.kept[has]
    follows = Follows.of(log, keep)
    ways = len(follows.n) + int((follows.starts > 0).sum()) + int((follows.ends > 0).sum())
    size = _size(request, len(follows.names), ways)
    most = min(MOST, max(1, math.ceil(len(follows.names) * size.activities / 100)))
    made = Map.of(follows, most, min(MOST_ARCS, max(1, math.ceil(ways * size.paths / 100))))
    edges = sorted(follows.edges(), key=lambda edge: (-edge.n, edge.before, edge.after))
    return {
        "map": made,
        "picture": _picture(made, size.zoom),
        "size": size,
        "zooms": ZOOMS,
        "only": only,
        "carried": f"activities={size.activities}&paths={size.paths}" + ("&only=yes" if only else ""),
        "drawn": sum(1 for node in made.nodes) - 2,
        "all": len(follows.names),
        "drawn_ways": sum(1 for arc in made.arcs if not {arc.before, arc.after} & {START, END}),
        "capped": size.most_activities == size.activities < 100 or size.most_paths == size.paths < 100,
        "edges": [_edge(opened, edge, only) for edge in edges[:LISTED]],
        "edge_count": len(edges),
        "nodes": _nodes(opened, made),
    }


def _nodes(opened: Opened, made: Map) -> list[tuple[str, int, str]]:
    """The activities drawn with their events and the question for their cases, the most frequent first."""
    drawn = [node for node in made.nodes if node.events]
    order = sorted(drawn, key=lambda node: (-node.events, node.name))
    return [(node.name, node.events, opened.asked.but(activity=node.name)) for node in order]


def _edge(opened: Opened, edge: Any, only: bool) -> tuple[str, str, int, str, str]:
    time = lasting(edge.time.median) if edge.time.n else "–"
    return (
        edge.before,
        edge.after,
        edge.n,
        time,
        opened.asked.but(before=edge.before, after=edge.after, how="among" if only else "next"),
    )


def _size(request: HttpRequest, activities: int, ways: int) -> Size:
    """What the address asks for; else few enough to be read. Raises Refused for what is no percentage."""
    usual = {
        "activities": _share(FIRST, activities),
        "paths": _share(ARCS, ways),
        "zoom": 100,
    }
    found = {}
    for name, value in usual.items():
        text = request.GET.get(name, "")
        if text and not (text.isdecimal() and len(text) < 4 and int(text) <= max(100, ZOOMS[-1])):
            raise Refused("比例写成 1 到 100 的整数。", "Write a share as a whole number from 1 to 100.")
        found[name] = int(text) if text else value
    most = {"activities": _share(MOST, activities), "paths": _share(MOST_ARCS, ways)}
    shares = {name: min(most[name], max(1, found[name])) for name in most}
    return Size(**shares, zoom=found["zoom"], most_activities=most["activities"], most_paths=most["paths"])


def _share(part: int, whole: int) -> int:
    """Percent that a part is of the whole, whole percents, at most 100."""
    return min(100, math.ceil(100 * part / max(whole, 1)))


def _picture(made: Map, zoom: int) -> str:
    """The drawing at its size; as wide as the page for 0."""
    drawn = svg(made)
    if not drawn:
        return ""
    head, _, rest = drawn.partition(">")
    before, _, sizes = head.partition(" width=")
    width, height = (int(part) for part in sizes.split('"')[1:4:2])
    sized = (
        f'{before} width="{width * zoom // 100}" height="{height * zoom // 100}"'
        if zoom
        else f'{before} class="jz-fit"'
    )
    # Every name in the drawing is escaped where it is drawn (lab.analysis.drawing, tested with hostile names).
    return mark_safe(
        f"{sized}{sizes.partition(' font-family')[1]}{sizes.partition(' font-family')[2]}>{rest}"
    )
