"""A log against a process: shares, examples, limits, offices, and parts that add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jianzheng.core.calendar import Calendar
from jianzheng.core.ground import law
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.lab.conform.align import Deviation, Named
from jianzheng.lab.conform.log import conform, touched
from jianzheng.lab.worktime import WorkTime
from tests.lab.made import coded, log

DAY = 24 * 60
TUESDAY = DAY
FLOW = Process(
    "p",
    Text("流程"),
    (
        Step("accept", "受理", "window"),
        Step("plan", "规划", "planning", days=3),
        Step("decide", "决定", "office"),
    ),
    (Order("accept", "plan"), Order("plan", "decide", ground=law("行政许可法第三十八条"))),
)


def town() -> object:
    """Ten sound cases, one late, one turned round, one without planning, one planned by the window."""
    rows, offices = [], []
    for n in range(14):
        late = 6 if n == 10 else 2
        steps = [
            ("受理", 0, "window"),
            ("规划", late, "window" if n == 13 else "planning"),
            ("决定", late + 1, "office"),
        ]
        if n == 11:
            steps = [steps[0], ("决定", 1, "office"), ("规划", 2, "planning")]
        if n == 12:
            steps = [steps[0], steps[2]]
        for name, day, office in steps:
            rows.append((f"c{n:02d}", name, TUESDAY + day * DAY + n))
            offices.append(office)
    made = log(rows)
    return replace(made, columns={"org:group": coded(offices)})


class TestALog:
    def test_is_laid_against_a_process_case_by_case(self) -> None:
        """Activities are found by the names of the steps; the article of the order that was turned round is named."""
        of = town()
        time = WorkTime.of(Calendar("w"), "UTC", int(of.at.min()), int(of.at.max()))  # type: ignore[attr-defined]
        found = conform(of, FLOW, time=time, office="org:group")  # type: ignore[arg-type]
        assert (found.cases, found.fitting, found.distance) == (14, 12, 3)
        seen = {name: (row.cases, row.examples) for name, row in found.seen.items()}
        turned = Named(Deviation.REORDERED, "decide", "plan")
        assert seen == {
            Named(Deviation.SKIPPED, "plan"): (1, ("c12",)),
            turned: (1, ("c11",)),
            Named(Deviation.LATE, "plan"): (1, ("c10",)),
            Named(Deviation.WRONG_OFFICE, "plan"): (1, ("c13",)),
        }
        ground = touched(FLOW, turned)
        assert ground is not None and "第三十八条" in ground.cite

    def test_adds_up_from_its_parts(self) -> None:
        """Here and there is everywhere."""
        of = town()
        keep = np.arange(14) % 2 == 0
        parts = [conform(of, FLOW, keep=part) for part in (keep, ~keep)]  # type: ignore[arg-type]
        assert parts[0] + parts[1] == conform(of, FLOW)  # type: ignore[arg-type]

    def test_of_other_names_is_told_which_is_which(self) -> None:
        """Without being told, every event is outside the process."""
        of = log([("a", "x", 0), ("a", "y", 5)])
        assert conform(of, FLOW).distance == 5
        assert conform(of, FLOW, told={"x": "accept", "y": "plan"}).distance == 1
