"""The compiled loops of the laboratory, and the only place that knows numba: arrays in, arrays out, no names, no files.

Every kernel is compiled once and kept beside its source (or in NUMBA_CACHE_DIR), so that a second start does not pay for
it; each has a slow obvious twin in tests/lab/naive.py, and runs as plain Python under NUMBA_DISABLE_JIT=1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def compiled(loop: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The loop compiled on first use and cached on disk; it lets go of the interpreter while it runs."""
    return cast(Callable[Given, Answer], numba.njit(cache=True, nogil=True)(loop))
