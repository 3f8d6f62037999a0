"""How Django finds this app."""

from __future__ import annotations

from django.apps import AppConfig


class Oversight(AppConfig):
    """Findings, cards and the ladder."""

    name = "jianzheng.apps.oversight"
    label = "oversight"
