"""The Chromium that the tests look through: found, installed where allowed, or asked for in words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Small /dev/shm in containers crashes tabs.
    "--disable-dev-shm-usage",
)
ADVICE = (
    "找不到 Chromium：请安装（例如 apt-get install chromium），或用环境变量 CHROMIUM 指明其路径 / "
    "no Chromium found: install it (for example apt-get install chromium) or name its path in CHROMIUM"
)


def find() -> str | None:
    """The path of a Chromium on this machine, the one in CHROMIUM first."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, CANDIDATES) if path), None)


def install() -> None:
    """Install Debian's Chromium, and a font with Chinese for whoever looks at the screenshots; needs root."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
    for words in (
        ["update"],
        ["install", "-y", "--no-install-recommends", "chromium"],
        ["install", "-y", "--no-install-recommends", "fonts-noto-cjk"],
    ):
        subprocess.run(["apt-get", "-qq", *words], env=quiet, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    """Make sure there is one; answers the exit code."""
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("安装 Chromium / installing Chromium …", flush=True)
        install()
    if find() is None:
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
