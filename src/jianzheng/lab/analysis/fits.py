"""Where cases leave the declared process, as a section and as JSON."""

from __future__ import annotations

from typing import Any

from jianzheng.core.text import Text
from jianzheng.lab.analysis import WEEKDAYS, Analysis
from jianzheng.lab.analysis.section import CASES, EXAMPLES, SHARE, SHOWN, Section, both, few, named, percent
from jianzheng.lab.conform.log import Conformance, touched
from jianzheng.lab.conform.own import said as set_aside

HEADER = (
    Text("偏离", "deviation"),
    Text("环节", "step"),
    Text("应在其后", "should follow"),
    CASES,
    SHARE,
    Text("触及条文", "article touched"),
    EXAMPLES,
)
NO_LIMITS = Text(
    "没有指明工作日历，未核对各环节时限。",
    "No working calendar was named: the limits of steps were not looked at.",
)


def fit_section(made: Analysis) -> Section | None:
    """How many cases fit and how the others leave the process; None where no process was declared."""
    found, process = made.conformance, made.declared
    if found is None or process is None:
        return None
    rows = []
    for name, seen in found.most()[:SHOWN]:
        ground = touched(process, name)
        rows.append(
            (
                both(name.kind.says),
                named(made, name.what),
                named(made, name.before) if name.before else "–",
                f"{seen.cases}",
                percent(_share(seen.cases, found)),
                ground.cite if ground and ground.cite else "–",
                few(seen.examples),
            )
        )
    own = (set_aside(found.aside, found.open),) if found.aside else ()
    limits = (NO_LIMITS,) if made.calendar == WEEKDAYS.id else ()
    return Section(
        Text("与流程是否相符", "Does the log fit the process"),
        (_meaning(found), *own, *limits),
        HEADER,
        tuple(rows),
    )


def _meaning(found: Conformance) -> Text:
    share, mean = percent(found.share), found.distance / max(found.cases, 1)
    return Text(
        f"{found.cases} 件中 {found.fitting} 件（{share}）与流程相符；按最优对齐，平均每件要去掉或补上 {mean:.2f} 个事件。",
        f"{found.fitting} of {found.cases} cases ({share}) fit the process; by optimal alignment {mean:.2f} events a case, on"
        " average, would have to be left out or put in.",
    )


def conformance_json(made: Analysis) -> dict[str, Any] | None:
    """The same for programs; null where no process was declared."""
    found, process = made.conformance, made.declared
    if found is None or process is None:
        return None
    return {
        "fitting": found.fitting,
        "fitting_share": round(found.share, 4),
        "distance": found.distance,
        "deviations": [
            {
                "kind": name.kind.value,
                "step": name.what,
                "after": name.before or None,
                "cases": seen.cases,
                "share": round(_share(seen.cases, found), 4),
                "ground": None
                if (ground := touched(process, name)) is None
                else {"kind": ground.kind.value, "cite": ground.cite},
                "examples": list(seen.examples),
            }
            for name, seen in found.most()
        ],
    }


def _share(cases: int, found: Conformance) -> float:
    return cases / found.cases if found.cases else 0.0
