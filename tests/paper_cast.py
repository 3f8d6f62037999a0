"""The papers of the tests: one complete document of each kind, an organ that seals them, programs that look at them."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from jianzheng.core.authority import Organ
from jianzheng.core.document import (
    COMPETENT_ORGAN,
    NEW_TERMS,
    PLEAD_UNTIL,
    RECTIFY_BY,
    TIME_NEEDED,
    TOLD,
    VALID,
    Document,
    DocumentKind,
)
from jianzheng.core.text import Text

NOW = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ORGAN = Organ("xingshan-approval", Text("杏山市行政审批局", "Xingshan Approval Bureau"), short="杏审")
_LINES = {
    DocumentKind.COMMITMENT: [(label, Text("告知内容", "what is told")) for label in TOLD.values()],
    DocumentKind.RECEIPT: [(Text("材料一", "Material 1"), Text("申请表", "Application form"))],
    DocumentKind.NOTICE: [
        (Text("食品经营场所平面图", "Floor plan"), Text("缺少签章", "Signature is missing"))
    ],
    DocumentKind.NON_ACCEPTANCE: [
        (COMPETENT_ORGAN, Text("杏山市自然资源局", "Xingshan Natural Resources Bureau"))
    ],
    DocumentKind.RECTIFY: [(RECTIFY_BY, Text("2026年12月7日", "2026-12-07"))],
    DocumentKind.INTENT: [(PLEAD_UNTIL, Text("2026年11月30日", "2026-11-30"))],
    DocumentKind.PAUSE: [(TIME_NEEDED, Text("专家评审 8 个工作日", "Expert review, 8 working days"))],
    DocumentKind.EXTENSION: [(NEW_TERMS["legal"], Text("2026年12月21日", "2026-12-21"))],
    DocumentKind.LICENCE: [
        (Text("许可内容", "Permitted"), Text("小餐饮经营", "Small catering")),
        (VALID, Text("2026年11月23日至2029年11月22日", "2026-11-23 to 2029-11-22")),
    ],
}


def paper(kind: DocumentKind, **changed: Any) -> Document:
    """A complete document of that kind."""
    said: dict[str, Any] = {
        "kind": kind,
        "organ": ORGAN.title,
        "addressee": "李晓明",
        "case_no": "11370800MB285591843370199806003202611230001",
        "matter": Text("小餐饮经营许可", "Small catering licence"),
        "issued_on": NOW.date(),
        "lines": tuple(_LINES.get(kind, ())),
        "paragraphs": (
            Text(
                "经营场所与污染源的距离不足，不符合许可条件。",
                "The premises are too close to a source of pollution.",
            ),
        ),
        "grounds": (kind.article.cite,),
        "remedies": (
            Text("可以依法申请行政复议。", "You may ask for reconsideration."),
            Text("起诉期限：六个月", "Term to sue: six months"),
        ),
        "due_on": dt.date(2026, 12, 21),
        "closing": (Text("上述承诺是真实意思的表示。", "The promise is my true will."),)
        * (kind is DocumentKind.COMMITMENT),
        "number": "杏审受〔2026〕7号",
        "verify_url": "https://xingshan.example/portal/verify/7K2M-9QXP-4TRA-ZW81",
        "verify_code": "7K2M-9QXP-4TRA-ZW81",
    }
    return Document(**{**said, **changed})


def program(*words: str | Path) -> str:
    """What an independent program answers; the test is skipped where it is not installed."""
    if shutil.which(str(words[0])) is None:
        pytest.skip(f"{words[0]} is not installed (package poppler-utils or openssl)")
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr
