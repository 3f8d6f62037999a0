"""What if: other staff in an office, lawful moves taken; the picture and the figures answer at once."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jianzheng.apps.logs.queries import log_row, log_rows
from jianzheng.apps.people.queries import organ
from jianzheng.core.picture import picture
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.calendars import calendar
from jianzheng.formats.picture import picture_html
from jianzheng.lab.prove.simulated import UNTRIED
from jianzheng.lab.simulate.figures import Interval
from jianzheng.lab.simulate.process import Assumed
from jianzheng.lab.simulate.replay import Replay
from jianzheng.web.studio.logs.declared import choices, chosen
from jianzheng.web.studio.logs.opening import answering, in_words
from jianzheng.web.studio.logs.tried import Ground, Tried, Wish, fitted, tried, usual_rate
from jianzheng.web.studio.numbers import number
from jianzheng.web.ui.may import may, reader

FIGURES = {
    "open_mean": Text("历时，工作日，平均", "working days, mean"),
    "open_p50": Text("历时，工作日，中位数", "working days, median"),
    "open_p90": Text("历时，工作日，九成以内", "working days, 90 % within"),
    "span_mean": Text("历时，自然日，平均", "natural days, mean"),
}
MOST_PEOPLE = 99
SLIDER = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """One office on the page: its field, people today and tomorrow, load and hours waited today and tomorrow."""

    field: str
    name: str
    title: Text
    today: int
    tomorrow: int
    load: tuple[float, float]
    waited: tuple[float, float]

    @property
    def drawn(self) -> tuple[float, float]:
        """Load today and tomorrow, drawn up to twice what the people can do."""
        return min(self.load[0], 2.0) * 100, min(self.load[1], 2.0) * 100

    @property
    def percent(self) -> tuple[str, str]:
        """Load today and tomorrow in percent."""
        return f"{self.load[0]:.0%}", f"{self.load[1]:.0%}"

    @property
    def slide(self) -> str:
        """A mark of the office by its name, so that a slider is kept while it is dragged and goes when its office does."""
        return "slide-" + hashlib.sha256(self.name.encode()).hexdigest()[:12]

    @property
    def most(self) -> int:
        """The end of the slider."""
        return max(SLIDER, 2 * self.today, self.tomorrow)


@may("engineer")
@require_safe
@answering
def what_if(request: HttpRequest) -> HttpResponse:
    """Show the form, and the answer to what is asked."""
    asked = request.GET
    frame = {
        "choices": choices(reader(request)),
        "logs": [row for row in log_rows(reader(request)) if row.state == "kept"],
        "process": asked.get("process", ""),
        "log_id": asked.get("log", ""),
        "asked": {name: asked.get(name, usual) for name, usual in USUAL.items()},
    }
    if not (frame["process"] or frame["log_id"]):
        return render(request, "studio/log_what_if.html", frame)
    try:
        part = _answer(request)
    except Refused as refused:
        part = {**_unstaffed(request), "refused": refused}
        return render(request, "studio/log_what_if.html", {**frame, **part}, status=422)
    return render(request, "studio/log_what_if.html", {**frame, **part})


USUAL = {"per_day": "", "effort": "1", "people": "3", "opens": "9", "closes": "17"}


def _unstaffed(request: HttpRequest) -> dict[str, Any]:
    """The answer without the people typed, so that one wrong number takes no figure away; nothing where that fails too."""
    if "staff" not in request.GET:
        return {}
    without = request.GET.copy()
    del without["staff"]
    request.GET = QueryDict(without.urlencode())
    try:
        return _answer(request)
    except Refused:
        return {}


def _answer(request: HttpRequest) -> dict[str, Any]:
    ground, start, days = _ground(request)
    wish = _wish(request, ground)
    made = tried(ground, wish, days, start)
    return {
        "ground": ground,
        "made": made,
        "per_day": f"{wish.per_day:.4g}",
        "rated": not ground.fitted and not request.GET.get("per_day"),
        "assumed": () if ground.fitted else wish.assumed.said,
        "desks": _desks(made, wish),
        "moves": [(move, move.id in wish.moves) for move in ground.moves],
        "figures": [(text, *(_said(side[name]) for side in made.figures)) for name, text in FIGURES.items()],
        "over": [
            organ(pool.id).title
            for pool in made.tomorrow.pools
            if made.figures[1][f"load_{pool.id}"].mean >= 1
        ],
        "picture": _drawn(made),
        "replay": ground.fitted and _replayed(ground),
    }


def _ground(request: HttpRequest) -> tuple[Ground, dt.date, Any]:
    """What it starts from, the first day, the calendar. Raises Refused for a log or process there is not."""
    word, log_id = request.GET.get("process", ""), request.GET.get("log", "")
    declared = chosen(request, word) if word else None
    if log_id.isdecimal() and len(log_id) < 10:
        row, of = log_row(reader(request), int(log_id)), in_words(request, int(log_id))
        ground = fitted(of, (row.id, word, get_language()), declared)
        assert ground.fitted is not None
        return ground, ground.fitted.period.start, of.calendar
    if declared is None:
        raise Refused("请选择一个流程或一份日志。", "Choose a process or a log.")
    return Ground(declared, None), dt.date(timezone.localdate().year, 1, 2), calendar(settings.CALENDAR)


def _wish(request: HttpRequest, ground: Ground) -> Wish:
    """What the form says. Raises Refused for what is no number or out of bounds."""
    hours = (_number(request, "opens", 9, 0, 23), _number(request, "closes", 17, 1, 24))
    if hours[0] >= hours[1]:
        raise Refused("开门须早于关门。", "Offices open before they close.")
    assumed = Assumed(
        effort=_number(request, "effort", 1, 0.05, 24),
        people=int(_number(request, "people", 3, 1, MOST_PEOPLE)),
        hours=hours,
    )
    names, counts = request.GET.getlist("office"), request.GET.getlist("staff")
    if any(not (count.isdecimal() and len(count) < 4 and 1 <= int(count) <= MOST_PEOPLE) for count in counts):
        raise Refused(
            f"人数写 1 到 {MOST_PEOPLE} 的整数。", f"Write people as a whole number from 1 to {MOST_PEOPLE}."
        )
    usual = usual_rate(ground, assumed)
    staff = {name: int(count) for name, count in zip(names, counts, strict=False)}
    known = {move.id for move in ground.moves}
    moves = tuple(id for id in request.GET.getlist("move") if id in known)
    return Wish(_number(request, "per_day", usual, 0.01, 5000), assumed, staff, moves)


def _number(request: HttpRequest, name: str, usual: float, least: float, most: float) -> float:
    text = request.GET.get(name, "").strip()
    return number(text, least, most) if text else usual


def _desks(made: Tried, wish: Wish) -> list[Desk]:
    today = {pool.id: pool.people for pool in made.today.pools}
    before, after, _ = made.figures
    return [
        Desk(
            f"staff-{number}",
            pool.id,
            organ(pool.id).title,
            today.get(pool.id, pool.people),
            pool.people,
            _two(before, after, f"load_{pool.id}"),
            _two(before, after, f"wait_{pool.id}"),
        )
        for number, pool in enumerate(made.tomorrow.pools)
    ]


def _two(before: dict[str, Interval], after: dict[str, Interval], name: str) -> tuple[float, float]:
    return before[name].mean if name in before else 0.0, after[name].mean if name in after else 0.0


def _said(found: Interval) -> tuple[str, ...]:
    """The mean and the ends of its interval; no negative nothing."""
    return tuple(f"{round(end, 2) + 0.0:.2f}" for end in (found.mean, found.low, found.high))


def _drawn(made: Tried) -> str:
    """The process with the moves taken, "" while a ring stands."""
    drawn = picture(made.study.process, made.study.after, made.study.kept)
    # The renderer escapes every text it is given (formats.picture, tested with hostile names).
    return mark_safe(picture_html(drawn, get_language() or "zh-hans")) if drawn else ""


def _replayed(ground: Ground) -> dict[str, Any]:
    """Whether the hall fitted to the log reproduces today, which is said before anything else."""
    assert ground.fitted is not None
    today, later = ground.fitted.today, ground.fitted.later
    return {
        "near": today.near,
        "rows": _compared(today),
        "later": later and {"near": later.near, "rows": _compared(later)},
        "untried": UNTRIED,
        "told": ground.fitted.told,
        "cases": ground.fitted.cases,
        "covered": f"{ground.fitted.covered:.0%}",
    }


def _compared(made: Replay) -> list[tuple[Text, str, str]]:
    """Each figure as seen and as simulated."""
    names = (Text("平均", "mean"), Text("中位数", "median"), Text("九成以内", "90 % within"))
    both = zip(names, made.seen, made.simulated, strict=True)
    return [(name, f"{seen:.1f}", f"{simulated:.1f}") for name, seen, simulated in both]
