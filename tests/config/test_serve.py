"""The real server, from an empty folder to an answered request."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVE = [sys.executable, "-m", "jianzheng.config.serve"]


def surroundings(var: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing of the house is set but what the test sets."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "VAR": str(var), **more}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of a running server and its folder."""
    var = tmp_path_factory.mktemp("var")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (var / "log").open("w")
    server = subprocess.Popen(
        SERVE,
        env=surroundings(var, DEMO="1", DEMO_CASES="50", PORT=str(port), WORKERS="1"),
        stdout=log,
        stderr=log,
    )
    try:
        _wait_for(port, server, var / "log")
        yield port, var
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(120)
        log.close()


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(3000):
        if server.poll() is not None:
            break
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text('utf-8')}")


def ask(
    port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, str, list[str]]:
    """Status, text and cookies of one answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    cookies = [text.split(";")[0].strip() for text in answer.headers.get_all("Set-Cookie", [])]
    text = answer.read().decode("utf-8")
    connection.close()
    return answer.status, text, cookies


class TestTheServer:
    def test_serves_the_home_page_and_the_files_it_names(self, served: tuple[int, Path]) -> None:
        status, text, _ = ask(served[0], "GET", "/")
        assert status == 200
        files = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
        assert len(files) >= 4
        assert {file: ask(served[0], "GET", file)[0] for file in files} == dict.fromkeys(files, 200)

    def test_lets_the_demo_engineer_in(self, served: tuple[int, Path]) -> None:
        _, text, cookies = ask(served[0], "GET", "/sign-in")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert token
        form = f"role=engineer&csrfmiddlewaretoken={token[1]}".encode()
        headers = {"Cookie": "; ".join(cookies), "Content-Type": "application/x-www-form-urlencoded"}
        status, _, session = ask(served[0], "POST", "/sign-in/demo", form, headers)
        assert status == 302
        _, home, _ = ask(served[0], "GET", "/", headers={"Cookie": "; ".join(session)})
        assert "吴（演示）" in home

    def test_keeps_its_database_in_wal_mode(self, served: tuple[int, Path]) -> None:
        with sqlite3.connect(served[1] / "jianzheng.sqlite3") as database:
            assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    def test_answers_a_body_of_50_megabytes_in_words(self, served: tuple[int, Path]) -> None:
        status, text, _ = ask(served[0], "POST", "/sign-in", b"x" * 50 * 1024 * 1024)
        assert (status, "文件过大" in text) == (413, True)


class TestAPort:
    def test_that_is_taken_is_not_shared(self, served: tuple[int, Path], tmp_path: Path) -> None:
        environment = surroundings(tmp_path, DEMO="1", PORT=str(served[0]))
        ended = subprocess.run(
            SERVE, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
        assert str(served[0]) in ended.stderr


class TestADatabase:
    def test_that_does_not_run_is_told_in_words_without_its_password(self, tmp_path: Path) -> None:
        url = f"postgresql://jz:sesame@/gov?host={tmp_path}"
        environment = surroundings(tmp_path, DEMO="1", PORT="65000", DATABASE_URL=url)
        ended = subprocess.run(
            SERVE, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert ended.returncode == 2
        assert "DATABASE_URL" in ended.stderr
        assert "Traceback" not in ended.stderr
        assert "sesame" not in ended.stderr


class TestAWrongValue:
    @pytest.mark.parametrize(
        "name,value",
        [
            ("PORT", "http"),
            ("DEMO", "maybe"),
            ("DATABASE_URL", "oracle://x"),
            ("WORKERS", "0"),
            ("HOST", "0.0.0.0"),
            ("SECRET_KEY", "short"),
            ("UPLOAD_LIMIT_MB", "-5"),
        ],
    )
    def test_stops_the_start_in_one_line(self, name: str, value: str, tmp_path: Path) -> None:
        environment = surroundings(tmp_path, **{"DEMO": "1", name: value})
        ended = subprocess.run(
            SERVE, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert ended.returncode == 2
        assert name in ended.stderr
        assert "Traceback" not in ended.stderr
        assert len(ended.stderr.strip().splitlines()) == 1
