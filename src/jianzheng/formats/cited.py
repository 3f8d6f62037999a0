"""An article in English: the name of the law as docs/law gives it, the number, and the citation itself, which alone counts."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from jianzheng.formats.reasons import number

NAMES = Path(__file__).with_name("law_names.csv")
"""The English names of docs/law/README.md; they are ours and have no standing."""
_ARTICLES = re.compile(r"([^第；]+)((?:第[一二三四五六七八九十百零〇]+条、?)+)")
_ARTICLE = re.compile(r"第(.+?)条")


@cache
def names() -> dict[str, str]:
    """The laws on file with their English names."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["law"]: row["english"] for row in csv.DictReader(file)}


def in_english(cite: str) -> str:
    """The citation in English with the Chinese behind it; as it is where it names a law that has no English name here."""
    found = _ARTICLES.findall(cite)
    if not found or "".join(name + articles for name, articles in found) != cite.replace("；", ""):
        return cite
    parts = [_said(names().get(name, ""), _ARTICLE.findall(articles)) for name, articles in found]
    return f"{'; '.join(parts)} · {cite}" if all(parts) else cite


def _said(law: str, articles: list[str]) -> str:
    word = "art." if len(articles) == 1 else "arts."
    return f"{law}, {word} {', '.join(f'{number(article):g}' for article in articles)}" if law else ""
