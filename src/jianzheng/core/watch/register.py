"""The register of staff: who held which post when; what a name in an envelope must be found in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jianzheng.core.authority import Delegation, Post


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in a post from `begins` until `ends` (half-open; None = still)."""

    person: str
    post: str
    begins: dt.date = dt.date.min
    ends: dt.date | None = None

    def runs(self, day: dt.date) -> bool:
        """Whether they held it on `day`."""
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Register:
    """Posts by id, who held them, and what was delegated. An empty register judges nobody."""

    posts: Mapping[str, Post] = field(default_factory=dict)
    holdings: tuple[Holding, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    @cached_property
    def _held(self) -> dict[str, list[Holding]]:
        held: dict[str, list[Holding]] = {}
        for holding in self.holdings:
            held.setdefault(holding.person, []).append(holding)
        return held

    def holds(self, person: str, post: str, day: dt.date) -> bool:
        """Whether a person held a post on `day`."""
        return any(held.post == post and held.runs(day) for held in self._held.get(person, ()))

    def stands_in(self, post: str, of: str, verb: str, day: dt.date) -> bool:
        """Whether `post` may do `verb` for the post `of` on `day`: as its deputy or by a delegation in force."""
        absent = self.posts.get(of)
        if absent and absent.deputy == post:
            return verb in absent.verbs
        return any(
            given.of == of and given.to == post and verb in given.verbs and given.runs(day)
            for given in self.delegations
        )


NOBODY = Register()
"""No register at hand: operators are not judged."""
