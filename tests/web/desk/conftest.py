"""The cases of the oversight tests, looked at from the desk."""

from __future__ import annotations

from tests.web.watch.conftest import apply, looking

__all__ = ["apply", "looking"]
