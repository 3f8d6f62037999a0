"""Our own events as a log: read back the same, and mined like any other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jianzheng.apps.cases.exported import exported
from jianzheng.apps.cases.models import Event
from jianzheng.apps.catalogue.queries import service
from jianzheng.cli.main import main
from jianzheng.core.refusal import Refused
from jianzheng.lab.conform.align import Deviation
from jianzheng.lab.conform.log import conform
from jianzheng.lab.log.pairs import some
from jianzheng.lab.log.read import read
from jianzheng.lab.profile import Profile
from tests import case_cast as cast
from tests.apps.cases.test_bans import refused
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

    def test_lawful_cases_fit_their_own_process(self) -> None:
        """Records of the engine are no steps; an open, a refused case and one not ours are not blamed; a step left out is."""
        edition = cast.settle_in()["hygiene"]
        process = service(edition.pk).process
        for make in (cast.delivered, cast.delivered, cast.accepted, cast.to_be_visited, cast.apply):
            make(edition)
        facts = {"remedies": "六十日内申请行政复议", "court_term": "依法"}
        refused(edition, {"reasons": "经核查，经营场所不符合卫生标准", **facts})
        turned_away, wang = cast.apply(edition), cast.who("wang")
        cast.actions.not_ours(
            number=turned_away,
            actor=wang,
            now=cast.NOW,
            item=0,
            organ="市场监管局",
            reason="该事项属其他机关的职权范围",
        )
        found = conform(exported(), process)
        assert (found.cases, found.fitting, found.open, found.distance) == (7, 7, 3, 0) and found.aside > 15
        log = exported()
        inspected = np.flatnonzero(log.activity.codes == log.activity.names.index(process.steps[1].id))
        worse = conform(some(log, np.arange(log.events) != inspected[0]), process)
        assert (worse.fitting, worse.distance) == (6, 1)
        assert [(one.kind, one.what) for one in worse.seen] == [(Deviation.SKIPPED, process.steps[1].id)]

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
