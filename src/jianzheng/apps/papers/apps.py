"""How Django finds this app."""

from __future__ import annotations

from django.apps import AppConfig


class Papers(AppConfig):
    """The papers of the house."""

    name = "jianzheng.apps.papers"
    label = "papers"
