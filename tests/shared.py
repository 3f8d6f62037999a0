"""Where the tests find data that may be read here but not redistributed."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """The path of a shared data file; skips the test, saying so, where the folder is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"needs the shared data file {name}, which is not part of this repository")
    return path
