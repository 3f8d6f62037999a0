"""The folder of one log: the file brought, what was asked, how far the worker is, and the Parquet that is kept.

The worker holds the lock of the folder as long as it lives, so that a dead one is never taken for a slow one."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST = 80
LOOKING = 90
"""Seconds after which a look at the first rows is given up."""
_children: list[subprocess.Popen[bytes]] = []
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Folder:
    """One log's folder."""

    path: Path

    @property
    def parquet(self) -> Path:
        """The log as it is kept."""
        return self.path / "log.parquet"

    @property
    def source(self) -> Path:
        """The file as it was brought. Raises FileNotFoundError once it has been read and dropped."""
        return next(iter(sorted((self.path / "brought").iterdir())))

    def take_in(self, name: str, chunks: Iterable[bytes]) -> None:
        """Keep the file brought under a harmless form of its name."""
        brought = self.path / "brought"
        brought.mkdir(parents=True, mode=0o700)
        plain = re.sub(r"[^\w.\-]", "_", Path(name).name).lstrip(".")[-LONGEST:] or "log"
        with (brought / plain).open("wb") as file:
            for chunk in chunks:
                file.write(chunk)

    def say(self, name: str, words: Json) -> None:
        """Write a small file whole or not at all."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        making = self.path / f".{name}"
        making.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        os.replace(making, self.path / f"{name}.json")

    def said(self, name: str) -> Json | None:
        """What a small file says; None where it is not there."""
        try:
            words: Json = json.loads((self.path / f"{name}.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return words

    def begin(self, verb: str, database: Json | None = None) -> None:
        """Start a worker that reads the log in a process of its own; it inherits the lock."""
        _children[:] = [child for child in _children if child.poll() is None]
        self.forget("result", "progress")
        with (self.path / "lock").open("w") as lock, (self.path / "worker.log").open("wb") as log:
            fcntl.flock(lock, fcntl.LOCK_EX)
            child = subprocess.Popen(
                [sys.executable, "-m", "jianzheng.apps.logs.worker", verb, str(self.path)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=(lock.fileno(),),
                start_new_session=True,
            )
        _children.append(child)
        self.say("worker", {"pid": child.pid})
        if child.stdin is not None:
            child.stdin.write(json.dumps(database or {}).encode())
            child.stdin.close()

    def looked(self) -> Json:
        """What the first rows of the file suggest, found by a process of its own; {} where it came to no answer in time."""
        self.forget("look")
        command = [sys.executable, "-m", "jianzheng.apps.logs.worker", "look", str(self.path)]
        with (self.path / "worker.log").open("wb") as log:
            try:
                subprocess.run(
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, timeout=LOOKING, check=False
                )
            except subprocess.TimeoutExpired:
                return {}
        return self.said("look") or {}

    def at_work(self) -> bool:
        """Whether a worker lives."""
        try:
            with (self.path / "lock").open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except FileNotFoundError:
            return False
        return False

    def stop(self) -> None:
        """End the worker; nothing it had is kept."""
        pid = (self.said("worker") or {}).get("pid")
        if pid and self.at_work():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            for child in _children:
                if child.pid == pid:
                    child.wait()

    def forget(self, *names: str) -> None:
        """Drop small files."""
        for name in names:
            (self.path / f"{name}.json").unlink(missing_ok=True)

    def drop_source(self) -> None:
        """Drop the file brought: from now on the Parquet is the log."""
        shutil.rmtree(self.path / "brought", ignore_errors=True)

    def remove(self) -> None:
        """Drop everything."""
        shutil.rmtree(self.path, ignore_errors=True)
