"""The simulated gain: the same applicants before and after, with staff, hours and a calendar, assumed or fitted to a log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.study import Json, text_json
from jianzheng.lab.simulate.figures import Against, Interval, against
from jianzheng.lab.simulate.fit import Fitted
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.process import Assumed, Staffing, halls_of
from jianzheng.lab.simulate.run import Arrivals
from jianzheng.lab.simulate.shape import fitted_json, interval_json, overloaded

LEVEL = 0.95
RUNNING = ("running_mean", "running_p50", "running_p90")
UNLIKE = Text(
    "拟合的模型不能重现今天：以下数字只宜作前后比较，不宜作预测。",
    "The fitted hall does not reproduce today: compare with these figures, do not foretell by them.",
)
UNFORETOLD = Text(
    "由前三分之二的办件推算不出最后三分之一：部门后来办得与以前不同，或最后的办件尚未办完；预测须谨慎。",
    "The first two thirds of the cases do not foretell the last: offices changed, or the last cases had not ended.",
)
WITHIN = Text(
    "没有在部门之外进行的环节，办理时间就是历时，因此不另列。",
    "Nothing passes outside the offices: the running time is the span and is not listed apart.",
)
LEAST = 0.01
"""A longest chain of less (working days) is no limit."""
UNTRIED = Text(
    "办件太少，没有留出最后三分之一检验预测。",
    "Too few cases to hold out the last third: foretelling was not tried.",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a simulation stands on: staff taken and said, when applicants come, the days, the first seed; `fitted` and the name
    of its log where a log says the rest."""

    assumed: Assumed
    arrivals: Arrivals
    period: Period
    seed: int = 1
    staffing: Staffing = field(default_factory=Staffing)
    fitted: Fitted | None = None
    log: str = ""


def simulated_json(
    sides: tuple[Process, Process], ground: Ground, tell: Callable[[int], None] = lambda done: None
) -> Json:
    """Both sides, replicated until the change of the mean span is known. Raises Refused where a hall cannot hold a process."""
    before, after = sides
    if before.network.ringed or after.network.ringed:
        raise Refused(
            "环节互相等待，无法仿真；请先改正。", "Steps wait for one another: mend that before simulating."
        )
    seen = ground.fitted.hall if ground.fitted else None
    halls = halls_of(sides, ground.assumed, ground.staffing, seen)
    limit = float(before.schedule.length)
    both = against(
        (halls[0], halls[1]),
        ground.arrivals,
        ground.period,
        seed=ground.seed,
        limits=[("limit", limit)] if limit >= LEAST else [],
        tell=tell,
    )
    outside = any(not task.pool for hall in halls for task in hall.tasks)
    stated = _stated(ground, outside)
    return {"basis": "fitted" if seen else "assumed", **stated, "limit": limit, **_found(both, outside)}


def _stated(ground: Ground, outside: bool) -> Json:
    """What it stands on, first of all whether it reproduces today."""
    made = ground.fitted
    notes = [*([] if made is None else _doubted(made)), *([] if outside else [WITHIN])]
    return {
        "fit": fitted_json(made, ground.log) if made else None,
        "notes": [text_json(text) for text in notes],
        "assumptions": [] if made else [text_json(text) for text in ground.assumed.said],
        "arrivals_a_working_day": ground.arrivals.per_day,
        "period": [ground.period.start.isoformat(), ground.period.days],
        "calendar": ground.period.calendar.id,
        "seed": ground.seed,
    }


def _doubted(made: Fitted) -> list[Text]:
    """Where it must not be taken for a forecast."""
    notes = [] if made.today.near else [UNLIKE]
    if made.later is None:
        return [*notes, UNTRIED]
    return notes if made.later.near else [*notes, UNFORETOLD]


def _found(both: Against, outside: bool) -> Json:
    before, after = both.before.figures, both.after.figures
    apart = ("warm_up", "cases") if outside else ("warm_up", "cases", *RUNNING)
    names = [name for name in dict.fromkeys((*before, *after)) if name not in apart]
    return {
        "runs": both.before.runs,
        "level": LEVEL,
        "warm_up": {"before": before["warm_up"].mean, "after": after["warm_up"].mean},
        "cases": {"before": before["cases"].mean, "after": after["cases"].mean},
        "overloaded": {"before": overloaded(both.before), "after": overloaded(both.after)},
        "figures": {
            name: {
                "before": _interval(before.get(name)),
                "after": _interval(after.get(name)),
                "change": _interval(both.change.get(name)),
            }
            for name in names
        },
    }


def _interval(found: Interval | None) -> Json | None:
    return None if found is None else dict(interval_json(found))
