"""Files kept by digest: whole or not at all, once, and never silently changed."""

from __future__ import annotations

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.links.storage import Damaged
from jianzheng.links.storage.real import FolderStore


def files(folder: Path) -> list[Path]:
    """Every file under a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


class TestAFolder:
    @given(st.binary(max_size=4096))
    def test_gives_back_what_was_brought(self, tmp_path_factory, content: bytes) -> None:
        store = FolderStore(tmp_path_factory.getbasetemp() / "store")
        digest = store.put(content)
        assert digest == hashlib.sha256(content).hexdigest()
        assert store.get(digest) == content

    def test_keeps_the_same_content_once_also_when_brought_at_once(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(8) as hands:
            digests = set(hands.map(FolderStore(tmp_path).put, [b"plan" * 10_000] * 40))
        assert len(digests) == len(files(tmp_path)) == 1
        assert stat.S_IMODE(files(tmp_path)[0].stat().st_mode) == 0o600

    def test_notices_a_changed_and_a_lost_file(self, tmp_path: Path) -> None:
        store = FolderStore(tmp_path)
        digest = store.put(b"floor plan")
        files(tmp_path)[0].write_bytes(b"another one")
        with pytest.raises(Damaged):
            store.get(digest)
        assert store.get(store.put(b"floor plan")) == b"floor plan"
        store.drop(digest)
        store.drop(digest)
        with pytest.raises(Damaged):
            store.get(digest)

    @pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/x"])
    def test_takes_nothing_but_a_digest(self, digest: str, tmp_path: Path) -> None:
        with pytest.raises(Damaged):
            FolderStore(tmp_path).get(digest)
