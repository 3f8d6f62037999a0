"""A machine far away installs what was tested here, from whatever registry it has."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from tests.house.source import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock"]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def plain(requirement: str) -> str:
    """The name of a required package as registries compare it."""
    return re.split(r"[\[<>=~! ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def pinned(lock: str) -> dict[str, str]:
    """Package and version of every entry that carries hashes."""
    text = (ROOT / lock).read_text("utf-8")
    return {plain(name): version for name, version, _ in PINNED.findall(text)}


class TestAPythonLock:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_pins_every_package_by_hash_and_names_no_host(self, lock: str) -> None:
        text = (ROOT / lock).read_text("utf-8")
        entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert len(entries) == len(pinned(lock)) > 20
        assert not re.search(
            r"https?:|--index-url|--find-links|--trusted-host|file://", text.replace("#    pip-compile", "")
        )

    def test_of_running_holds_everything_the_product_needs(self) -> None:
        wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["setup"]
        assert {plain(name) for name in wanted} - set(pinned(LOCKS[0])) == set()

    def test_of_developing_adds_to_it_and_changes_nothing(self) -> None:
        running, developing = pinned(LOCKS[0]), pinned(LOCKS[1])
        assert {name: developing.get(name) for name in running} == running
        assert {plain(name) for name in PROJECT["optional-dependencies"]["dev"]} - set(developing) == set()


class TestTheNpmLock:
    def test_pins_every_package_by_hash_and_names_no_host(self) -> None:
        packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
        assert len(packages) > 5
        for name, package in packages.items():
            assert "resolved" not in package, name
            assert not name or package["integrity"].startswith("sha512-"), name

    def test_holds_what_package_json_asks_for(self) -> None:
        asked = json.loads((ROOT / "package.json").read_text("utf-8"))
        packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
        for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
            assert packages[f"node_modules/{name}"]["version"] == version
