"""Defects of codes: malformed ones, and one code printed for two matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jianzheng.core import codes
from jianzheng.core.examine.finding import Finding, quoted
from jianzheng.core.text import Text

Coded = tuple[str, str, str, str]
"""(place, name of the matter, code as printed, file and line)."""


def malformed(rows: Iterable[Coded]) -> Iterator[Finding]:
    """Codes that follow no known scheme or whose check digit is wrong."""
    for place, name, code, at in rows:
        for problem in codes.check(code):
            yield Finding(
                "malformed-code",
                (place, code),
                Text(f"“{name}”的编码“{code}”：{problem.zh}", f"Code “{code}” of “{name}”: {problem.en}"),
                Text(
                    "按编码规则改正，或向编码管理部门核对。",
                    "Correct it by the coding rule, or ask who issues it.",
                ),
                at=at,
            )


def repeated(rows: Iterable[Coded]) -> Iterator[Finding]:
    """One code printed for matters of different names."""
    by_code: dict[str, list[Coded]] = {}
    for row in rows:
        by_code.setdefault(row[2].strip(), []).append(row)
    for code, group in by_code.items():
        if len(group) > 1:
            names = quoted([Text(name) for name in dict.fromkeys(row[1] for row in group)])
            yield Finding(
                "duplicate-code",
                (*(row[0] for row in group), code),
                Text(
                    f"编码“{code}”用了{len(group)}次：{names.zh}",
                    f"Code “{code}” is used {len(group)} times: {names.en}",
                ),
                Text(
                    "一个事项一个编码：改正其中一处，或合并重复事项。",
                    "One matter, one code: correct one, or merge the duplicate.",
                ),
                at=group[1][3],
            )
