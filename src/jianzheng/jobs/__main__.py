"""Run the jobs until told to stop: `python -m jianzheng.jobs [NAME …]`, those named (jobs/run.py) or all, many times over."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import signal
import sys
import threading

RESTS = 8
"""Rounds a job sits out that found nothing to do: 16 seconds, well within the minute in which a due moment must act."""


def main(words: list[str]) -> int:
    """Loop over the named jobs every second or two, those that found nothing to do less often; answers the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    import django

    django.setup()
    from django.db import close_old_connections
    from django.utils import timezone

    from jianzheng.jobs.run import JOBS, Rounds

    gc.freeze()  # as config/wsgi.py
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    pause = float(os.environ.get("JOBS_SECONDS", "2"))
    rounds = Rounds(tuple(words or JOBS), dt.timedelta(seconds=RESTS * pause))
    while not stop.is_set():
        close_old_connections()
        try:
            rounds.next(timezone.localtime())
        except Exception:
            logging.getLogger("jianzheng.jobs").exception("a round of jobs failed; the next one follows")
        stop.wait(pause)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
