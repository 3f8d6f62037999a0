"""How Django finds this app."""

from __future__ import annotations

from django.apps import AppConfig


class Cases(AppConfig):
    """Cases and their events."""

    name = "jianzheng.apps.cases"
    label = "cases"
