"""A step of a flow that is a matter of its own: its terms, type and result."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from jianzheng.core.clock import Unit
from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.process import Step
from jianzheng.core.service import Matter, Term
from jianzheng.core.text import Text


def of_step(step: Step, licences: Collection[str], legal: Term | None, promised: Term | None) -> Matter:
    """A step that is a matter of its own: its printed days are its terms. The general limit is that of licences; where
    nothing is printed and the city names no licence, no legal limit is known."""
    licence = step.legal_ground != UNSTATED or step.id in licences
    days = round(step.legal_days) if step.legal_days else 0
    general = legal if licence else None
    allowed = Term("legal", days, _unit(step.legal_ground), ground=step.legal_ground) if days else general
    given = Term("promised", round(step.days)) if step.days else promised
    result = Text(step.yields[0]) if step.yields else Text(f"{step.name}结果", step.en)
    return Matter(
        step.id,
        step.title,
        step.office,
        type="01" if licence else "10",
        legal=allowed,
        promised=_within(given, allowed),
        result=result,
    )


def _unit(ground: Ground) -> Unit:
    """What a printed legal limit counts: the days of the licensing law are working days (its article 82), those of another law
    are unless it says so."""
    working = "行政许可法" in ground.cite or "工作日" in ground.quote
    return Unit.WORKING if working else Unit.NATURAL


def _within(promised: Term | None, legal: Term | None) -> Term | None:
    """The promise, never longer than the law allows in the same unit."""
    if promised and legal and promised.unit == legal.unit:
        return replace(promised, length=min(promised.length, legal.length))
    return promised
