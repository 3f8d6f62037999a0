"""The words that every template has without loading: `t` and `said`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from jianzheng.apps.cases.rules import rules
from jianzheng.web.ui.say import Bilingual, said, say
from jianzheng.web.ui.units import lasting

register = template.Library()


@register.simple_tag
def t(en: str, zh: str, **values: Any) -> str:
    """`{% t "By {who}" "由{who}" who=name %}`: a sentence in the reader's language, escaped as a whole."""
    sentence = say(en, zh)
    return sentence.format(**values) if values else sentence


@register.filter
def lasts(term: Any, unit: str = "working") -> str:
    """`{{ matter.legal|lasts }}`: how long a term is, in its unit; of a number, so many working days, or of the unit named."""
    if isinstance(term, (int, float)):
        return said(lasting(term, unit))
    return said(lasting(term.length, term.unit))


@register.filter(name="said")
def said_filter(thing: Bilingual) -> str:
    """`{{ refused|said }}`: a value that has .zh and .en, in the reader's language."""
    return said(thing)


@register.filter
def listed(words: Iterable[str]) -> str:
    """`{{ names|listed }}`: several names after one another, with the comma of the reader's language."""
    return say(", ", "、").join(words)


@register.simple_tag
def shortest() -> int:
    """How many characters a reason has here at least."""
    return rules().local.reason_signs


def _of(context: template.Context, verb: str, which: object, name: str) -> list[str]:
    """What was written under a name in the form of a verb, if that is the form that was refused."""
    if context.get("tried") != (verb, str(which)):
        return []
    return list(context["typed"].get(name, []))


@register.simple_tag(takes_context=True)
def kept(context: template.Context, verb: str, which: object, name: str) -> str:
    """What was typed into a field of the form that was refused (`tried`, `typed`); "" in every other form."""
    return "".join(_of(context, verb, which, name)[-1:])


@register.simple_tag(takes_context=True)
def picked(
    context: template.Context, verb: str, which: object, name: str, value: object, word: str = "checked"
) -> str:
    """`word` where this value was ticked or selected in the form that was refused."""
    return word if str(value) in _of(context, verb, which, name) else ""


@register.simple_tag(takes_context=True)
def unfolded(context: template.Context, verb: str, which: object) -> str:
    """`open` on the details of the form that was refused."""
    return "open" if context.get("tried") == (verb, str(which)) else ""
