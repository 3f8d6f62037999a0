"""The cases behind a hand-over: that passed from one office or person to another, or there and straight back."""

from __future__ import annotations

import numpy as np

from jianzheng.lab.kept import Keep
from jianzheng.lab.log.log import UNKNOWN, Coded, Log


def passed(log: Log, column: Coded, before: str, after: str, back: bool) -> Keep:
    """Cases that went from `before` to `after`, with `back` straight on to `before` again; events of nobody are passed over."""
    keep = np.zeros(len(log), np.bool_)
    if not {before, after} <= {*column.names}:
        return keep
    owner, codes = log.owner, column.codes
    rows = np.flatnonzero(codes != UNKNOWN)
    stays = np.zeros(len(rows), np.bool_)
    stays[1:] = (codes[rows[1:]] == codes[rows[:-1]]) & (owner[rows[1:]] == owner[rows[:-1]])
    rows = rows[~stays]
    a, b = column.names.index(before), column.names.index(after)
    turns = [a, b, a] if back else [a, b]
    steps = len(rows) - len(turns) + 1
    if steps < 1:
        return keep
    hit = owner[rows[:steps]] == owner[rows[len(turns) - 1 :]]
    for place, code in enumerate(turns):
        hit &= codes[rows[place : place + steps]] == code
    keep[owner[rows[:steps][hit]]] = True
    return keep
