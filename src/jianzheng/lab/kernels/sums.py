"""Whole numbers added up by group: exact where floating weights would not be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]


@compiled
def added(groups: Numbers, parts: Numbers, amounts: Numbers, size: int, width: int) -> Numbers:
    """size × width sums: `amounts` of the rows whose group and part are the cell's; a negative group counts nowhere."""
    found = np.zeros((size, width), np.int64)
    for row in range(len(groups)):
        if groups[row] >= 0:
            found[groups[row], parts[row]] += amounts[row]
    return found
