"""Fit or unfit, exactly: BPI 2012 against the net pm4py's inductive miner finds in it, next to r4pm's optimal alignments."""

from __future__ import annotations

import tempfile
import time
import warnings
from pathlib import Path

LOG = Path(__file__).resolve().parents[2] / "shared" / "data" / "logs" / "BPIC12.xes.gz"
R4PM = 17.9
"""Seconds of r4pm's alignments on such a machine, as ../shared/peers/README.md writes them."""


def measure() -> None:
    """Ours three times over freshly read nets."""
    if not LOG.exists():
        print("conformance: the log beside the repository is not here")
        return
    import pm4py

    from jianzheng.lab.conform.net import fitting
    from jianzheng.lab.conform.pnml import read_pnml
    from jianzheng.lab.log.read import read
    from jianzheng.lab.variants import Variants

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder, "net.pnml")
        frame = pm4py.convert_to_dataframe(pm4py.read_xes(str(LOG)))
        pm4py.write_pnml(*pm4py.discover_petri_net_inductive(frame, noise_threshold=0.2), str(path))
        ways = {one.way: one.cases for one in Variants.of(read(LOG).log).top()}
        spent = []
        for _ in range(3):
            net, began = read_pnml(path), time.perf_counter()
            share = fitting(net, ways)
            spent.append(time.perf_counter() - began)
        began = time.perf_counter()
        read(LOG)
        xes = time.perf_counter() - began
        began = time.perf_counter()
        pm4py.read_xes(str(LOG), variant="r4pm")
        theirs = time.perf_counter() - began
    ours = sorted(spent)[1]
    print(f"conformance, BPI 2012, {len(ways):,} ways: {100 * share:.2f} % fit, {ours:.2f} s;")
    print(f"  r4pm's alignments as written down, {R4PM} s: {R4PM / ours:.0f}×")
    print(f"  reading its XES: {xes:.2f} s, r4pm in the same minute {theirs:.2f} s: {theirs / xes:.1f}×")
