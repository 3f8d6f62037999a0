"""Our own events as a log: read back the same, and mined like any other."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from jianzheng.apps.cases.exported import CLOCK, exported
from jianzheng.apps.cases.models import Event
from jianzheng.apps.catalogue.queries import service
from jianzheng.cli.main import main
from jianzheng.core.case.events import EVENTS
from jianzheng.core.refusal import Refused
from jianzheng.lab.conform.align import Deviation
from jianzheng.lab.conform.log import conform
from jianzheng.lab.discover.steps import steps_in
from jianzheng.lab.log.own import FRAME, STEPS, by_steps, in_english, services
from jianzheng.lab.log.pairs import some
from jianzheng.lab.log.read import read
from jianzheng.lab.log.write import write_xes
from jianzheng.lab.profile import Profile
from tests import case_cast as cast
from tests.apps.cases.test_bans import SOON, refused
from tests.improve_cast import live
from tests.lab.made import written

pytestmark = pytest.mark.django_db


class TestOurOwnEvents:
    def test_are_a_log_like_any_other(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Steps and offices by their names, in both languages; the clock's own events and the applicant stay out."""
        edition = cast.settle_in()["hygiene"]
        for _ in range(3):
            cast.delivered(edition)
        cast.apply(edition)
        log = exported()
        assert len(log) == 4 and log.events == Event.objects.exclude(kind="Turned").count()
        done = [row[1] for row in written(log) if row[0] == log.cases[0]]
        assert done[:4] == ["提交申请", "收件", "受理", "开始办理"] and {"决定", "送达", "办结归档"} <= set(
            done
        )
        assert set(log.columns["org:group"].names) >= {"卫生健康委员会"}
        assert services(log) == {"hygiene": service(edition.pk).title}
        english = in_english(log)
        assert {"Applied", "Review of papers", "Decision"} <= set(english.activity.names)
        assert "Health commission" in english.columns["org:group"].names
        assert "李某" not in str(written(log)) and "990000199001010017" not in str(written(log))
        out = tmp_path / "own.xes.gz"
        assert main(["export", str(out)]) == 0 and "4 个办件" in capsys.readouterr().out
        assert Profile.of(read(out, zone="Asia/Shanghai").log).row() == Profile.of(log).row()
        again = tmp_path / "again.xes.gz"
        assert main(["export", str(again)]) == 0
        assert gzip.decompress(again.read_bytes()) == gzip.decompress(out.read_bytes())

    def test_keep_the_ids_beside_the_names(self, tmp_path: Path) -> None:
        """Two matters that both decide stay two activities; steps and offices are found back exactly, in either language,
        also from a file."""
        edition = cast.settle_in("restaurant")["restaurant"]
        live(edition, 4)
        log, process = exported(), service(edition.pk).process
        decided = {name for name in log.activity.names if name.startswith("决定")}
        assert len(decided) == 5 and all("（" in name for name in decided)
        raw = by_steps(log)
        assert {step.id for step in process.steps} >= {n for n in raw.activity.names if n not in FRAME}
        assert set(raw.columns["org:group"].names) >= {"market", "fire"}
        write_xes(log, tmp_path / "own.xes")
        back = read(tmp_path / "own.xes", zone="Asia/Shanghai").log
        found = [conform(one, process, office="org:group") for one in (log, in_english(log))]
        assert found[0] == found[1] and (found[0].fitting, dict(found[0].seen)) == (4, {})
        assert (
            steps_in(back, process, {})
            == steps_in(log, process, {})
            == {name for name in raw.activity.names if name not in FRAME}
        )

    def test_have_a_word_for_every_record_of_the_engine(self) -> None:
        """None is left with the name of a class."""
        kinds = {kind.__name__ for kind in EVENTS} - CLOCK - STEPS
        assert kinds == FRAME.keys() and all(word.zh and word.en for word in FRAME.values())

    def test_lawful_cases_fit_their_own_process(self) -> None:
        """Records of the engine are no steps; an open, a refused case and one not ours are not blamed; a step left out is."""
        edition = cast.settle_in()["hygiene"]
        process = service(edition.pk).process
        for make in (cast.delivered, cast.delivered, cast.accepted, cast.to_be_visited, cast.apply):
            make(edition)
        facts = {"remedies": "六十日内可申请行政复议，也可以提起行政诉讼", "court_term": "六个月"}
        cast.served(refused(edition, {"reasons": "经核查，经营场所不符合卫生标准", **facts}), SOON)
        turned_away, wang = cast.apply(edition), cast.who("wang")
        cast.actions.not_ours(
            number=turned_away,
            actor=wang,
            now=cast.NOW,
            item=0,
            organ="市场监管局",
            reason="该事项属其他机关的职权范围",
            court_term=cast.TERM,
        )
        cast.served(turned_away)
        found = conform(exported(), process)
        assert (found.cases, found.fitting, found.open, found.distance) == (7, 7, 3, 0) and found.aside > 15
        log = exported()
        inspected = np.flatnonzero(log.activity.codes == log.activity.names.index(process.steps[1].name))
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
