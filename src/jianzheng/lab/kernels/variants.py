"""Cases that went the same way: hashed, then compared event by event, so that no two ways are ever taken for one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
Keep = NDArray[np.bool_]

SEED, PRIME, BITS = 2166136261 >> 1, 1540483477, 31
MASK = (1 << BITS) - 1
"""Marks stay below 2³¹, so that a product of two never overflows."""


@compiled
def grouped(bounds: Numbers, codes: Codes, keep: Keep) -> tuple[Codes, Numbers]:
    """The group of every case (-1 where not chosen), numbered as they appear, and the first case of every group."""
    cases = len(bounds) - 1
    room = 16
    while room < 2 * cases:
        room *= 2
    slots = np.full(room, -1, np.int32)
    group_of = np.full(cases, -1, np.int32)
    hashes = np.empty(cases, np.int64)
    firsts = np.empty(cases, np.int64)
    groups = 0
    for case in range(cases):
        if not keep[case]:
            continue
        mark = marked(bounds, codes, case)
        slot = mark & (room - 1)
        while True:
            group = slots[slot]
            if group < 0:
                group = groups
                slots[slot] = group
                hashes[group] = mark
                firsts[group] = case
                groups += 1
                break
            if hashes[group] == mark and same(bounds, codes, firsts[group], case):
                break
            slot = (slot + 1) & (room - 1)
        group_of[case] = group
    return group_of, firsts[:groups]


@compiled
def marked(bounds: Numbers, codes: Codes, case: int) -> int:
    """The hash of a case's codes."""
    mark = np.int64(SEED)
    for i in range(bounds[case], bounds[case + 1]):
        mixed = (mark ^ (np.int64(codes[i]) + 1)) * PRIME
        mark = (mixed ^ (mixed >> BITS)) & MASK
    return int(mark)


@compiled
def same(bounds: Numbers, codes: Codes, one: int, other: int) -> bool:
    """Whether two cases have the same codes in the same order."""
    begin, there = bounds[one], bounds[other]
    length = bounds[one + 1] - begin
    if bounds[other + 1] - there != length:
        return False
    differing = 0
    while differing < length and codes[begin + differing] == codes[there + differing]:
        differing += 1
    return bool(differing == length)


@compiled
def like(bounds: Numbers, codes: Codes, way: Codes) -> Keep:
    """The cases whose codes are exactly `way`."""
    found = np.zeros(len(bounds) - 1, np.bool_)
    for case in range(len(bounds) - 1):
        begin = bounds[case]
        if bounds[case + 1] - begin == len(way):
            alike = 0
            while alike < len(way) and codes[begin + alike] == way[alike]:
                alike += 1
            found[case] = alike == len(way)
    return found
