"""The kinds of step, one small module each: adding a government system means a pack and perhaps one more of these."""

from __future__ import annotations

from jianzheng.core.kinds.decide import DECIDE
from jianzheng.core.kinds.deliver import DELIVER
from jianzheng.core.kinds.expert import EXPERT
from jianzheng.core.kinds.hear import HEAR
from jianzheng.core.kinds.inspect import INSPECT
from jianzheng.core.kinds.issue import ISSUE
from jianzheng.core.kinds.kind import AGREE, DISAGREE, Field, Kind, Report
from jianzheng.core.kinds.meeting import MEETING
from jianzheng.core.kinds.publish import PUBLISH
from jianzheng.core.kinds.review import REVIEW
from jianzheng.core.kinds.sign import SIGN

KINDS: dict[str, Kind] = {
    kind.word: kind
    for kind in (REVIEW, INSPECT, EXPERT, MEETING, HEAR, PUBLISH, SIGN, DECIDE, ISSUE, DELIVER)
}


def kind_of(word: str) -> Kind:
    """The kind called `word`; a kind without a module of its own is worked like a review."""
    return KINDS.get(word, REVIEW)


__all__ = ["AGREE", "DISAGREE", "KINDS", "Field", "Kind", "Report", "kind_of"]
