"""Timing as used by every bench: the best of several runs, in milliseconds."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any


def best(run: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """Milliseconds of the fastest of several runs, and what it answered; garbage is collected before, not during."""
    fastest, answer = float("inf"), None
    for _ in range(times):
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        answer = run()
        fastest = min(fastest, (time.perf_counter() - start) * 1000)
        gc.enable()
    return fastest, answer
