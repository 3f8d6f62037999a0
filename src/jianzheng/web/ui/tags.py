"""The words that every template has without loading: `t` and `said`."""

from __future__ import annotations

from typing import Any

from django import template

from jianzheng.web.ui.say import Bilingual, said, say

register = template.Library()


@register.simple_tag
def t(en: str, zh: str, **values: Any) -> str:
    """`{% t "By {who}" "由{who}" who=name %}`: a sentence in the reader's language, escaped as a whole."""
    sentence = say(en, zh)
    return sentence.format(**values) if values else sentence


@register.filter(name="said")
def said_filter(thing: Bilingual) -> str:
    """`{{ refused|said }}`: a value that has .zh and .en, in the reader's language."""
    return said(thing)
