"""Joint meeting: several offices review together and leave with one opinion (行政许可法第二十六条); it consumes the clock.

Beside the one opinion stands what each office said, and who came for it: an objection is not lost in what was agreed.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from jianzheng.core.kinds.kind import DISAGREE, OUTCOMES, Enough, Field, Kind, Report, missing, reasoned
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.text import Text

ASKS = (
    Field("held_on", Text("会议日期", "Day of the meeting"), "date"),
    Field(
        "present",
        Text(
            "到会单位（至少两个）、到会人员和各自的意见",
            "Offices present (at least two), who came, what each said",
        ),
        "voices",
        hint=Text(
            "其他到会单位会收到会审纪要（抄告），由其自己答复同意或者不同意；不同意的意见一直列在会审意见旁，只有该单位自己能够撤回",
            "the other offices get the minutes and say themselves whether they agree; an objection stands beside the joint "
            "opinion until that office itself withdraws it",
        ),
    ),
    Field("opinion", Text("会审意见（一份）", "The one joint opinion"), "lines"),
)


class Voice(NamedTuple):
    """What one office said at a meeting: the organ, who came for it, `outcome` agree | disagree, and why."""

    organ: str
    person: str
    outcome: str
    said: str = ""


def voices(value: object) -> tuple[Voice, ...]:
    """What the offices said, as a form or an event has it. Raises Refused for what is no such list."""
    rows = value if isinstance(value, (list, tuple)) else ()
    made = []
    for row in rows:
        if not (isinstance(row, (list, tuple)) and len(row) == len(Voice._fields)):
            raise Refused(
                "到会单位的记录不完整，请重新填写。",
                "The record of who was there is not whole; fill it in again.",
            )
        organ, person, outcome, said = (str(part).replace("\x00", "").strip() for part in row)
        made.append(Voice(organ, person, outcome, fits(said, "到会单位的意见", "what an office said", 2000)))
    return tuple(made)


def check(report: Report) -> None:
    """Two offices or more were there, each with somebody who came for it and what it said, on a day between the acceptance and
    now; one opinion is written."""
    missing(report, ASKS)
    _day(report)
    present = voices(report.facts.get("present"))
    for voice in present:
        _spoke(voice, report.enough)
    for named in ([voice.organ for voice in present], [voice.person for voice in present]):
        if len(set(named)) < len(named):
            raise Refused(
                "同一单位、同一人员只记录一次；一人不能代表两个单位。",
                "Each office and each person is named once; nobody speaks for two offices.",
            )
    if len(present) < FEWEST:
        raise Refused("联合会审至少有两个部门参加。", "A joint meeting has at least two offices.")
    against = any(voice.outcome == DISAGREE for voice in present)
    if against and unanimous(report.text("opinion")):
        raise Refused(
            "有单位不同意，会审意见不能写“一致”。请写明多数意见，以及不同意见怎样处理。",
            "An office does not agree, so the opinion is not unanimous. Say what most hold and how the objection is met.",
        )


def unanimous(opinion: str) -> bool:
    """Whether an opinion says that all agree; a clause that says they do not, or names an exception, does not."""
    clauses = re.split(r"[，。；、,.;\n]", opinion)
    return any(_ALL.search(clause) and not _BUT.search(clause) for clause in clauses)


_ALL = re.compile(
    r"一致(同意|通过|认为|赞成)|意见一致|一致意见|(全体|均|都)(表示)?(同意|通过|无异议)|unanimous|\ball\b.{0,20}\bagree",
    re.IGNORECASE,
)
_BUT = re.compile(r"[未不除]|没有|其余|其他|\b(not|no|except|others?)\b", re.IGNORECASE)


FEWEST = 2
"""Offices at a joint meeting at least."""


def _spoke(voice: Voice, enough: Enough) -> None:
    if not (voice.organ and voice.person) or voice.outcome not in OUTCOMES:
        raise Refused(
            "每个到会单位都要选择到会人员，并选择同意或者不同意；没有到会的，三项都不要填。",
            "Choose for each office present who came for it and whether it agreed; leave all three empty for one that was not "
            "there.",
        )
    if voice.outcome == DISAGREE:
        reasoned(voice.said, enough)


def _day(report: Report) -> None:
    held_on = report.text("held_on")
    try:
        dt.date.fromisoformat(held_on)
    except ValueError:
        raise Refused(
            "会议日期写成 2026-11-30 这样。", "Write the day of the meeting like 2026-11-30."
        ) from None
    if report.today and held_on > report.today:
        raise Refused("会议日期在今天之后，请核对。", "The day of the meeting lies in the future; check it.")
    if held_on < report.accepted:
        raise Refused(
            f"会议日期早于受理日期（{report.accepted}），请核对。",
            f"The day of the meeting lies before the acceptance ({report.accepted}); check it.",
        )


MEETING = Kind("meeting", Text("联合会审", "Joint meeting"), ASKS, check)
