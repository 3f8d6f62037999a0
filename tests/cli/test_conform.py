"""`jianzheng conform`, as somebody at a terminal uses it, with a net pm4py wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianzheng.cli.main import main
from tests.lab.conform.test_net import SHARED, mined, town


class TestAgainstANetAnotherToolDrew:
    def test_says_how_many_cases_fit_and_how_far_off_the_others_are(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        log = town(tmp_path)
        mined(log, tmp_path)
        assert main(["conform", str(log), str(tmp_path / "net.pnml"), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["cases"], found["fitting"] + sum(row["cases"] for row in found["unfit"])) == (47, 47)
        assert all(row["distance"] > 0 for row in found["unfit"])
        assert main(["conform", str(log), str(tmp_path / "net.pnml")]) == 0
        assert "与网相符" in capsys.readouterr().out

    def test_counts_bpi_2012_as_alignments_do(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """87.75 % by r4pm's and pm4py's optimal alignments."""
        if not (SHARED / "BPIC12.xes.gz").exists():
            pytest.skip("the published logs are not here")
        log = SHARED / "BPIC12.xes.gz"
        mined(log, tmp_path)
        assert main(["conform", str(log), str(tmp_path / "net.pnml"), "--most", "0", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["fitting_share"] == 0.8775

    def test_is_refused_what_is_no_net(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        log, net = town(tmp_path), tmp_path / "no.pnml"
        net.write_text("no", encoding="utf-8")
        assert main(["conform", str(log), str(net)]) == 2
        assert "XML" in capsys.readouterr().err
