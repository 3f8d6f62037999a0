"""The door to where files are kept: content in, digest out; the same content is one file."""

from __future__ import annotations

from typing import Protocol

from jianzheng.core.refusal import Refused


class Damaged(Refused):
    """What is kept under a digest is gone or is no longer what was brought."""


class Store(Protocol):
    """Whoever keeps files by their SHA-256 digest (64 hexadecimal digits)."""

    def put(self, content: bytes) -> str:
        """Keep the content and answer its digest; keeping it again changes nothing."""

    def get(self, digest: str) -> bytes:
        """The content, exactly as it was brought. Raises Damaged."""

    def drop(self, digest: str) -> None:
        """Let go of it; what is not there is gone already."""
