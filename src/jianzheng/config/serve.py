"""One command from nothing to a running server: settings, database, demo people, granian."""

from __future__ import annotations

import atexit
import io
import os
import socket
import subprocess
import sys

from jianzheng.config import environment
from jianzheng.core.refusal import Refused

HERE = "127.0.0.1"


def prepare() -> None:
    """Check the settings and the routes and bring the database up to date; what takes long the first time is told."""
    import django
    from django.core.management import call_command
    from django.db import OperationalError, connection

    django.setup()
    from django.conf import settings

    from jianzheng.apps.cases.rules import rules
    from jianzheng.jobs.demo import set_up

    call_command("check", stdout=io.StringIO())
    rules()
    try:
        if not connection.introspection.table_names():
            _tell("正在建立数据库…… setting up the database …")
        call_command("migrate", verbosity=0)
    except OperationalError as broken:
        raise Refused(
            f"连不上数据库，请检查 DATABASE_URL 和数据库是否已启动（{broken}）",
            f"cannot reach the database; check DATABASE_URL and that the database runs ({broken})",
        ) from broken
    if settings.DEMO:
        set_up(cases=_past(), tell=_tell)


def _tell(words: str) -> None:
    print(words, flush=True)


def _demo_stays_here(host: str) -> None:
    from django.conf import settings

    if settings.DEMO and host not in (HERE, "localhost", "::1"):
        raise Refused(
            f"演示环境不设密码，只对本机开放，不能监听 {host}；对外提供服务请设 DEMO=0 和 SECRET_KEY",
            f"the demo has no passwords and serves this machine only, not HOST={host}; set DEMO=0 and SECRET_KEY",
        )


def _is_free(host: str, port: int) -> None:
    # granian shares a port that another one listens on, and half the requests would go to the wrong house.
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as broken:
        raise Refused(
            f"不能监听 {host}:{port}（{broken.strerror}）；请停掉占用它的程序，或用 PORT=… 换一个端口",
            f"cannot listen on {host}:{port} ({broken.strerror}); stop what uses it, or choose another PORT=…",
        ) from broken


def _past() -> int:
    """How many simulated cases the demonstration begins with; 0 outside it."""
    from django.conf import settings

    number = environment.number(os.environ, "DEMO_CASES", 3000, least=0, most=1_000_000)
    return number if settings.DEMO else 0


def _jobs() -> list[str]:
    """The jobs that run beside the server: first, for the demonstration, the past that takes longer to make."""
    from jianzheng.jobs.run import DEMO, JOBS

    return [*([DEMO] if _past() else []), *JOBS]


def _beside() -> None:
    """Start what runs beside the server: the jobs, and, where `make setup` has not done it, the compiling of the laboratory's
    loops, so that nobody waits for it at the first log."""
    from jianzheng.lab.loops import WHOLE

    compiles = WHOLE is not None and not WHOLE.exists()
    for words in (["jianzheng.jobs", *_jobs()], *([["jianzheng.lab.warm"]] if compiles else [])):
        atexit.register(subprocess.Popen([sys.executable, "-m", *words]).terminate)


def serve() -> None:
    """Serve until told to stop, on HOST:PORT with WORKERS processes of one blocking thread each."""
    host = os.environ.get("HOST", HERE)
    port = environment.number(os.environ, "PORT", 8000, least=1, most=65535)
    workers = environment.number(os.environ, "WORKERS", 2, least=1, most=64)
    _demo_stays_here(host)
    _is_free(host, port)
    prepare()
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    # The workers are new processes; they must not inherit this one's connection.
    connections.close_all()
    _beside()
    print(f"简政 Jianzheng  http://{host}:{port}/  (Ctrl-C 停止 stops)", flush=True)
    Granian(
        "jianzheng.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=workers,
        blocking_threads=1,
        log_access=False,
    ).serve()


def main() -> int:
    """Start, or say in one line why not; answers the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    try:
        serve()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
