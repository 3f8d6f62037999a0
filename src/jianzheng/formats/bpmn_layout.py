"""Where a chart is drawn: columns by rank, lanes by office, lines that touch no foreign shape.

Lines run vertically only in the channels between columns and horizontally only along free cells of their target's
row or in the gutter above it. Every source owns one vertical track and every target one horizontal track, so lines
overlap only where they leave the same block or enter the same block. All lengths are pixels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from jianzheng.formats.bpmn_flow import Block, Chart, Flow, Slot, lane_of

SIZE = {"userTask": (150, 80), "startEvent": (36, 36), "endEvent": (36, 36)}
GATEWAY = (50, 50)
LABEL_WIDTH = 80
GAP, TRACK, MARGIN, HEADER = 25, 10, 20, 30
BODY, BYPASS, BELOW = 80, 20, 20


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """The height of its horizontal axis."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width


Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes of nodes by id, lines of flows by id, boxes of lanes by office from the top, the lane of every block,
    and the box of the whole pool."""

    nodes: dict[str, Box]
    lines: dict[str, tuple[Point, ...]]
    lanes: dict[str, Box]
    lane_of: tuple[str, ...]
    pool: Box


class _Cell(NamedTuple):
    row: int
    rank: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """Row and rank of every block, its lane, the rows of every lane, its left neighbour, its only follower."""

    cells: list[_Cell]
    lanes: list[str]
    rows: dict[str, int]
    left: dict[int, int | None]
    alone: dict[int, int]

    def way(self, a: int, b: int) -> str:
        """How a line gets from block a to b: straight, along the free part of b's row, or by the gutter above it.

        The row is free right of b's left neighbour, or right of where a turns if that neighbour leads to b alone."""
        left = self.left[b]
        if left == a:
            return "straight"
        gap = self.cells[a].rank - (-1 if left is None else self.cells[left].rank)
        joins = gap == 0 and left is not None and self.alone.get(left) == b
        return "row" if gap > 0 or joins else "gutter"


def layout(chart: Chart) -> Layout:
    """Places for everything in the chart."""
    grid = _grid(chart)
    gutters, depth = _gutter_tracks(chart, grid)
    rows, tops = _row_heights(chart, grid, depth)
    middles = [rows[cell.row] for cell in grid.cells]
    heights = {b: tops[grid.cells[b].row] + MARGIN // 2 + track * TRACK for b, track in gutters.items()}
    trunks, width = _trunk_tracks(chart, grid, middles, heights)
    nodes, ends = _place(chart, middles, width)
    turns = {a: ends[grid.cells[a].rank] + MARGIN + track * TRACK for a, track in trunks.items()}
    lines = {flow.id: _line(flow, chart, grid, nodes, (turns, heights)) for flow in chart.flows}
    return Layout(nodes, lines, *_frames(grid, tops, ends[-1]))


def _grid(chart: Chart) -> _Grid:
    """Rows for all blocks: a step continues the row of what it waits for where that cell is free."""
    blocks, end = chart.blocks, len(chart.blocks) - 1
    order = sorted(range(len(blocks) - 2), key=lambda i: (blocks[i].rank, i))
    before: dict[int, list[int]] = defaultdict(list)
    for a, b in chart.between:
        before[b].append(a)
    lanes = [lane_of(block) for block in blocks]
    rows = _rows_in_lanes(blocks, order, lanes, before)
    first, last = order[0], max(before[end], key=lambda i: blocks[i].rank)
    lanes[end - 1], lanes[end] = lanes[first], lanes[last]
    rows[end - 1], rows[end] = rows[first], rows[last]
    counts = {office: 0 for office in dict.fromkeys(lanes[i] for i in order)}
    for office, row in zip(lanes, rows, strict=True):
        counts[office] = max(counts[office], row + 1)
    offset, sums = 0, {}
    for office, count in counts.items():
        sums[office], offset = offset, offset + count
    cells = [_Cell(sums[lanes[i]] + rows[i], block.rank) for i, block in enumerate(blocks)]
    return _Grid(cells, lanes, counts, _left(cells), _alone(chart.between))


def _rows_in_lanes(
    blocks: tuple[Block, ...], order: list[int], lanes: list[str], before: dict[int, list[int]]
) -> list[int]:
    taken: set[tuple[str, int, int]] = set()
    rows = [0] * len(blocks)
    for i in order:
        office, rank = lanes[i], blocks[i].rank
        wished = [rows[a] for a in before[i] if lanes[a] == office and a < len(blocks) - 2]
        row = next((row for row in wished if (office, rank, row) not in taken), 0)
        while (office, rank, row) in taken:
            row += 1
        rows[i] = row
        taken.add((office, rank, row))
    return rows


def _left(cells: list[_Cell]) -> dict[int, int | None]:
    """Every block's nearest neighbour to the left in its row."""
    left: dict[int, int | None] = {}
    last: dict[int, int] = {}
    for i in sorted(range(len(cells)), key=lambda i: cells[i]):
        left[i] = last.get(cells[i].row)
        last[cells[i].row] = i
    return left


def _alone(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Blocks that lead to one other block, and which."""
    counts = Counter(a for a, _ in pairs)
    return {a: b for a, b in pairs if counts[a] == 1}


def _tracks(spans: Iterable[tuple[float, float, int]]) -> tuple[dict[int, int], int]:
    """Tracks for spans (from, to, owner) so that no two on one track touch, and how many tracks that takes."""
    ends: list[float] = []
    tracks: dict[int, int] = {}
    for low, high, owner in sorted(spans):
        track = next((number for number, end in enumerate(ends) if end < low), len(ends))
        ends[track : track + 1] = [high]
        tracks[owner] = track
    return tracks, len(ends)


def _gutter_tracks(chart: Chart, grid: _Grid) -> tuple[dict[int, int], dict[int, int]]:
    """The horizontal track of every block entered by the gutter, and how many tracks each row's gutter holds."""
    leftmost: dict[int, int] = {}
    for a, b in chart.between:
        if grid.way(a, b) == "gutter":
            leftmost[b] = min(leftmost.get(b, grid.cells[a].rank), grid.cells[a].rank)
    rows: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for b, rank in leftmost.items():
        rows[grid.cells[b].row].append((rank, grid.cells[b].rank - 1, b))
    tracks: dict[int, int] = {}
    depth: dict[int, int] = {}
    for row, spans in rows.items():
        found, depth[row] = _tracks(spans)
        tracks |= found
    return tracks, depth


def _row_heights(chart: Chart, grid: _Grid, depth: dict[int, int]) -> tuple[list[int], list[int]]:
    """The middle of every row, and the top of every row with one more for the bottom of the last."""
    skipping = {
        cell.row
        for cell, block in zip(grid.cells, chart.blocks, strict=True)
        if any(node.default for node in block.nodes)
    }
    middles, tops, y = [], [0], 0
    for row in range(sum(grid.rows.values())):
        y += MARGIN + depth.get(row, 0) * TRACK + (BYPASS if row in skipping else 0)
        middles.append(y + BODY // 2)
        y += BODY + BELOW
        tops.append(y)
    return middles, tops


def _trunk_tracks(
    chart: Chart, grid: _Grid, middles: list[int], heights: dict[int, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """The vertical track of every block whose lines turn, and how many tracks the channel of each rank holds."""
    reach: dict[int, list[int]] = defaultdict(list)
    for a, b in chart.between:
        way = grid.way(a, b)
        if way != "straight":
            reach[a] += [middles[a], middles[b] if way == "row" else heights[b]]
    channels: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for a, ys in reach.items():
        channels[grid.cells[a].rank].append((min(ys) - 4, max(ys) + 4, a))
    tracks: dict[int, int] = {}
    width: dict[int, int] = {}
    for rank, spans in channels.items():
        found, width[rank] = _tracks(spans)
        tracks |= found
    return tracks, width


def _slot_width(kind: str, slot: Slot) -> int:
    return LABEL_WIDTH if slot is Slot.CHECK else SIZE.get(kind, GATEWAY)[0]


def _place(chart: Chart, middles: list[int], width: dict[int, int]) -> tuple[dict[str, Box], list[int]]:
    """Boxes of all nodes, and the right edge of every column."""
    slots: dict[tuple[int, int], int] = defaultdict(int)
    for block in chart.blocks:
        for node in block.nodes:
            place = (block.rank, node.slot)
            slots[place] = max(slots[place], _slot_width(node.kind, node.slot))
    x, lefts, ends = 2 * HEADER + MARGIN, {}, []
    for rank in range(max(block.rank for block in chart.blocks) + 1):
        for slot in Slot:
            if (rank, slot) in slots:
                lefts[rank, slot] = x
                x += slots[rank, slot] + GAP
        ends.append(x - GAP)
        x += 2 * MARGIN + width.get(rank, 0) * TRACK
    nodes = {}
    for i, block in enumerate(chart.blocks):
        for node in block.nodes:
            wide, high = SIZE.get(node.kind, GATEWAY)
            left = lefts[block.rank, node.slot] + (slots[block.rank, node.slot] - wide) // 2
            nodes[node.id] = Box(left, middles[i] - high // 2, wide, high)
    return nodes, ends


def _line(
    flow: Flow, chart: Chart, grid: _Grid, nodes: dict[str, Box], turns: tuple[dict[int, int], dict[int, int]]
) -> tuple[Point, ...]:
    a, b = flow.blocks
    source, target = nodes[flow.source], nodes[flow.target]
    if any(node.default == flow.id for node in chart.blocks[a].nodes):
        return _bypass(source, target)
    leave, enter = (source.right, source.middle), (target.x, target.middle)
    way = grid.way(a, b) if a != b else "straight"
    if way == "straight":
        return leave, enter
    x, end = turns[0][a], target.x - MARGIN // 2
    if way == "row":
        return leave, (x, leave[1]), (x, enter[1]), enter
    y = turns[1][b]
    return leave, (x, leave[1]), (x, y), (end, y), (end, enter[1]), enter


def _bypass(check: Box, merge: Box) -> tuple[Point, ...]:
    """Over the task: up from the check, along, down into the merge."""
    left, right = check.x + check.width // 2, merge.x + merge.width // 2
    y = check.middle - BODY // 2 - BYPASS // 2
    return (left, check.y), (left, y), (right, y), (right, merge.y)


def _frames(grid: _Grid, tops: list[int], end: int) -> tuple[dict[str, Box], tuple[str, ...], Box]:
    width, row, lanes = end + 2 * MARGIN, 0, {}
    for office, count in grid.rows.items():
        lanes[office] = Box(HEADER, tops[row], width - HEADER, tops[row + count] - tops[row])
        row += count
    return lanes, tuple(grid.lanes), Box(0, 0, width, tops[-1])
