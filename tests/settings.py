"""The house's settings for tests: a demo in a folder of its own, never the developer's database or key."""

from __future__ import annotations

import os
import tempfile

# One folder for all workers: pytest-xdist starts them with this environment.
os.environ["DEMO"] = "1"
if "TEST_VAR" not in os.environ:
    os.environ["TEST_VAR"] = tempfile.mkdtemp(prefix="jianzheng-tests-")
os.environ["VAR"] = os.environ["TEST_VAR"]
# Playwright's synchronous interface keeps an event loop in the test's thread; nothing of ours is async.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from jianzheng.config.settings import *  # noqa: F403
from jianzheng.config.settings import DATABASES, VAR

# A file, not memory: WAL, locks and the live server's threads must be the real ones.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
# Tests sign in often; how slow a password is to check is Django's affair, not ours.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
