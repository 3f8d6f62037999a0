"""A progress bar on standard error, only where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable

WIDTH = 30
EVERY = 200
"""Steps that the bar is drawn in, so that drawing costs nothing."""


def bar(label: str) -> Callable[[int, int], bool] | None:
    """Told (done, whole), draws how far it is and answers True to go on; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        return None
    shown = -1

    def told(done: int, whole: int) -> bool:
        nonlocal shown
        part = min(EVERY, EVERY * done // whole) if whole else EVERY * (done > 0)
        if part != shown:
            shown = part
            full = WIDTH * part // EVERY
            end = "\n" if part == EVERY else ""
            print(
                f"\r{label} {'█' * full}{'░' * (WIDTH - full)} {100 * part // EVERY:3d}%",
                end=end,
                file=sys.stderr,
                flush=True,
            )
        return True

    return told


def first_start() -> None:
    """Say, where somebody looks, that loops never compiled on this machine are compiled now, which takes a while."""
    if sys.stderr.isatty():
        from jianzheng.lab.loops import warm

        if not warm():
            print(
                "首次运行先编译一次，约半分钟 / the first run compiles once, about half a minute …",
                file=sys.stderr,
            )
