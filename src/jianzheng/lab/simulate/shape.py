"""What was simulated, for programs: the same words wherever a simulation is printed."""

from __future__ import annotations

from collections.abc import Mapping

from jianzheng.core.text import Text
from jianzheng.formats.study import Json, text_json
from jianzheng.lab.simulate.figures import Interval, Simulated
from jianzheng.lab.simulate.fit import Fitted
from jianzheng.lab.simulate.replay import FIGURES, Replay

Intervals = Mapping[str, Interval]


def fitted_json(made: Fitted, log: str) -> Json:
    """Whether it reproduces today, the third held out, the offices, and what was taken where the log says nothing."""
    return {
        "log": log,
        "cases": made.cases,
        "events_covered": round(made.covered, 4),
        "steps": len(made.hall.tasks),
        "today": _replay(made.today),
        "held_out": _replay(made.later) if made.later else None,
        "offices": [
            {
                "name": pool.id,
                "people": pool.people,
                "hours": list(pool.hours),
                "queue_explains": round(made.explained[pool.id], 4),
            }
            for pool in made.hall.pools
        ],
        "told": [text_json(Text(text.zh, text.en or text.zh)) for text in made.told],
    }


def _replay(made: Replay) -> Json:
    rows = zip(FIGURES, made.seen, made.simulated, strict=True)
    days = {name: {"seen": round(seen, 4), "simulated": round(sim, 4)} for name, seen, sim in rows}
    return {"cases": made.cases, "reproduced": made.near, "days": days}


def overloaded(made: Simulated) -> list[str]:
    """Offices with more work than people: their queue grows without end."""
    return [name[5:] for name, load in made.figures.items() if name.startswith("load_") and load.mean >= 1]


def figures_json(found: Intervals) -> Json:
    """Every figure with the ends of its interval."""
    return {name: interval_json(each) for name, each in found.items()}


def interval_json(found: Interval) -> dict[str, float]:
    """A mean and the ends of its interval."""
    return {"mean": found.mean, "low": found.low, "high": found.high}
