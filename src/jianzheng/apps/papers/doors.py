"""Which doors this installation uses: where files are kept, who seals, whose seals are believed."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from jianzheng.core.authority import Organ
from jianzheng.links.seal import Seal
from jianzheng.links.seal.authority import ROOT, DemoSeal
from jianzheng.links.seal.real import CertificateSeal, key_path
from jianzheng.links.storage import Store
from jianzheng.links.storage.real import FolderStore


def store() -> Store:
    """Where the contents of papers are kept."""
    return FolderStore(settings.VAR / "papers")


def demo_seals() -> Path:
    """The folder of the demonstration authority."""
    return Path(settings.SEALS) / "demo"


def seal_of(organ: Organ) -> Seal:
    """Who seals for an organ: its own certificate, or in the demo the demonstration authority where it has none."""
    folder = Path(settings.SEALS)
    if settings.DEMO and not key_path(folder, organ).is_file():
        return DemoSeal(demo_seals())
    return CertificateSeal(folder, settings.SEALS_PASSPHRASE)


def roots() -> tuple[Path, ...]:
    """The roots whose certificates are believed."""
    kept = sorted((Path(settings.SEALS) / "roots").glob("*.pem"))
    return (*kept, demo_seals() / ROOT) if settings.DEMO else tuple(kept)
