"""The register of staff as the detectors read it: posts, who held them when, what was delegated."""

from __future__ import annotations

from functools import lru_cache

from jianzheng.apps.people import models
from jianzheng.core.authority import Delegation, Post
from jianzheng.core.text import Text
from jianzheng.core.watch import Holding, Register


def register() -> Register:
    """Who held which post when, as it stands now; empty, judging nobody, while no posts are kept."""
    posts = {
        row.word: Post(
            row.word,
            row.organ.word,
            Text(row.title_zh, row.title_en),
            row.role,
            frozenset(row.verbs),
            row.deputy,
        )
        for row in models.Post.objects.select_related("organ")
    }
    held = models.Holding.objects.values_list("person__login", "post__word", "begins", "ends")
    return Register(posts, tuple(Holding(*row) for row in held), _delegations())


@lru_cache(maxsize=1)
def _titles(count: int) -> dict[str, Text]:
    rows = models.Post.objects.values_list(
        "word", "organ__title_zh", "title_zh", "organ__title_en", "title_en"
    )
    return {word: Text(organ + zh, f"{organ_en}, {en}") for word, organ, zh, organ_en, en in rows}


def post_titles() -> dict[str, Text]:
    """Post → its organ and title; read again when there are more posts."""
    return _titles(models.Post.objects.count())


def _delegations() -> tuple[Delegation, ...]:
    """Every delegation there was; one taken back ended with that day."""
    found = models.Delegation.objects.select_related("of", "to")
    return tuple(
        Delegation(
            row.of.word,
            row.to.word,
            frozenset(row.verbs),
            row.begins,
            min(row.ends, row.ended_at.date()) if row.ended_at else row.ends,
            row.order_no,
        )
        for row in found
    )
