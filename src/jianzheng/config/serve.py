"""One command from nothing to a running server: settings, database, demo people, granian."""

from __future__ import annotations

import os
import sys

from jianzheng.config import environment
from jianzheng.core.refusal import Refused

HERE = "127.0.0.1"


def prepare() -> None:
    """Check the settings and the routes and bring the database up to date; says nothing when all is well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    from jianzheng.apps.people.actions import seat_demo_people

    call_command("check")
    call_command("migrate", verbosity=0)
    if settings.DEMO:
        seat_demo_people()


def _demo_stays_here(host: str) -> None:
    from django.conf import settings

    if settings.DEMO and host not in (HERE, "localhost", "::1"):
        raise Refused(
            f"演示环境不设密码，只对本机开放，不能监听 {host}；对外提供服务请设 DEMO=0 和 SECRET_KEY",
            f"the demo has no passwords and serves this machine only, not HOST={host}; set DEMO=0 and SECRET_KEY",
        )


def serve() -> None:
    """Serve until told to stop, on HOST:PORT with WORKERS processes of one blocking thread each."""
    host = os.environ.get("HOST", HERE)
    port = environment.number(os.environ, "PORT", 8000, least=1, most=65535)
    workers = environment.number(os.environ, "WORKERS", 2, least=1, most=64)
    prepare()
    _demo_stays_here(host)
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    # The workers are new processes; they must not inherit this one's connection.
    connections.close_all()
    print(f"简政 Jianzheng  http://{host}:{port}/  (Ctrl-C 停止 stops)", flush=True)
    Granian(
        "jianzheng.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_access=False,
    ).serve()


def main() -> int:
    """Start, or say in one line why not; answers the exit code."""
    try:
        serve()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
