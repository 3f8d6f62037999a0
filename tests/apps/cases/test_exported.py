"""Our own events as a log: read back the same, and mined like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianzheng.apps.cases.exported import exported
from jianzheng.apps.cases.models import Event
from jianzheng.cli.main import main
from jianzheng.core.refusal import Refused
from jianzheng.lab.log.read import read
from jianzheng.lab.profile import Profile
from tests import case_cast as cast
from tests.lab.made import written

pytestmark = pytest.mark.django_db


class TestOurOwnEvents:
    def test_are_a_log_like_any_other(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Steps by their ids, offices by who did them; the clock's own events and the applicant stay out."""
        edition = cast.settle_in()["hygiene"]
        for _ in range(3):
            cast.delivered(edition)
        cast.apply(edition)
        log = exported()
        assert len(log) == 4 and log.events == Event.objects.exclude(kind="Turned").count()
        done = [row[1] for row in written(log) if row[0] == log.cases[0]]
        assert done[0] == "Applied" and any("decide" in name for name in done)
        assert set(log.columns["org:group"].names) >= {"health"} and log.case_columns["service"].names == (
            "hygiene",
        )
        assert "李某" not in str(written(log)) and "990000199001010017" not in str(written(log))
        out = tmp_path / "own.xes.gz"
        assert main(["export", str(out)]) == 0 and "4 个办件" in capsys.readouterr().out
        assert Profile.of(read(out, zone="Asia/Shanghai").log).row() == Profile.of(log).row()

    def test_of_one_service_or_of_real_cases_only(self) -> None:
        """What is not there is said."""
        cast.apply(cast.settle_in()["hygiene"])
        assert len(exported(offered="hygiene", simulated=False)) == 1
        with pytest.raises(Refused, match="no such case"):
            exported(simulated=True)
        with pytest.raises(Refused):
            exported(offered="nothing")

    def test_go_only_to_a_kind_of_file_that_is_known(self, tmp_path: Path) -> None:
        """The ending says which."""
        assert main(["export", str(tmp_path / "own.doc")]) == 2
