"""What a seal looks like on paper: drawn by the house as lines, never copied from an emblem."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from jianzheng.formats.fonts import fonts
from jianzheng.links.seal import NoSeal

TEMPLATE = Path(__file__).with_name("picture.typ")
DEMO_MARK = "演示 DEMO"


@lru_cache(maxsize=256)
def picture(name: str, below: str = "") -> bytes:
    """One page of PDF with the round seal of the organ `name`; `below` is printed under the middle. Raises
    NoSeal where a character has no font."""
    import typst

    seal = {"name": name, "middle": "电子印章", "below": below}
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=fonts(), sys_inputs={"seal": json.dumps(seal, ensure_ascii=False)}
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards="a-2b", pdf_tags=False)
    except typst.TypstError as broken:
        raise NoSeal(
            f"“{name}”的印章画不出来。如有生僻字，请把含该字的字体放入 JIANZHENG_FONTS 所指文件夹。",
            f"The seal of “{name}” cannot be drawn. For a rare character, put a font that has it into the folder "
            "named in JIANZHENG_FONTS.",
        ) from broken
    if not isinstance(made, bytes):
        raise TypeError("typst answered no seal")
    return made
