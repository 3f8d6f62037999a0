"""Where compiled loops are kept: a directory for exactly these sources, for a loop holds what it calls and every constant.

numba looks only at the file a loop stands in. So every change of any kernel begins a directory anew, and drops the old one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent / "kernels"
SHORT = 16
"""Letters of a digest in a name."""


def digest(sources: Path) -> str:
    """What all these sources and the compiler are, in one word."""
    found = hashlib.sha256(version("numba").encode())
    for path in sorted(sources.glob("*.py")):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:SHORT]


def roots() -> list[Path]:
    """Where loops may be kept, the best first: where NUMBA_CACHE_DIR says, beside the source, among the user's own files."""
    said = os.environ.get("NUMBA_CACHE_DIR")
    own = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))
    # A user without a home, as containers have them, keeps nothing.
    return (
        [Path(said)] if said else [HERE / "__pycache__", *([own / "jianzheng"] if own.is_absolute() else [])]
    )


def place(roots: Iterable[Path], sources: Path = HERE) -> Path | None:
    """The directory for loops of these sources in the first root that can be written; what other sources of the same place left
    there is dropped. None where nothing can be written: then every start compiles."""
    house = hashlib.sha256(bytes(sources)).hexdigest()[:SHORT]
    for root in roots:
        found = root / f"loops-{house}" / digest(sources)
        try:
            found.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=found).close()
        except OSError:
            continue
        for other in found.parent.iterdir():
            if other != found:
                shutil.rmtree(other, ignore_errors=True)
        return found
    return None


PLACE = place(roots())
"""Where the loops of this process are kept."""
WHOLE = PLACE / "whole" if PLACE else None
"""Stands there when every loop was compiled beforehand (see warm)."""


def warm() -> bool:
    """Whether loops were compiled here before."""
    return PLACE is not None and next(PLACE.rglob("*.nbc"), None) is not None
