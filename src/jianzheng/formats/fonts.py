"""The Chinese fonts that papers are printed with, read once: they are large, and every paper embeds what it uses."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    import typst

FAMILIES = ("Noto Serif SC", "Noto Sans SC")
_SHIPPED = Path(__file__).resolve().parents[3] / "node_modules" / "@expo-google-fonts"
_WEIGHTS = (
    "noto-serif-sc/400Regular",
    "noto-serif-sc/700Bold",
    "noto-sans-sc/400Regular",
    "noto-sans-sc/700Bold",
)


def folders() -> list[Path]:
    """Where fonts are looked for: JIANZHENG_FONTS first, then the ones `make setup` brings."""
    named = os.environ.get("JIANZHENG_FONTS")
    shipped = [_SHIPPED / weight for weight in _WEIGHTS]
    return [*([Path(named)] if named else []), *(folder for folder in shipped if folder.is_dir())]


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts for printing, system fonts last for rare characters. Raises Refused where none is Chinese."""
    import typst

    found = typst.Fonts(include_system_fonts=True, font_paths=[str(folder) for folder in folders()])
    if not any("CJK" in family or family.endswith(" SC") for family in found.families()):
        raise Refused(
            "没有中文字体，不能出具文书。请运行 make setup，或用环境变量 JIANZHENG_FONTS 指明字体文件夹。",
            "No Chinese font: papers cannot be printed. Run make setup, or name a folder of fonts in JIANZHENG_FONTS.",
        )
    return found
