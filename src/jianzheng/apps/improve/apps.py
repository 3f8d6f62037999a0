"""The improve app."""

from django.apps import AppConfig


class Improve(AppConfig):
    """Proposals mined from our own events, their decisions and what came of them."""

    name = "jianzheng.apps.improve"
    label = "improve"
