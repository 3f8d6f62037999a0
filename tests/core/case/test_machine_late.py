"""Random histories that begin where chance alone seldom gets: a result in force that is to be undone, and joint meetings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from jianzheng.apps.cases.mapping import altered, work_changes, work_rows
from jianzheng.core.refusal import Refused
from tests.core.case.cast import LI, QIAN, RULES, WANG, WHY, ZHAO, Run, actor, at, licence
from tests.core.case.test_machine import lawful
from tests.core.case.test_undoing import granted

WU = actor("handler", "wu", "o2")
Tried = tuple[str, object, dict[str, object]]


def undoing(draw: st.DrawFn, day: str) -> Tried:
    """Somebody does something about a result in force."""
    verb = draw(st.sampled_from(("intend", "serve", "serve", "plead", "relent", "revoke", "recall")))
    text, way = draw(st.sampled_from((WHY, WHY, ""))), draw(st.sampled_from(("window", "post", "online")))
    ground = draw(st.sampled_from(("other", "changed", "deceit")))
    said: dict[str, dict[str, object]] = {
        "intend": {"ground": ground, "reason": WHY},
        "serve": {
            "way": way,
            "receipt": text,
            "on": draw(st.sampled_from(("", day, "2025-03-05", "2026-01-01"))),
        },
        "plead": {"heard": text, "waived": draw(st.booleans()), "way": "持证人签字的放弃声明"},
    }
    who = draw(st.sampled_from((LI, WANG) if verb in ("serve", "plead") else (QIAN, QIAN, ZHAO)))
    return verb, who, {"item": 0, **said.get(verb, {"reason": WHY})}


def meeting(draw: st.DrawFn, day: str) -> Tried:
    """Somebody does something about a joint meeting."""
    verb = draw(
        st.sampled_from(("meet", "meet", "finish", "answer_copy", "answer_copy", "return_step", "copy_to"))
    )
    outcome = draw(st.sampled_from(("agree", "disagree", "")))
    present = (("o", "zhao", "agree", ""), ("o2", "wu", outcome, WHY), ("o3", "he", "agree", ""))
    held_on = draw(st.sampled_from((day, day, "2025-03-02", "2026-01-01")))
    facts = {"held_on": held_on, "present": present[: draw(st.integers(1, 3))], "opinion": "会审多数同意"}
    step = draw(st.integers(0, 1))
    said: dict[str, dict[str, object]] = {
        "meet": {"steps": (step,), **facts},
        "finish": {"step": step, "outcome": "agree", "facts": facts},
        "answer_copy": {"answer": draw(st.sampled_from((WHY, "", "不"))), "outcome": outcome},
        "return_step": {"step": 1, "to": 0, "reason": WHY},
        "copy_to": {"organ": "o2", "text": "请知悉"},
    }
    return verb, draw(st.sampled_from((ZHAO, WU))) if verb != "answer_copy" else WU, said[verb]


def met() -> Run:
    """A case at a joint meeting, a review behind it."""
    return Run(licence(kinds=("meeting", "review"))).accepted(at(2025, 3, 3))


@pytest.mark.parametrize(("begin", "tries"), [(granted, undoing), (met, meeting)], ids=["undoing", "meeting"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_tried_rows_follow_the_events(
    begin: Callable[[], Run], tries: Callable[[st.DrawFn, str], Tried], data: st.DataObject
) -> None:
    run, moment = begin(), at(2025, 3, 5)
    rows = work_rows(run.case, run.service)
    for _ in range(data.draw(st.integers(1, 15))):
        moment += data.draw(st.sampled_from([60, 3600, 86_400, 3 * 86_400, 8 * 86_400]))
        before = run.case
        verb, who, said = tries(data.draw, RULES.day(moment).isoformat())
        try:
            run.do(verb, who, moment, **said)  # type: ignore[arg-type]
            event(verb)
        except Refused as refused:
            assert refused.zh and refused.en
        lawful(run, moment)
        gone, put = work_changes(before, run.case, run.service, altered(before, run.case))
        rows = {step: row for step, row in rows.items() if step not in gone} | {row[0]: row for row in put}
        assert rows == work_rows(run.case, run.service)
