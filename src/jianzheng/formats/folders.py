"""Where content lies: the packs that come with the house, and folders named in JIANZHENG_PACKS."""

from __future__ import annotations

import os
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "packs"


def pack_folders() -> list[Path]:
    """Folders to look in, first found wins: those of JIANZHENG_PACKS (separated like PATH), then the shipped one."""
    named = [Path(word) for word in os.environ.get("JIANZHENG_PACKS", "").split(os.pathsep) if word]
    return [folder for folder in named if folder.is_dir()] + [SHIPPED]
