"""Issue: the licence or approval is made, numbered and sealed."""

from __future__ import annotations

from jianzheng.core.kinds.kind import AGREE, Kind
from jianzheng.core.text import Text

ISSUE = Kind("issue", Text("制证", "Issue"), outcomes={AGREE: Text("制证", "issue")}, verb="issue")
