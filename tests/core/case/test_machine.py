"""Random histories, lawful and not: whatever anybody tries, the case is what its events make, and the law's bounds hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from jianzheng.core import case as core
from jianzheng.core.case import State, alarm, replay
from jianzheng.core.case.case import POSITIVE, UNSERVED
from jianzheng.core.case.declined import still_lacking
from jianzheng.core.case.ready import settled, waits
from jianzheng.core.case.scope import remains
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.text import Text
from tests.core.case.cast import CAUSES, DECIDE, LI, NEEDS, QIAN, SUN, WANG, ZHAO, ZHENG, Run, at

KINDS = ("review", "inspect", "expert", "meeting", "publish", "sign", "hear")
PEOPLE = (LI, WANG, ZHAO, SUN, QIAN, ZHENG)
LINES = st.lists(st.sampled_from(["", "样品一份", "场所照片", "字" * 300]), max_size=2)
FACTS = {
    "opinion": "符合法定条件可以办理",
    "visited_on": "2025-03-03",
    "place": "现场",
    "found": "一致",
    "experts": "甲\n乙",
    "held_on": "2025-03-03",
    "noticed_on": "2000-01-01",
    "present": (("o", "zhao", "agree", ""), ("o2", "wu", "disagree", "疏散通道不符合消防要求")),
    "chair": "主持人",
    "record": "记录",
    "address": "网站",
    "shown_from": "2000-01-01",
    "shown_until": "2000-01-02",
    "objections": "无",
    "reasons": "不符合法定条件不予许可",
    "remedies": "可申请复议或提起诉讼",
    "court_term": "六个月",
}


@st.composite
def services(draw: st.DrawFn) -> Service:
    """One to three matters with a few steps each, in a random partial order, jointly handled or not."""
    count = draw(st.integers(1, 3))
    matters = tuple(
        Matter(
            f"m{n}",
            Text(f"事项{n}", f"matter {n}"),
            "o",
            legal=DECIDE,
            promised=draw(st.sampled_from([None, Term("promised", 5)])),
            result=draw(st.sampled_from([Text(""), Text("证", "licence")])),
            commitment=True,
            instant=draw(st.booleans()),
        )
        for n in range(count)
    )
    steps, orders = [], []
    for n in range(draw(st.integers(count, 7))):
        needs = NEEDS if n == 0 else ()
        steps.append(
            Step(
                f"s{n}",
                f"环节{n}",
                "o",
                days=draw(st.sampled_from([None, 2])),
                matter=f"m{n % count}",
                kind=draw(st.sampled_from(KINDS)),
                needs=needs,
                when=draw(st.sampled_from(["", "", "扩建"])),
                one_of=draw(st.sampled_from(["", "", "", "用地"])),
            )
        )
        orders += [Order(f"s{k}", f"s{n}") for k in range(n) if draw(st.integers(0, 3)) == 0]
    process = furnished(Process("p", Text("p"), tuple(steps), tuple(orders)), matters)
    if process.network.ringed:
        process = replace(process, orders=())
    steps_ = tuple(replace(s, office="w") if s.kind == "deliver" else s for s in process.steps)
    return Service(
        "s", Text("s"), replace(process, steps=steps_), matters, "w", draw(st.sampled_from(["", "joint"]))
    )


def attempt(draw: st.DrawFn, run: Run, moment: int) -> None:
    """Somebody tries something; refused, nothing changes."""
    verb, who = draw(st.sampled_from(sorted(core.VERBS))), draw(st.sampled_from(PEOPLE))
    open_ = [work.step for work in run.case.open]
    step = draw(st.sampled_from(open_)) if open_ and draw(st.integers(0, 5)) else draw(st.integers(0, 30))
    item = draw(st.integers(0, len(run.case.items)))
    ticks = {
        n: draw(st.sampled_from(["brought", "on_file", "tolerated", "promised", "missing"])) for n in range(4)
    }
    asked = draw(st.integers(0, 3))
    line = core.FREE + draw(st.integers(0, 2))
    ticks[line] = draw(st.sampled_from(["brought", "missing"]))
    text = draw(st.sampled_from(["", "因情况复杂需要更多时间"]))
    said: dict[str, dict[str, object]] = {
        "ask_supplement": {"wanted": {asked: text}, "free": {item: draw(LINES), 1: draw(LINES)}},
        "supplement": {"papers": {asked: "7", line: draw(st.sampled_from(["", "8", core.COMING]))},
                       "promises": {3: "read"} if text else {}},
        "accept": {"papers": ticks, "signed": {3: text}},
        "not_required": {"item": item, "reason": text},
        "not_ours": {"item": item, "facts": {"organ": "其他机关", "court_term": draw(st.sampled_from(["", "x", "六个月"]))},
                     "reason": text},
        "not_complete": {"item": item, "reason": text},
        "claim": {"step": step},
        "release": {"step": step},
        "finish": {"step": step, "outcome": draw(st.sampled_from(["agree", "disagree", "?"])), "facts": FACTS,
                   "staff": draw(st.sampled_from([(), ("feng",)]))},
        "return_step": {"step": step, "to": draw(st.integers(0, 8)), "reason": text},
        "copy_to": {"organ": "o2", "text": text},
        "answer_copy": {"answer": text, "outcome": draw(st.sampled_from(["", "agree", "disagree"]))},
        "pause": {"item": item, "reason": draw(st.sampled_from(["testing", "领导出差"])),
                  "days": draw(st.integers(0, 9)), "document": draw(st.sampled_from(["", "停1号"]))},
        "resume": {"item": item},
        "extend": {"item": item, "days": draw(st.integers(0, 20)), "reason": text, "document": "延1号"},
        "meet": {"steps": (step,), "opinion": text, "held_on": draw(st.sampled_from(["2025-03-04", "2000-02-01"])),
                 "present": draw(st.sampled_from([FACTS["present"], FACTS["present"][1:], (("o", "zhao"),)]))},
        "sign": {"step": step, "outcome": "agree"},
        "decide": {"step": step, "outcome": draw(st.sampled_from(["grant", "refuse", "grant_with_gap"])), "facts": FACTS},
        "issue": {"step": step, "result_no": text},
        "deliver": {"step": step, "way": "window", "receipt": text},
        "withdraw": {"items": (item,), "reason": text},
        "serve": {"item": item, "way": "window", "receipt": text, "on": draw(st.sampled_from(["", "2025-03-04"]))},
        "intend": {"item": item, "ground": draw(st.sampled_from(sorted(CAUSES))), "reason": text},
        "plead": {"item": item, "heard": text, "waived": not text and draw(st.booleans()), "way": "持证人签字的放弃声明"},
        "plead_in_part": {"item": item, "heard": text},
        "attach": {"item": item, "file": "9", "name": text},
        "relent": {"item": item, "reason": text},
        "recall": {"item": item, "reason": text},
        "revoke": {"item": item, "reason": text},
        "hand_in": {"asked": asked, "file": draw(st.sampled_from(["", "9"]))},
        "settle": {"asked": asked},
        "return_paper": {"asked": asked, "reason": text},
        "break_promise": {"asked": asked, "found": text},
        "repair": {"asked": asked, "order_no": text},
        "recount": {"because": "放假安排公布"},
    }  # fmt: skip
    run.elapse(moment)
    before = run.case
    try:
        run.do(verb, who, moment, **said.get(verb, {}))
    except Refused as refused:
        assert refused.zh
        assert refused.en
        assert run.case == before
    else:
        event(verb)


def lawful(run: Run, moment: int) -> None:
    """What must hold of every case at every moment."""
    case, process = run.case, run.service.process
    assert replay(run.happened) == case
    free = settled(case, process, case.done)
    for work in case.open:
        item = case.items[run.service.owner[work.step]]
        assert not case.is_done(work.step)
        assert not waits(process)[work.step] & ~free
        assert item.begun_at
        assert not item.ended_at
    if case.ended_at:
        assert not case.open
        assert all(item.ended_at for item in case.items)
    for place, item in enumerate(case.items):
        whole = not core.owed(case, run.service, place)
        assert not (item.state == State.GRANTED_WITH_GAP and whole and "DebtLapsed" not in run.kinds())
    next_ = alarm(case)
    assert not next_ or next_ > moment
    for place, item in enumerate(case.items):
        if not item.number or item.decided_at or item.begun_at:
            assert bool(item.number) == remains(run.service, case.skipped, place)
        assert item.number or (item.state == State.NOT_APPLICABLE and not item.legal and not item.notice)
        assert item.extensions <= 1
        assert not (item.ended_at and item.clock)
        assert item.state not in UNSERVED or bool(item.ended_at) != bool(core.unserved(case, place))
        if item.state == State.PAUSED:
            assert item.pause_until > moment
        if item.result_no and item.state in POSITIVE:
            assert not core.owed(case, run.service, place)
    undoings(case)
    objecting(run)
    notices = [each for each in run.kinds() if each == "SupplementAsked"]
    assert len(notices) <= 1
    answered(run)


def answered(run: Run) -> None:
    """A free line came, or is what its matter may be refused for: nothing else."""
    case = run.case
    for number, (place, _) in enumerate(case.free, core.FREE):
        assert place in core.unlisted(run.service)
        came = any(paper.asked == number and paper.handling == "brought" for paper in case.papers)
        assert came or core.material(case, run.service, number) in still_lacking(case, run.service, place)
        assert came or case.items[place].by_clock or not case.items[place].accepted_at
        event(f"a free line, brought: {came}, accepted: {bool(case.items[place].accepted_at)}")


def objecting(run: Run) -> None:
    """Whoever did not agree with a joint opinion is listed, until their own answer that they do."""
    met, last = core.meetings(run.happened, run.service), dict[str, bool]()
    for each in run.happened:
        said = getattr(each.event, "present", ()) or getattr(each.event, "facts", {}).get("present", ())
        last |= {organ: True for organ, _, outcome, _ in said if outcome == "disagree"}
        if outcome := getattr(each.event, "outcome", "") if hasattr(each.event, "answer") else "":
            last[each.event.organ] = outcome == "disagree"
    assert {one.organ for one in core.objections(met)} == {
        organ for organ, objects in last.items() if objects
    }


def undoings(case: core.Case) -> None:
    """Nothing is undone before its holder answered, or the term ran out that began with delivery of the notice."""
    for one in case.undoings:
        assert bool(one.told_at) == bool(one.until)
        assert not one.told_at or one.until > one.told_at >= one.notice.start - 86_400
        assert not one.serve or one.answered_at or 0 < one.until <= one.serve.start


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_whatever_anybody_tries_the_case_is_what_its_events_make(data: st.DataObject) -> None:
    service = data.draw(services())
    moment = at(2025, 3, 3)
    conditions = {"扩建": data.draw(st.booleans())}
    if not core.scope(service, conditions, {}).matters:
        with pytest.raises(Refused, match="没有需要申请的事项"):
            Run(service).apply(moment, conditions=conditions)
        return
    run = Run(service).apply(moment, conditions=conditions)
    if data.draw(st.integers(0, 4)):
        papers = {0: "brought", 1: "on_file", 2: "tolerated", 3: "promised"}
        run.do("receive", WANG, moment).do("accept", WANG, moment, papers=papers, signed={3: "read"})
    for _ in range(data.draw(st.integers(1, 25))):
        moment += data.draw(st.sampled_from([60, 3600, 86_400, 86_400, 3 * 86_400, 30 * 86_400]))
        attempt(data.draw, run, moment)
        run.elapse(moment)
        lawful(run, moment)
        assert core.elapse(run.case, run.act(SUN, moment)) == ()
