"""How Django finds the event logs."""

from django.apps import AppConfig


class Logs(AppConfig):
    """Event logs people brought."""

    name = "jianzheng.apps.logs"
    label = "logs"
