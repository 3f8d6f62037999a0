"""A case: what may be done to it (verbs decide events), and what it then is (events are remembered and replayed)."""

from __future__ import annotations

from jianzheng.core.case.act import Act, Events, decided, named
from jianzheng.core.case.application import Application, apply
from jianzheng.core.case.case import Case, Copy, Debt, Item, Paper, State, Work, alarm
from jianzheng.core.case.clocks import Cause, Clock, Light, Lights, Moment, Rules
from jianzheng.core.case.copies import answer_copy, copy_to
from jianzheng.core.case.debts import (
    break_promise,
    checks,
    hand_in,
    needless,
    owed,
    repair,
    return_paper,
    settle,
)
from jianzheng.core.case.declined import not_complete, not_ours, not_required
from jianzheng.core.case.elapse import elapse
from jianzheng.core.case.ending import blocked, decide, deliver, issue
from jianzheng.core.case.evolve import Happened, evolve, replay
from jianzheng.core.case.free import COMING, FREE, material, unlisted
from jianzheng.core.case.intake import accept, came_now, receive, required, waiting, withdraw
from jianzheng.core.case.meeting import meet, meetings, objections
from jianzheng.core.case.notice import SecondNotice, ask_supplement, attempted, supplement
from jianzheng.core.case.scope import Scope, scope
from jianzheng.core.case.serving import serve, serve_this, unserved
from jianzheng.core.case.terms import PAUSES
from jianzheng.core.case.timing import extend, lengthening, movable, pause, recount, resume
from jianzheng.core.case.undoing import attach, intend, plead, plead_in_part, recall, relent, revoke
from jianzheng.core.case.work import claim, finish, release, return_step, sign

VERBS = {
    verb.__name__: verb
    for verb in (
        receive,
        ask_supplement,
        supplement,
        accept,
        not_required,
        not_ours,
        not_complete,
        claim,
        release,
        finish,
        return_step,
        copy_to,
        answer_copy,
        pause,
        resume,
        extend,
        meet,
        sign,
        decide,
        issue,
        deliver,
        serve,
        withdraw,
        intend,
        attach,
        plead,
        plead_in_part,
        relent,
        recall,
        revoke,
        hand_in,
        settle,
        return_paper,
        break_promise,
        repair,
        recount,
    )
}
"""Every verb that acts on a case that is there; `apply` makes one, `elapse` is what time does."""

__all__ = [
    "COMING",
    "FREE",
    "PAUSES",
    "VERBS",
    "Act",
    "Application",
    "Case",
    "Cause",
    "Clock",
    "Copy",
    "Debt",
    "Events",
    "Happened",
    "Item",
    "Light",
    "Lights",
    "Moment",
    "Paper",
    "Rules",
    "Scope",
    "SecondNotice",
    "State",
    "Work",
    "accept",
    "alarm",
    "answer_copy",
    "apply",
    "ask_supplement",
    "attach",
    "attempted",
    "blocked",
    "break_promise",
    "came_now",
    "checks",
    "claim",
    "copy_to",
    "decide",
    "decided",
    "deliver",
    "elapse",
    "evolve",
    "extend",
    "finish",
    "hand_in",
    "intend",
    "issue",
    "lengthening",
    "material",
    "meet",
    "meetings",
    "movable",
    "named",
    "needless",
    "not_complete",
    "not_ours",
    "not_required",
    "objections",
    "owed",
    "pause",
    "plead",
    "plead_in_part",
    "recall",
    "receive",
    "recount",
    "release",
    "relent",
    "repair",
    "replay",
    "required",
    "resume",
    "return_paper",
    "return_step",
    "revoke",
    "scope",
    "serve",
    "serve_this",
    "settle",
    "sign",
    "supplement",
    "unlisted",
    "unserved",
    "waiting",
    "withdraw",
]
