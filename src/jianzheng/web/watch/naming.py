"""Whoever a finding names by login, named as everywhere else: the person and the post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jianzheng.apps.oversight.register import post_titles
from jianzheng.apps.people.queries import names
from jianzheng.core.text import Text
from jianzheng.core.watch import who


@dataclass(frozen=True, slots=True)
class Named:
    """A finding, its words with the person and post instead of the login, and who did it (None = nobody known)."""

    found: Any
    said: Text
    person: Text | None


def naming(found: Iterable[Any]) -> list[Named]:
    """Findings, kept or just detected, with whoever they name."""
    called, posts = names(), post_titles()
    return [_named(each, called, posts) for each in found]


def _named(found: Any, called: dict[str, Text], posts: dict[str, Text]) -> Named:
    actor, said = who(found.person), found.said
    name = called.get(actor.person)
    if name is None:
        return Named(found, said, None)
    post = posts.get(actor.post, Text(actor.post))
    full = Text(
        f"{name.zh}（{post.zh}）" if post.zh else name.zh,
        f"{name.en or name.zh} ({post.en or post.zh})" if post.zh else name.en or name.zh,
    )
    login = f"“{actor.person}”"
    return Named(found, Text(said.zh.replace(login, full.zh), said.en.replace(login, full.en)), full)
