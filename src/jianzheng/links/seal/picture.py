"""What a seal looks like on paper: drawn by the house as lines, never copied from an emblem."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from jianzheng.formats.fonts import fonts

TEMPLATE = Path(__file__).with_name("picture.typ")
DEMO_MARK = "演示 DEMO"


@lru_cache(maxsize=256)
def picture(name: str, below: str = "") -> bytes:
    """One page of PDF with the round seal of the organ `name`; `below` is printed under the middle."""
    import typst

    seal = {"name": name, "middle": "电子印章", "below": below}
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=fonts(), sys_inputs={"seal": json.dumps(seal, ensure_ascii=False)}
    )
    made = compiler.compile(format="pdf", pdf_standards="a-2b", pdf_tags=False)
    if not isinstance(made, bytes):
        raise TypeError("typst answered no seal")
    return made
