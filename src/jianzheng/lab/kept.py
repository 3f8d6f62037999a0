"""Which cases count: every figure takes one boolean a case, so that a filter costs no copy of the log."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import cases, variants
from jianzheng.lab.log.log import NEVER, UNKNOWN, Coded, Codes, Log

Keep = NDArray[np.bool_]
EVER = (NEVER + 1, np.iinfo(np.int64).max)
"""A period without ends."""
NAMELESS = "–"
"""What stands for an activity whose name the log does not give."""


def chosen(log: Log, keep: Keep | None) -> Keep:
    """`keep` itself, or every case."""
    return np.ones(len(log), np.bool_) if keep is None else keep


def named(column: Coded) -> Coded:
    """The column with NAMELESS wherever no name is known, so that every event counts."""
    if not len(column) or int(column.codes.min()) != UNKNOWN:
        return column
    codes = np.where(column.codes == UNKNOWN, np.int32(len(column.names)), column.codes)
    return Coded(codes.astype(np.int32), (*column.names, NAMELESS))


def alphabet(names: Sequence[str], used: NDArray[np.bool_]) -> tuple[tuple[str, ...], Codes]:
    """The used names sorted, and for every code its place among them (UNKNOWN for the others)."""
    order = sorted(np.flatnonzero(used).tolist(), key=names.__getitem__)
    rank = np.full(len(names), UNKNOWN, np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return tuple(names[code] for code in order), rank


def united(*alphabets: Sequence[str]) -> tuple[tuple[str, ...], list[Codes]]:
    """The sorted union of sorted names, and for each of the alphabets the place of every name in it."""
    names = tuple(sorted(set().union(*alphabets)))
    place = {name: code for code, name in enumerate(names)}
    return names, [np.array([place[name] for name in known], np.int32) for known in alphabets]


def during(log: Log, since: int, until: int) -> Keep:
    """Cases whose first event lies in the half-open period, in microseconds since 1970-01-01 UTC."""
    first = log.first
    keep: Keep = (first >= since) & (first < until) & (first != NEVER)
    return keep


def lasting(log: Log, at_least: int, less_than: int) -> Keep:
    """Cases whose last minus first event lies in the half-open range of microseconds."""
    length = log.last - log.first
    known = (log.first != NEVER) & (log.last != NEVER)
    keep: Keep = known & (length >= at_least) & (length < less_than)
    return keep


def touching(log: Log, column: Coded, names: Collection[str]) -> Keep:
    """Cases with an event whose column has one of the names: an activity, an office, a resource, a channel."""
    wanted = np.array([name in names for name in column.names] + [False])
    hit = np.concatenate(([0], np.cumsum(wanted[column.codes])))
    return hit[log.bounds[1:]] > hit[log.bounds[:-1]]


def being(log: Log, column: str, names: Collection[str]) -> Keep:
    """Cases whose own column (channel, district, kind …) has one of the names."""
    coded = log.case_columns[column]
    return np.array([name in names for name in coded.names] + [False])[coded.codes]


def following(log: Log, before: str, after: str, column: Coded | None = None) -> Keep:
    """Cases in which `after` once stands right behind `before`: activities, or the names of another column of events."""
    column = log.activity if column is None else column
    if before not in column.names or after not in column.names:
        return np.zeros(len(log), np.bool_)
    codes = column.codes
    pair = (codes[:-1] == column.names.index(before)) & (codes[1:] == column.names.index(after))
    pair[log.bounds[1:-1] - 1] = False
    hit = np.concatenate(([0], np.cumsum(pair), [int(pair.sum())]))
    return hit[log.bounds[1:] - 1] > hit[log.bounds[:-1]]


def repeating(log: Log, activity: str) -> Keep:
    """Cases that have an activity twice or more."""
    column = named(log.activity)
    if activity not in column.names:
        return np.zeros(len(log), np.bool_)
    hit = np.concatenate(([0], np.cumsum(column.codes == column.names.index(activity))))
    return hit[log.bounds[1:]] - hit[log.bounds[:-1]] > 1


def going(log: Log, way: Sequence[str]) -> Keep:
    """Cases whose activities are exactly `way`."""
    activity = named(log.activity)
    place = {name: code for code, name in enumerate(activity.names)}
    if any(name not in place for name in way):
        return np.zeros(len(log), np.bool_)
    return variants.like(log.bounds, activity.codes, np.array([place[name] for name in way], np.int32))


def used(log: Log, column: Coded, keep: Keep) -> NDArray[np.bool_]:
    """Which names of the column occur in the chosen cases."""
    return cases.present(log.bounds, column.codes, keep, len(column.names))
