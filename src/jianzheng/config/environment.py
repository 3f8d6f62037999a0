"""What an installation may set from outside; a wrong value stops the start and says what would be right."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jianzheng.core.refusal import Refused

YES = {"1", "yes", "true", "on"}
NO = {"0", "no", "false", "off", ""}
SHORTEST_SECRET = 32
POOL = {"min_size": 1, "max_size": 4, "timeout": 10}
# The statement of a transition is planned once for each connection, not each time.
POSTGRES_START = "-c plan_cache_mode=force_generic_plan -c jit=off"
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    " PRAGMA wal_autocheckpoint=32000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
)
"""How a connection to SQLite begins. The log goes into the file beside the jobs (jobs/run.py); a request does it only where
none run and the log has grown to 128 MB."""


def _wrong(name: str, text: str, zh: str, en: str) -> Refused:
    return Refused(
        f"环境变量 {name} 的值“{text}”不对：{zh}", f"environment variable {name}={text!r} is wrong: {en}"
    )


def flag(environment: Mapping[str, str], name: str, default: bool) -> bool:
    """A yes or no; anything else is refused rather than guessed."""
    text = environment.get(name)
    if text is None:
        return default
    if text.strip().lower() not in YES | NO:
        raise _wrong(name, text, "请写 1 或 0", "write 1 or 0")
    return text.strip().lower() in YES


def number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number within its bounds."""
    text = environment.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise _wrong(
            name,
            text,
            f"请写 {least} 到 {most} 之间的整数",
            f"write a whole number from {least} to {most}",
        )
    return int(text)


def names(environment: Mapping[str, str], name: str, default: str) -> list[str]:
    """A list separated by commas, never empty."""
    text = environment.get(name, default)
    found = [part.strip() for part in text.split(",") if part.strip()]
    if not found:
        raise _wrong(name, text, "请写至少一个，用英文逗号分隔", "write at least one, separated by commas")
    return found


def folder(environment: Mapping[str, str], name: str, default: Path) -> Path:
    """A folder that exists and may be written to; made when it is missing."""
    path = Path(environment.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as broken:
        raise _wrong(name, str(path), "这个文件夹建不了", f"cannot make this folder ({broken})") from broken
    if not os.access(path, os.W_OK):
        raise _wrong(name, str(path), "这个文件夹不可写", "this folder cannot be written to")
    return path


def address(environment: Mapping[str, str], name: str, default: str) -> str:
    """An address on the web without a slash at its end."""
    text = (environment.get(name) or default).strip().rstrip("/")
    try:
        url = urlsplit(text)
        usable = url.scheme in ("http", "https") and bool(url.hostname) and not (url.query or url.fragment)
    except ValueError:
        usable = False
    if not usable or len(text) > 200:
        raise _wrong(
            name,
            text,
            "请写 http:// 或 https:// 开头的网址，不带参数",
            "write an address that starts with http:// or https://, without parameters",
        )
    return text


def secret(environment: Mapping[str, str], var: Path, demo: bool) -> str:
    """The signing key: from SECRET_KEY, or for the demo from a file made once beside the database."""
    text = environment.get("SECRET_KEY")
    if text is not None:
        if len(text) < SHORTEST_SECRET:
            raise _wrong(
                "SECRET_KEY", "…", f"至少 {SHORTEST_SECRET} 个字符", f"at least {SHORTEST_SECRET} characters"
            )
        return text
    if not demo:
        raise Refused(
            "正式运行须设置环境变量 SECRET_KEY；对演示市（make run）请在命令前写 DEMO=1，例如 DEMO=1 jianzheng verify",
            "set SECRET_KEY in the environment to run for real; for the demonstration of `make run` write DEMO=1 before the"
            " command, as in DEMO=1 jianzheng verify",
        )
    return _kept_secret(var / "secret-key")


def _kept_secret(path: Path) -> str:
    # Exclusive creation: two starts at once must end with one key.
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii")


def database(environment: Mapping[str, str], var: Path) -> dict[str, Any]:
    """The database that DATABASE_URL names, as Django wants it; an SQLite file beside the key when unset."""
    text = environment.get("DATABASE_URL") or f"sqlite:///{var / 'jianzheng.sqlite3'}"
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError as broken:
        raise _wrong("DATABASE_URL", _masked(text), "这不是一个网址", str(broken)) from broken
    if url.scheme == "sqlite":
        return _sqlite(text, unquote(url.path))
    if url.scheme in ("postgres", "postgresql"):
        if len(unquote(url.path)) < 2:
            raise _wrong("DATABASE_URL", _masked(text), "缺少库名", "the database's name is missing")
        return _postgres(url.path, dict(parse_qsl(url.query)), url.hostname, port) | {
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
        }
    raise _wrong(
        "DATABASE_URL",
        _masked(text),
        "请以 sqlite:/// 或 postgresql:// 开头",
        "start with sqlite:/// or postgresql://",
    )


def _masked(text: str) -> str:
    head, at, tail = text.rpartition("@")
    return f"{head.split('://')[0]}://…{at}{tail}" if at else text


def _sqlite(text: str, path: str) -> dict[str, Any]:
    # The first slash only separates: sqlite:////abs/file is absolute, sqlite:///file is relative.
    name = path.removeprefix("/")
    if not name:
        raise _wrong("DATABASE_URL", text, "缺少文件名", "the file's name is missing")
    if not Path(name).resolve().parent.is_dir():
        raise _wrong("DATABASE_URL", text, "文件所在的文件夹不存在", "the file's folder does not exist")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def _postgres(path: str, options: dict[str, str], host: str | None, port: int | None) -> dict[str, Any]:
    # A socket's folder does not fit in the host part of a URL; libpq writes it as ?host=/folder.
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(path.removeprefix("/")),
        "HOST": options.pop("host", None) or host or "",
        "PORT": options.pop("port", None) or port or "",
        "OPTIONS": {"options": POSTGRES_START, **options, "pool": dict(POOL)},
    }
