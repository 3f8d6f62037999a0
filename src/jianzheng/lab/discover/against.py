"""Some of the cases that did otherwise than most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jianzheng.core.confront import Pair
from jianzheng.lab.discover.precedence import coded, worked
from jianzheng.lab.discover.tally import EXAMPLES
from jianzheng.lab.kept import Keep
from jianzheng.lab.kernels import precedence as kernel
from jianzheng.lab.log.log import Log


@dataclass(frozen=True, slots=True)
class Against:
    """For every pair asked about a few cases against it; adds up, those found first stay."""

    cases: tuple[tuple[str, ...], ...]

    def __add__(self, other: Against) -> Against:
        rows = zip(self.cases, other.cases, strict=True)
        return Against(tuple((*mine, *theirs)[:EXAMPLES] for mine, theirs in rows))


def against(log: Log, keep: Keep, names: tuple[str, ...], pairs: list[tuple[Pair, bool]]) -> Against:
    """For every pair (a, b) of `names` some cases that have b before a or, where that counts, b without a."""
    if not pairs or not log.events:
        return Against(((),) * len(pairs))
    begun, ended = worked(log)
    place = {name: code for code, name in enumerate(names)}
    rows = [(place[a], place[b], int(skipped), EXAMPLES) for (a, b), skipped in pairs]
    codes = coded(log, names)
    asked = np.array(rows, np.int64)
    found = kernel.exceptions(log.bounds, codes, begun, ended, keep, asked)
    return Against(tuple(tuple(log.cases[case] for case in row if case >= 0) for row in found.tolist()))
