"""Long work says how far it is, but only to somebody who looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianzheng.cli.progress import bar, first_start


class TestAProgressBar:
    def test_is_only_for_somebody_who_looks(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert bar("reading") is None
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        told = bar("reading")
        assert told is not None
        assert all([told(1, 4), told(4, 4)])
        shown = capsys.readouterr().err
        assert "25%" in shown
        assert shown.endswith("100%\n")

    def test_is_preceded_by_a_word_on_the_very_first_start(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        monkeypatch.setattr("jianzheng.lab.loops.PLACE", tmp_path)
        first_start()
        assert "compiles once" in capsys.readouterr().err
        (tmp_path / "loop.nbc").touch()
        first_start()
        assert capsys.readouterr().err == ""
