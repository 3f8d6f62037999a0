"""Numbers as people write them in the studio's forms."""

from __future__ import annotations

from jianzheng.core.refusal import Refused


def number(text: str, least: float, most: float) -> float:
    """The number written. Raises Refused for what is none, or lies outside the bounds."""
    try:
        value = float(text)
    except ValueError:
        value = least - 1
    if not least <= value <= most:
        raise Refused(
            f"请写 {least:g} 到 {most:g} 之间的数：{text[:20]}。",
            f"Write a number from {least:g} to {most:g}: {text[:20]}.",
        )
    return value
