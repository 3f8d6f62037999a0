"""Issue: the licence or approval is made, numbered and sealed."""

from __future__ import annotations

from jianzheng.core.kinds.kind import AGREE, Kind
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

LONGEST_NUMBER = 100


def numbered(text: str) -> str:
    """The number of a licence, tidied. Raises Refused for none, and for one that cannot be printed."""
    tidy = text.strip()
    if not tidy:
        raise Refused("请填写证件编号。", "Please state the number.")
    if len(tidy) > LONGEST_NUMBER or not tidy.isprintable() or set("<>") & set(tidy):
        raise Refused(
            f"证件编号不超过 {LONGEST_NUMBER} 个字，不能有尖括号、换行等符号，请改写。",
            f"The number has at most {LONGEST_NUMBER} characters, without angle brackets or line breaks; write it anew.",
        )
    return tidy


ISSUE = Kind("issue", Text("制证", "Issue"), outcomes={AGREE: Text("制证", "issue")}, verb="issue")
