"""Finding packs: shipped ones and those in folders of one's own, and the law that applies to each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jianzheng.core.refusal import Refused
from jianzheng.formats import packs
from jianzheng.formats.pack import read_pack
from jianzheng.formats.problems import Unreadable

OWN = "format: jianzheng-pack/1\nid: {id}\nprocesses: [{{id: p, steps: [{{id: s1, name: 甲}}]}}]\n"
LAW = "format: jianzheng-pack/1\nid: {id}\n{more}lawbook: {{concepts: [{{id: {id}, name: 甲}}]}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, named in JIANZHENG_PACKS."""
    monkeypatch.setenv("JIANZHENG_PACKS", f"{tmp_path / 'absent'}:{tmp_path}")
    return tmp_path


def put(folder: Path, id: str, text: str = OWN, more: str = "") -> None:
    """Write a pack file."""
    (folder / f"{id}.yaml").write_text(text.format(id=id, more=more), "utf-8")


def concepts(id: str) -> set[str]:
    """Ids of the one-letter concepts that apply to a pack."""
    return {concept.id for concept in packs.lawbook_for(packs.load(id)).concepts if len(concept.id) == 1}


class TestAPackOfOnesOwn:
    def test_is_listed_before_the_shipped_ones(self, folder: Path) -> None:
        put(folder, "mine")
        titles = packs.titles()
        assert (titles[0]["id"], titles[0]["processes"]) == (
            "mine",
            [{"id": "p", "title": "p", "title_en": "", "steps": 1}],
        )
        assert len(titles) > 5

    def test_stands_in_for_a_shipped_one_of_its_name(self, folder: Path) -> None:
        put(folder, "kaifaqu-filing")
        assert len(packs.load("kaifaqu-filing").processes[0].steps) == 1

    def test_is_read_again_when_it_changes(self, folder: Path) -> None:
        put(folder, "mine")
        assert len(packs.load("mine").processes) == 1
        path = folder / "mine.yaml"
        path.write_text("format: jianzheng-pack/1\nid: mine\n", "utf-8")
        os.utime(path, (1, 1))
        assert packs.load("mine").processes == ()

    def test_that_is_broken_is_listed_as_broken_and_hides_no_other(self, folder: Path) -> None:
        put(folder, "broken", "format: jianzheng-pack/1\nid: {id}\nx: 1\n")
        broken, *others = packs.titles()
        assert "broken.yaml:3" in broken["problems"][0]
        assert len(others) > 5
        with pytest.raises(Unreadable):
            packs.load("broken")

    def test_must_bear_its_files_name(self, folder: Path) -> None:
        (folder / "one.yaml").write_text(OWN.format(id="two"), "utf-8")
        with pytest.raises(Unreadable, match="“two”"):
            packs.load("one")

    def test_that_is_nowhere_is_answered_with_the_nearest(self) -> None:
        with pytest.raises(Refused, match="kaifaqu-filing"):
            packs.load("kaifaqu")


class TestTheLawThatApplies:
    def test_is_that_of_the_packs_it_uses_and_that_they_use(self, folder: Path) -> None:
        put(folder, "a", LAW, "uses: [b]\n")
        put(folder, "b", LAW, "uses: [c, a]\n")
        put(folder, "c", LAW)
        put(folder, "d", LAW)
        assert concepts("a") == {"a", "b", "c"}

    def test_is_that_of_the_default_packs_where_it_uses_none(self, folder: Path) -> None:
        put(folder, "d", LAW, "lawbook_default: true\n")
        put(folder, "e", LAW)
        made = packs.lawbook_for(read_pack(OWN.format(id="x"), "x"))
        assert {"d", "works-permit"} <= {concept.id for concept in made.concepts}
        assert "e" not in {concept.id for concept in made.concepts}

    def test_names_a_pack_that_is_not_there(self, folder: Path) -> None:
        put(folder, "a", LAW, "uses: [nowhere]\n")
        with pytest.raises(Refused, match="nowhere"):
            concepts("a")
