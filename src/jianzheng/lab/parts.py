"""A log in one piece or in many: every figure is asked of each part and the answers are added up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from jianzheng.lab.kept import Keep, chosen
from jianzheng.lab.log.log import Log

Sum = TypeVar("Sum")
"""A summary that adds up: summary + summary."""
Asked = Callable[[Log, Keep], Sum]


class Parts(Protocol):
    """Somewhere a log lies, in parts that hold whole cases."""

    def total(self, asked: Asked[Sum]) -> Sum:
        """What the whole log answers: the sum over its parts."""


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A log in memory, in one part; of the chosen cases."""

    log: Log
    keep: Keep | None = None

    def total(self, asked: Asked[Sum]) -> Sum:
        """What it answers."""
        return asked(self.log, chosen(self.log, self.keep))
