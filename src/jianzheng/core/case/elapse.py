"""What time does by itself: deemed acceptance, lights, pauses that end, debts that lapse, silence that counts as consent.

Every verb is preceded by it, so nobody can act as if a term had not ended because no clock was running somewhere.
"""

from __future__ import annotations

from dataclasses import replace

from jianzheng.core.authority import SYSTEM
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events
from jianzheng.core.case.case import WORKING, Case, Debt, State, alarm
from jianzheng.core.case.clocks import Clock, Light
from jianzheng.core.case.closing import closing
from jianzheng.core.case.debts import alive
from jianzheng.core.case.evolve import evolve
from jianzheng.core.case.intake import debts_of, inapplicable, required, started, whole
from jianzheng.core.case.ready import begun, mask, opened, opening
from jianzheng.core.case.timing import resumption

MOST = 200
"""More consequences than this at one moment mean a broken rule set; the rest waits for the next tick."""


def elapse(case: Case, act: Act) -> Events:
    """Everything time has done to the case up to `act.at`, in the order it fell due; () when nothing did."""
    moment = alarm(case)
    if not moment or moment > act.at:
        return ()
    clock = act._replace(actor=SYSTEM)
    events: list[object] = []
    for _ in range(MOST):
        happened = _next(case, clock)
        if not happened:
            break
        for event in happened:
            case = evolve(case, clock.at, clock.by, event)
        events += happened
    return tuple(events)


def _next(case: Case, act: Act) -> Events:
    """One consequence at a time: what changes the law's clocks first, lights last."""
    return (
        _inapplicable(case, act)
        or _deemed(case, act)
        or _renewed(case, act)
        or _unpaused(case, act)
        or _debts(case, act)
        or _silent(case, act)
        or _lights(case, act)
    )


def _inapplicable(case: Case, act: Act) -> Events:
    """Matters nothing is left of end by themselves, and what waited for them goes on."""
    ended = inapplicable(case, act)
    if not ended:
        return ()
    after = case
    for event in ended:
        after = evolve(after, act.at, act.by, event)
    free = opening(after, act.service, after.done, range(len(act.service.process.steps)))
    last = replace(ended[-1], opened=opened(after, act, free))
    return closing(case, act, (*ended[:-1], last, *begun(after, act, free, act.at)))


def _deemed(case: Case, act: Act) -> Events:
    """Not told in time: the matters count as accepted from the day their papers came (行政许可法第三十二条)."""
    lapsed = [
        place
        for place, item in enumerate(case.items)
        if item.state in (State.RECEIVED, State.SUPPLEMENTED) and item.notice and act.at >= item.notice.due
    ]
    if not lapsed:
        return ()
    notice = case.items[lapsed[0]].notice
    assert notice
    together = tuple(place for place in lapsed if case.items[place].notice == notice)
    since = notice.start
    known = {paper.asked: paper for paper in case.papers}
    rows = tuple(
        (n, paper.handling if (paper := known.get(n)) else "missing", paper.file if paper else "")
        for n in required(case, act.service)
    )
    return started(
        case,
        act,
        e.Accepted(together, since, rows, debts_of(case, act, rows), whole(act, since), by_clock=True),
    )


def _renewed(case: Case, act: Act) -> Events:
    """No decision before expiry: the renewal counts as granted (行政许可法第五十条)."""
    if not 0 < case.renews_until <= act.at:
        return ()
    for place, item in enumerate(case.items):
        if item.state in WORKING and not item.ended_at:
            return closing(case, act, (e.Renewed(place, -1, mask(act.service, (place,))),))
    return ()


def _unpaused(case: Case, act: Act) -> Events:
    """The time announced for a special procedure is over: the clock runs again from there, whoever forgot to say so."""
    for place, item in enumerate(case.items):
        if item.pause and item.pause_until <= act.at:
            return (resumption(case, act, place, item, item.pause_until - 1, by_clock=True),)
    return ()


def _debts(case: Case, act: Act) -> Events:
    """What did not come by its day lapses; in a case of an earlier version, what nothing depends on any more falls away."""
    for debt in case.debts:
        if debt.state == "open" and debt.due <= act.at:
            if not alive(case, act.service, debt):
                return (e.DebtDropped(debt.asked),)
            lapsed = (e.DebtLapsed(debt.asked, debt.consequence), *_consequence(case, act, debt))
            return closing(case, act, lapsed)
    return ()


def _consequence(case: Case, act: Act, debt: Debt) -> Events:
    """A tolerated paper that never came counts as taking the application back, where nothing is issued yet; a promise not
    put right is for the head to revoke: the event tells supervision."""
    if debt.kind != "tolerated":
        return ()
    matters = act.service.asked[debt.asked].matters
    places = tuple(
        place
        for place, item in enumerate(case.items)
        if not item.over and not item.result_no and act.service.matters[place].id in matters
    )
    if not places:
        return ()
    reason = "容缺材料逾期未补，视为撤回申请 the paper owed did not come in time: taken as withdrawn"
    return (e.Withdrawn(places, reason, True, mask(act.service, places)),)


def _silent(case: Case, act: Act) -> Events:
    for copy in case.copies:
        if not copy.answer and copy.due <= act.at:
            said = "逾期未答复，视为同意 no answer in time: counts as agreement"
            return (e.CopyAnswered(copy.organ, said, by_clock=True),)
    return ()


def _lights(case: Case, act: Act) -> Events:
    turned: list[object] = []
    for place, item in enumerate(case.items):
        turned += _turned(item.clock, item.light, act, item=place)
    for work in case.open:
        turned += _turned(work.clock, work.light, act, step=work.step)
    for one in case.undoings:
        turned += _turned(one.clock, one.light, act, item=one.item, serving=True)
    if case.whole and not case.ended_at:
        turned += _turned(case.whole, case.light, act)
    return tuple(turned)


def _turned(
    clock: Clock | None, light: Light, act: Act, item: int = -1, step: int = -1, serving: bool = False
) -> list[object]:
    if clock is None or clock.light(act.at) <= light:
        return []
    return [e.Turned(clock.light(act.at), item, step, serving)]
