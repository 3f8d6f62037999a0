"""The process map as SVG: layers from top to bottom, loops dashed, every arc with its count and its median time."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from jianzheng.lab.discover.map import END, START, Arc, Map, Node, Spot
from jianzheng.lab.log.log import DAY, SECOND

WIDE, HIGH, GAP, PASS, STEP = 190, 40, 30, 74, 104
"""In points: width and height of a box, the room beside it, the room of an arc that passes, one layer to the next."""
MARGIN = 14
SHOWN = 26
"""Letters of a name in a box; the whole name is its title."""
INK, BACK = "#0b5cad", "#9a3b12"
HEAVIEST = 6
ASIDE = 26
"""How far a loop stands beside the way forward."""
Point = tuple[float, float]


def svg(made: Map, alone: bool = False) -> str:
    """The whole map; "" for an empty one. `alone`: as a file of its own, not inside a page."""
    if not made.nodes:
        return ""
    middles = _middles(made)
    width = int(max(x for x, _ in middles.values()) + WIDE / 2 + PASS)
    height = int(max(y for _, y in middles.values()) + HIGH)
    most = max((arc.n for arc in made.arcs), default=1)
    spots = {node.name: middles[node.spot] for node in made.nodes}
    ways = {arc: _points(arc, spots, middles) for arc in made.arcs}
    arcs = "".join(_arc(arc, ways[arc], most) for arc in reversed(made.arcs))
    labels = "".join(_label(arc, ways[arc]) for arc in made.arcs)
    boxes = "".join(_box(node, *spots[node.name]) for node in made.nodes)
    named = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    return (
        f'<svg{named} viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Noto Sans SC, Noto Sans CJK SC, sans-serif" role="img" aria-label="流程图 process map">'
        f"<defs>{_head('to', INK)}{_head('fro', BACK)}</defs>{arcs}{boxes}{labels}</svg>"
    )


def _middles(made: Map) -> dict[Spot, Point]:
    """The middle of every place, nodes wide and passing arcs narrow, layers centred."""
    room = {spot: PASS for arc in made.arcs for spot in arc.via} | {
        node.spot: WIDE + GAP for node in made.nodes
    }
    widths: dict[int, int] = {}
    for (level, _), wide in room.items():
        widths[level] = widths.get(level, 0) + wide
    middles: dict[Spot, Point] = {}
    left: dict[int, float] = {level: (max(widths.values()) - wide) / 2 for level, wide in widths.items()}
    for spot in sorted(room):
        level = spot[0]
        middles[spot] = (MARGIN + left[level] + room[spot] / 2, MARGIN + HIGH / 2 + level * STEP)
        left[level] += room[spot]
    return middles


def _points(arc: Arc, spots: dict[str, Point], middles: dict[Spot, Point]) -> list[Point]:
    """The points an arc goes through, from box to box."""
    (ax, ay), (bx, by) = spots[arc.before], spots[arc.after]
    if arc.before == arc.after:
        return [(ax + WIDE / 2, ay - 8), (ax + WIDE / 2, ay + 10)]
    aside, side = (ASIDE, -1) if arc.back else (0, 1)
    via = [middles[spot] for spot in arc.via]
    return [(ax + aside, ay + side * HIGH / 2), *via, (bx + aside, by - side * HIGH / 2)]


def _head(name: str, ink: str) -> str:
    return (
        f'<marker id="jz-{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="{ink}"/></marker>'
    )


def _box(node: Node, x: float, y: float) -> str:
    middle = f'x="{x:.0f}" text-anchor="middle"'
    if node.name in (START, END):
        place = ' id="map-start"' if node.name == START else ""
        return (
            f'<circle{place} cx="{x:.0f}" cy="{y:.0f}" r="{HIGH / 2:.0f}" fill="#1b2733"/>'
            f'<text {middle} y="{y + 5:.0f}" font-size="13" fill="#fff">{node.name}</text>'
        )
    name = node.name if len(node.name) <= SHOWN else node.name[: SHOWN - 1] + "…"
    return (
        f'<g><title>{escape(node.name)}</title><rect x="{x - WIDE / 2:.0f}" y="{y - HIGH / 2:.0f}" width="{WIDE}" '
        f'height="{HIGH}" rx="6" fill="#eef4fb" stroke="{INK}"/>'
        f'<text {middle} y="{y - 3:.0f}" font-size="12" fill="#1b2733">{escape(name)}</text>'
        f'<text {middle} y="{y + 13:.0f}" font-size="10" fill="#43505f">{node.events:,}</text></g>'
    )


def _arc(arc: Arc, points: list[Point], most: int) -> str:
    width = 1 + (HEAVIEST - 1) * arc.n / most
    dash, ink, head = (' stroke-dasharray="5 4"', BACK, "fro") if arc.back else ("", INK, "to")
    return (
        f'<path d="{_way(arc, points)}" fill="none" stroke="{ink}" stroke-opacity=".6" stroke-width="{width:.1f}"{dash} '
        f'marker-end="url(#jz-{head})"/>'
    )


def _way(arc: Arc, points: list[Point]) -> str:
    (x, y), (_, end) = points[0], points[-1]
    if arc.before == arc.after:
        return f"M{x:.0f} {y:.0f}C{x + 34:.0f} {y - 8:.0f} {x + 34:.0f} {end + 8:.0f} {x:.0f} {end:.0f}"
    bends = "".join(
        f"C{ax:.0f} {(ay + by) / 2:.0f} {bx:.0f} {(ay + by) / 2:.0f} {bx:.0f} {by:.0f}"
        for (ax, ay), (bx, by) in pairwise(points)
    )
    return f"M{x:.0f} {y:.0f}{bends}"


def _label(arc: Arc, points: list[Point]) -> str:
    if arc.before == arc.after:
        x, y = points[0][0] + 46, points[0][1] + 12
    elif arc.via:
        x, y = points[1][0], points[1][1] + 4
    else:
        x, y = (points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2 + (-4 if arc.back else 4)
    said = f"{arc.n:,}" + (f" · {lasting(arc.median)}" if arc.median is not None else "")
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" font-size="10" fill="{BACK if arc.back else "#1b2733"}" '
        f'stroke="#fff" stroke-width="3" paint-order="stroke">{said}</text>'
    )


def lasting(length: float) -> str:
    """A length of time in the unit that suits it."""
    for unit, size in (("d", DAY), ("h", 3600 * SECOND), ("min", 60 * SECOND)):
        if length >= size:
            return f"{length / size:.1f} {unit}"
    return f"{length / SECOND:.0f} s"
