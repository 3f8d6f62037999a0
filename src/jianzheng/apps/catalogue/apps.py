"""The catalogue app."""

from django.apps import AppConfig


class Catalogue(AppConfig):
    """Uploads, drafts and editions of processes."""

    name = "jianzheng.apps.catalogue"
    label = "catalogue"
