"""What a worker does once, though each of its tests asks for it anew: reading a service's text, listing the static files."""

from __future__ import annotations

from functools import lru_cache

from whitenoise.middleware import WhiteNoiseMiddleware

from jianzheng.apps.catalogue import queries
from jianzheng.apps.people.queries import organ

_found = WhiteNoiseMiddleware.add_files_from_finders
_read = queries.read_service
_files: dict[str, object] = {}


def add_files_from_finders(self: WhiteNoiseMiddleware) -> None:
    """A thousand files are looked at for the first client only; a server does so at its start."""
    if not _files:
        _found(self)
        _files.update(self.files)
    self.files.update(_files)


def forget() -> None:
    """What is kept in memory by row id belongs to the database of the test before."""
    queries.service.cache_clear()
    organ.cache_clear()


def install() -> None:
    """Do so from now on."""
    WhiteNoiseMiddleware.add_files_from_finders = add_files_from_finders
    queries.read_service = lru_cache(maxsize=64)(_read)
