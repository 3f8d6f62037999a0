"""How long a term is, in words that count right in both languages."""

from __future__ import annotations

from jianzheng.core.clock import Unit
from jianzheng.core.text import Text

UNITS = {
    Unit.WORKING.value: Text("个工作日", "working days"),
    Unit.NATURAL.value: Text("日", "days"),
    Unit.HOURS.value: Text("小时", "hours"),
}


def unit_of(count: float, unit: str) -> Text:
    """The unit as it is said behind a number of them."""
    said = UNITS[unit]
    return Text(said.zh, said.en.removesuffix("s") if abs(count) == 1 else said.en)


def lasting(count: float, unit: str = Unit.WORKING.value) -> Text:
    """A number with its unit: 1 working day, 5 working days."""
    said = unit_of(count, unit)
    return Text(f"{count:g} {said.zh}", f"{count:g} {said.en}")
