"""What a decision tells whoever objects to it: where to go, and until when."""

from __future__ import annotations

from jianzheng.core.text import Text

REMEDIES = Text(
    "不服本决定的，可以自知道本决定之日起六十日内申请行政复议（行政复议法第二十条），也可以依法提起行政诉讼。",
    "To object, ask for administrative reconsideration within sixty days of learning of this decision (Administrative "
    "Reconsideration Law, art. 20), or go to court as the law provides.",
)
"""What a decision says to whoever objects to it where nobody entered which organ and court it is, as far as the articles on
file go."""


def remedies(reconsideration: str, court: str) -> Text:
    """What a decision says to whoever objects: where to ask for reconsideration, until when, and which court."""
    if not (reconsideration and court):
        return REMEDIES
    return Text(
        f"不服本决定的，可以自知道本决定之日起六十日内向{reconsideration}申请行政复议（行政复议法第二十条），"
        f"也可以依法向{court}提起行政诉讼。",
        f"To object, ask {reconsideration} for administrative reconsideration within sixty days of learning of this "
        f"decision (Administrative Reconsideration Law, art. 20), or sue in {court} as the law provides.",
    )
