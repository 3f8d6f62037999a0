"""How much of a case keeps to a partial order, exactly: the heaviest set of its events that do not contradict it.

Two events contradict each other when they are of one step, or when the later one's step must come before the earlier one's.
That is itself a partial order over the events, so the heaviest set without a contradiction is a heaviest antichain, which by
R. P. Dilworth (1950) is as heavy as the fewest chains that cover all events, and is found by a matching (D. R. Fulkerson,
1956; the set itself by D. König). No search, no token replay: what it answers is the optimal alignment.
"""

from __future__ import annotations

from collections.abc import Sequence


def heaviest(steps: Sequence[int], weights: Sequence[int], above: Sequence[int]) -> list[int]:
    """The places of a heaviest set of events that keep to the order. `steps[i]` is the step of the i-th event, `weights[i]` its
    whole weight from 1 on, `above[s]` (bits) the steps that must come before step s. Of equally heavy sets the answer is
    always the same."""
    owner = [place for place, weight in enumerate(weights) for _ in range(weight)]
    copies: list[list[int]] = [[] for _ in steps]
    for copy, place in enumerate(owner):
        copies[place].append(copy)
    after = [
        [copy for later in _contradicting(place, steps, above) for copy in copies[later]]
        for place in range(len(steps))
    ]
    matched = _matching([after[place] for place in owner], len(owner))
    return _antichain(owner, after, matched)


def _contradicting(place: int, steps: Sequence[int], above: Sequence[int]) -> list[int]:
    """The later events that this one contradicts."""
    step = steps[place]
    return [
        later
        for later in range(place + 1, len(steps))
        if steps[later] == step or above[step] >> steps[later] & 1
    ]


def _matching(edges: Sequence[Sequence[int]], size: int) -> list[int]:
    """A largest matching of a bipartite graph: for every right vertex its left one, -1 for none (augmenting paths)."""
    matched = [-1] * size
    for left in range(size):
        _augment(left, edges, matched, [False] * size)
    return matched


def _augment(root: int, edges: Sequence[Sequence[int]], matched: list[int], seen: list[bool]) -> bool:
    """Grow the matching by a path that begins at a free left vertex, if there is one."""
    way: list[tuple[int, int]] = [(root, 0)]
    taken: list[int] = []
    while way:
        left, tried = way[-1]
        if tried == len(edges[left]):
            way.pop()
            if taken:
                taken.pop()
            continue
        way[-1] = left, tried + 1
        right = edges[left][tried]
        if seen[right]:
            continue
        seen[right] = True
        taken.append(right)
        if matched[right] < 0:
            for (here, _), there in zip(way, taken, strict=True):
                matched[there] = here
            return True
        way.append((matched[right], 0))
    return False


def _antichain(owner: Sequence[int], after: Sequence[Sequence[int]], matched: Sequence[int]) -> list[int]:
    """The places of an antichain as large as the uncovered chains: König's vertices that no alternating path covers."""
    partner = {left: right for right, left in enumerate(matched) if left >= 0}
    left_seen = {left for left in range(len(owner)) if left not in partner}
    right_seen: set[int] = set()
    todo = list(left_seen)
    while todo:
        for right in after[owner[todo.pop()]]:
            if right not in right_seen:
                right_seen.add(right)
                if matched[right] >= 0 and matched[right] not in left_seen:
                    left_seen.add(matched[right])
                    todo.append(matched[right])
    free = {owner[copy] for copy in range(len(owner)) if copy in left_seen and copy not in right_seen}
    return sorted(free)
