"""Nothing that is kept names the machine it was written on, a registry's host, or the tools at the writer's elbow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import short, tracked

# Written in pieces, so that this file does not find itself.
HOSTS = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "npm" + "js.org", "deb." + "debian")
FOLDERS = ("/wo" + "rk/", "/ro" + "ot/", "/home" + "/")
WRITERS = (
    "clau" + "de",
    "anthro" + "pic",
    "chat" + "gpt",
    "open" + "ai",
    "copi" + "lot",
    "language " + "model",
)
SECRETS = ("BEGIN " + "PRIVATE KEY", "BEGIN RSA " + "PRIVATE", "BEGIN OPENSSH " + "PRIVATE")
PICTURES = {".png", ".jpg", ".pdf", ".xlsx", ".gif", ".ico", ".woff2"}


def said(words: tuple[str, ...]) -> dict[str, list[str]]:
    """Which kept text files say which of the words, whatever their case."""
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    found = {
        short(path): sorted(set(pattern.findall(path.read_text("utf-8", errors="replace"))))
        for path in tracked()
        if path.suffix not in PICTURES
    }
    return {name: hits for name, hits in found.items() if hits}


class TestTheRepository:
    @pytest.mark.parametrize(
        "words",
        [HOSTS, FOLDERS, WRITERS, SECRETS],
        ids=["a registry", "a folder of ours", "a writer", "a key"],
    )
    def test_does_not_name(self, words: tuple[str, ...]) -> None:
        assert said(words) == {}

    def test_keeps_nothing_that_was_made_or_minified(self) -> None:
        made = [
            short(path)
            for path in tracked()
            if re.search(r"\.min\.(js|css)$|\.pyc$|\.sqlite3$|\.mo$|(^|/)node_modules/", short(path))
        ]
        assert made == []

    def test_keeps_no_large_file(self) -> None:
        large = {
            short(path): path.stat().st_size for path in tracked() if path.stat().st_size > 2 * 1024 * 1024
        }
        assert large == {}

    def test_keeps_its_shell_scripts_runnable(self) -> None:
        scripts = [path for path in tracked() if _is_script(path)]
        assert scripts
        assert [short(path) for path in scripts if not path.stat().st_mode & 0o100] == []


def _is_script(path: Path) -> bool:
    return path.suffix in ("", ".sh") and path.read_bytes().startswith(b"#!")
