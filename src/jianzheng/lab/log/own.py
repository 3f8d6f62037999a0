"""Our own events to a log: rows in the order of their cases, moments in whole seconds since 1970 (UTC).

An activity is called what the published process calls its step, a record of the engine by its word, an office by the name it is
registered under; columns beside them keep the ids, so that nothing has to be guessed back from a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from jianzheng.core.text import Text
from jianzheng.lab.log.log import NEVER, SECOND, UNKNOWN, Coded, Log, Times
from jianzheng.lab.log.order import Rows, laid

ENDED = "ended"
"""The case date of our own logs: when the case ended."""
KIND = "kind"
"""The column of events that says what the engine wrote."""
LEFT_OUT = "left_out"
"""The column of cases that names the steps a case does not need."""
STEP, ORGAN, OFFICE = "step", "organ", "org:group"
"""The columns of events with the id of the step (a record of the engine: its kind), the id of the office, its name."""
ENGLISH = ":en"
"""What the columns end with that say the same in English."""
SPOKEN = "activity"
SERVICE, SERVICE_TITLE = "service", "service:title"
"""The columns of cases with the id and the name of the service."""
SIMULATED = "simulated"
"""The column of cases that says "true" of one that is made up."""
STEPS = frozenset(("StepDone", "Decided", "Issued", "Delivered"))
"""Kinds of events that end a step of the process."""
UNDONE = "Undone"
"""What stands as the kind of a step that was done and sent back later."""
FRAME = {
    "Applied": Text("提交申请", "Applied"),
    "Received": Text("收件", "Received"),
    "SupplementAsked": Text("一次性告知补正", "Told what is missing"),
    "Supplemented": Text("提交补正材料", "Missing papers handed in"),
    "Accepted": Text("受理", "Accepted"),
    "Begun": Text("开始办理", "Work began"),
    "NotRequired": Text("不受理（无需许可）", "No licence required"),
    "NotApplicable": Text("不适用（按所述情形不需要办理）", "Not applicable in the situation stated"),
    "NotOurs": Text("不予受理", "Not accepted"),
    "Withdrawn": Text("撤回申请", "Withdrawn"),
    "Claimed": Text("认领", "Claimed"),
    "Returned": Text("退回", "Sent back"),
    "Copied": Text("抄告", "Told another organ"),
    "CopyAnswered": Text("抄告已答复", "The organ that was told answered"),
    "Paused": Text("停止计时", "Clock stopped"),
    "PauseDisregarded": Text("停止计时不成立", "Clock not stopped"),
    "Resumed": Text("恢复计时", "The clock runs again"),
    "Extended": Text("延长期限", "Term lengthened"),
    "Met": Text("联合会审", "Joint meeting"),
    "Served": Text("送达决定书或告知书", "Decision or notice delivered"),
    "Intended": Text("告知拟撤销或撤回", "Told that it may be undone"),
    "Pleaded": Text("持证人陈述申辩", "The holder was heard"),
    "Relented": Text("终止撤销或撤回程序", "What was granted stays"),
    "Recalled": Text("撤回已准予的结果", "What was granted was taken back"),
    "Revoked": Text("撤销已准予的结果", "What was granted was annulled"),
    "DebtHandedIn": Text("补交容缺或整改材料", "Owed or rectified paper handed in"),
    "DebtReturned": Text("退回补交的材料", "Paper sent back"),
    "DebtSettled": Text("补交或整改材料已核查", "Owed or rectified paper checked"),
    "GapClosed": Text("容缺材料已补齐", "Nothing is owed any more"),
    "DebtLapsed": Text("容缺材料逾期未补", "Owed paper did not come"),
    "DebtDropped": Text("不再需要补交或核查", "No longer owed"),
    "PromiseBroken": Text("承诺不实", "Promise found false"),
    "CreditRepaired": Text("信用修复", "Credit repaired"),
    "Renewed": Text("视为准予延续", "Deemed renewed"),
    "Closed": Text("办结归档", "Closed and archived"),
}
"""What a record of the engine is called, by its kind; the timeline of a case says the same in a sentence."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that happened to a case: its number, the activity with the id of its step (else the kind of event), when, by
    whom ("" the clock) of which office with its id, the kind of event, when the case ended (0: still open), and what is said
    of the case itself."""

    case: str
    activity: Text
    step: str
    at: int
    person: str
    office: Text
    organ: str
    kind: str
    ended: int
    about: Mapping[str, str]


def own_log(rows: Iterable[Done], zone: str) -> Log | None:
    """The log of these events; None when there is none."""
    every = list(rows)
    if not every:
        return None
    place = {name: number for number, name in enumerate(dict.fromkeys(row.case for row in every))}
    firsts = {row.case: row for row in reversed(every)}
    cases = [firsts[name] for name in place]
    return laid(
        Rows(
            cases=list(place),
            case=np.array([place[row.case] for row in every], np.int32),
            activity=_coded([row.activity.zh for row in every]),
            at=np.array([row.at for row in every], np.int64) * SECOND,
            resource=_coded([row.person for row in every]),
            columns={
                OFFICE: _coded([row.office.zh for row in every]),
                KIND: _coded([row.kind for row in every]),
                STEP: _coded([row.step for row in every]),
                ORGAN: _coded([row.organ for row in every]),
                SPOKEN + ENGLISH: _coded([row.activity.en or row.activity.zh for row in every]),
                OFFICE + ENGLISH: _coded([row.office.en or row.office.zh for row in every]),
            },
            case_columns={
                name: _coded([row.about.get(name, "") for row in cases]) for name in cases[0].about
            },
            case_dates={ENDED: _moments([row.ended for row in cases])},
        ),
        zone,
    )


def ours(log: Log) -> bool:
    """Whether this is a log of our own events: one where no case left anything out comes back from a file without that
    column."""
    return KIND in log.columns and not log.case_columns.keys().isdisjoint((SERVICE, LEFT_OUT))


def left_out(log: Log) -> Coded:
    """The steps each case does not need, as one text."""
    return log.case_columns.get(LEFT_OUT) or Coded(np.full(len(log), UNKNOWN, np.int32), ())


def by_steps(log: Log, steps: Collection[str] | None = None) -> Log:
    """Our own log with these steps called by their ids (None: all, and records of the engine by their kinds), offices by
    theirs; any other log, and one exported before there were names, as it is."""
    if not (ours(log) and {STEP, ORGAN} <= set(log.columns)):
        return log
    called = _some_called(log.columns[STEP], log.activity, steps)
    return replace(log, activity=called, columns={**log.columns, OFFICE: log.columns[ORGAN]})


def _some_called(ids: Coded, names: Coded, steps: Collection[str] | None) -> Coded:
    """The ids asked for, the names elsewhere."""
    if steps is None:
        return ids
    place = {name: code for code, name in enumerate(dict.fromkeys((*ids.names, *names.names)))}
    wanted = np.array([*(name in steps for name in ids.names), False])[ids.codes]
    to = np.array([*(place[name] for name in names.names), UNKNOWN], np.int32)
    # The ids stand first in `place`, so that their codes are what they were.
    return Coded(np.where(wanted, ids.codes, to[names.codes]).astype(np.int32), tuple(place))


def in_english(log: Log) -> Log:
    """Our own log with activities and offices called by their English names; any other as it is."""
    if not (ours(log) and SPOKEN + ENGLISH in log.columns):
        return log
    columns = {**log.columns, OFFICE: log.columns[OFFICE + ENGLISH]}
    return replace(log, activity=log.columns[SPOKEN + ENGLISH], columns=columns)


def same(one: Log, other: Log) -> dict[str, str]:
    """What the activities and offices of one log are called in the other, both being our own log in two languages."""
    columns = ((one.activity, other.activity), (one.columns[OFFICE], other.columns[OFFICE]))
    return {
        name: there
        for here, theirs in columns
        for row in np.unique(here.codes, return_index=True)[1].tolist()
        if (name := here.at(row)) and (there := theirs.at(row))
    }


def made_up_in(log: Log) -> int:
    """How many cases of our own log are simulated; 0 of any other."""
    column = log.case_columns.get(SIMULATED) if ours(log) else None
    if column is None or "true" not in column.names:
        return 0
    return int((column.codes == column.names.index("true")).sum())


def services(log: Log) -> dict[str, Text]:
    """The services of our own log with their names, by id; none where it does not say."""
    columns = [log.case_columns.get(name) for name in (SERVICE, SERVICE_TITLE, SERVICE_TITLE + ENGLISH)]
    if not all(columns):
        return {}
    id, zh, en = (column for column in columns if column)
    rows = np.unique(id.codes, return_index=True)[1].tolist()
    return {id.at(row) or "": Text(zh.at(row) or "", en.at(row) or "") for row in rows}


def _coded(names: list[str]) -> Coded:
    """A column of names; an empty one is not known."""
    place = {name: code for code, name in enumerate(dict.fromkeys(name for name in names if name))}
    return Coded(np.array([place.get(name, UNKNOWN) for name in names], np.int32), tuple(place))


def _moments(seconds: list[int]) -> Times:
    return np.array([at * SECOND if at else NEVER for at in seconds], np.int64)
