"""The real door: a folder on a disk, one file for each content, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from jianzheng.links.storage import Damaged

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FolderStore:
    """Keeps files under `folder` by their digest, readable by the owner of the process only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the content and answer its digest; two processes may keep the same one at once."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if path.is_file() and path.stat().st_size == len(content):
            return digest
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, making = tempfile.mkstemp(dir=path.parent, prefix=".making-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(making, path)
        except BaseException:
            os.unlink(making)
            raise
        return digest

    def get(self, digest: str) -> bytes:
        """The content under a digest, compared with it. Raises Damaged."""
        path = self._path(digest)
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise Damaged(
                f"文件 {digest[:12]}… 已丢失或损坏。请管理员从备份恢复。",
                f"File {digest[:12]}… is lost or damaged. Ask the administrator to restore it from the backup.",
            )
        return content

    def drop(self, digest: str) -> None:
        """Remove the file of a digest, if it is there."""
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise Damaged(f"“{digest[:80]}”不是文件摘要。", f"“{digest[:80]}” is not a digest.")
        return self.folder / digest[:2] / digest
