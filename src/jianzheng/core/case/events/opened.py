"""A step that opened, as events carry it."""

from __future__ import annotations

from jianzheng.core.case.clocks import Clock

Opened = tuple[int, Clock | None]
"""A step that opened, with its clock."""
