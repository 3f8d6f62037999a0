"""Petri nets against pm4py's and r4pm's alignments, which share no line with ours; and against token replay, which is wrong."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from jianzheng.core.refusal import Refused
from jianzheng.lab.conform.net import Acceptor, Net, Transition, distance, fitting
from jianzheng.lab.conform.pnml import read_pnml
from jianzheng.lab.log.read import read
from jianzheng.lab.log.write import write_xes
from jianzheng.lab.variants import Variants
from tests.lab.made import log

SHARED = Path(__file__).parents[4] / "shared" / "data" / "logs"
SIDE_BY_SIDE = Net(
    6,
    (
        Transition("a", (0,), (1, 2)),
        Transition("b", (1,), (3,)),
        Transition("c", (2,), (4,)),
        Transition(None, (2,), (4,)),
        Transition("d", (3, 4), (5,)),
    ),
    (1, 0, 0, 0, 0, 0),
    (0, 0, 0, 0, 0, 1),
)


class TestANet:
    @pytest.mark.parametrize(
        ("way", "cost"),
        [("abcd", 0), ("acbd", 0), ("abd", 0), ("bd", 1), ("abcdd", 1), ("adcb", 2), ("", 3), ("xyz", 6)],
    )
    def test_says_which_way_fits_and_how_far_off_it_is(self, way: str, cost: int) -> None:
        """The third transition may be passed over in silence."""
        assert distance(SIDE_BY_SIDE, list(way)) == cost
        assert Acceptor(SIDE_BY_SIDE).fits(way) == (cost == 0)

    def test_that_cannot_end_is_refused(self) -> None:
        """A final marking nothing leads to."""
        dead = Net(2, (Transition("a", (0,), (0,)),), (1, 0), (0, 1))
        with pytest.raises(Refused, match="reach its end"):
            distance(dead, ["a"])

    def test_that_grows_without_end_is_refused(self) -> None:
        """A silent transition that gives more than it takes."""
        endless = Net(2, (Transition(None, (0,), (0, 1)),), (1, 0), (0, 1))
        with pytest.raises(Refused, match="no end of states"):
            Acceptor(endless)

    @pytest.mark.parametrize("text", ["", "<pnml/>", "<!DOCTYPE x><pnml/>", "no"])
    def test_is_not_read_from_what_is_none(self, tmp_path: Path, text: str) -> None:
        """Empty, without a net, hostile, no XML."""
        (tmp_path / "x.pnml").write_text(text)
        with pytest.raises(Refused):
            read_pnml(tmp_path / "x.pnml")


def mined(path: Path, folder: Path) -> tuple[Net, dict[tuple[str, ...], int], object, object]:
    """The net pm4py's inductive miner finds in a log, written as PNML and read by us; the log's ways; pm4py's own two."""
    import pm4py

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pm4py.convert_to_dataframe(pm4py.read_xes(str(path)))
        made = pm4py.discover_petri_net_inductive(frame, noise_threshold=0.2)
        pm4py.write_pnml(*made, str(folder / "net.pnml"))
    ways = {one.way: one.cases for one in Variants.of(read(path).log).top()}
    return read_pnml(folder / "net.pnml"), ways, frame, made


def town(folder: Path) -> Path:
    """A log of our own: two offices side by side, some cases with a loop, some with a step left out or turned round."""
    ways = ["abcd"] * 20 + ["acbd"] * 20 + ["abcbcd"] * 3 + ["abd"] * 2 + ["dabc"] * 2
    rows = [(f"{n}", step, n * 50 + place) for n, way in enumerate(ways) for place, step in enumerate(way)]
    write_xes(log(rows), folder / "town.xes")
    return folder / "town.xes"


@pytest.mark.filterwarnings("ignore")
class TestAgreement:
    def test_with_optimal_alignments_is_case_by_case(self, tmp_path: Path) -> None:
        """pm4py aligns every way; so do we."""
        import pm4py

        net, ways, frame, made = mined(town(tmp_path), tmp_path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = pm4py.conformance_diagnostics_alignments(frame, *made, multi_processing=False)
        costs = sorted(round(one["cost"] // 10000) for one in theirs)
        assert costs == sorted(distance(net, way) for way, n in ways.items() for _ in range(n))

    @pytest.mark.skipif(not SHARED.exists(), reason="the logs beside the repository are not here")
    def test_on_bpi_2012_is_with_alignments_and_not_with_token_replay(self, tmp_path: Path) -> None:
        """87.75 % of its cases fit; token replay says 64.4 %."""
        net, ways, _, _ = mined(SHARED / "BPIC12.xes.gz", tmp_path)
        assert round(100 * fitting(net, ways), 2) == 87.75
