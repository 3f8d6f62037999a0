"""The compiled loops of the laboratory, and the only place that knows numba: arrays in, arrays out, no names, no files.

Every kernel is compiled once and kept (see lab/loops.py), so that a second start does not pay for it; each has a slow
obvious twin in tests/lab/naive.py, and runs as plain Python under NUMBA_DISABLE_JIT=1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

from jianzheng.lab.loops import PLACE

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def compiled(loop: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The loop compiled on first use and kept on disk; it lets go of the interpreter while it runs."""
    settings: Any = numba.config
    others, settings.CACHE_DIR = settings.CACHE_DIR, str(PLACE or "")
    try:
        return cast(Callable[Given, Answer], numba.njit(cache=PLACE is not None, nogil=True)(loop))
    finally:
        settings.CACHE_DIR = others
