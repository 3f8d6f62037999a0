"""How Django finds the shared part of the rooms, and the moment its checks are registered."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class Ui(AppConfig):
    """What all rooms share."""

    name = "jianzheng.web.ui"
    label = "ui"

    def ready(self) -> None:
        """Register the check that every view says who may enter."""
        from jianzheng.web.ui.checks import every_view_says_who_may

        register(every_view_says_who_may)
