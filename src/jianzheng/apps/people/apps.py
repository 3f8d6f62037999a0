"""How Django finds this app."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    """The people of the house."""

    name = "jianzheng.apps.people"
    label = "people"
