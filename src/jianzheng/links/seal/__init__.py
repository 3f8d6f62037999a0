"""The door to electronic seals: an organ's certificate puts its visible, verifiable seal on a PDF."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from jianzheng.core.authority import Organ
from jianzheng.core.refusal import Refused


class NoSeal(Refused):
    """The organ has no usable seal certificate; the message says where to put one."""


class Seal(Protocol):
    """Whoever can seal for an organ."""

    def seal(self, content: bytes, organ: Organ, box: tuple[int, int, int, int], now: dt.datetime) -> bytes:
        """The PDF with the organ's seal in `box` of its last page. Raises NoSeal."""
