"""All grounds of a pack, the articles a citation names, and the words of law on file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

import yaml

from jianzheng.core.ground import Ground
from jianzheng.formats.pack import Pack
from jianzheng.formats.reasons import numeral
from tests.shared import shared

Article = tuple[str, str]
_NUMBER = {f"第{numeral(number)}条": number for number in range(1, 1000)}
_ARTICLE = "第[一二三四五六七八九十百零]+条"
_CITED = re.compile(
    rf"([\u4e00-\u9fff“”]{{1,40}}?(?:法|条例|规定|办法|细则|法典))({_ARTICLE}(?:[、至]{_ARTICLE})*)"
)


def articles(cite: str) -> list[Article]:
    """(law, article) of every article named, runs (第二条至第四条) spelled out."""
    found: list[Article] = []
    for law, list_ in _CITED.findall(cite):
        for run in list_.split("、"):
            first, _, last = run.partition("至")
            found += [(law, f"第{numeral(n)}条") for n in range(_NUMBER[first], _NUMBER[last or first] + 1)]
    return found


def grounds(pack: Pack) -> Iterator[Ground]:
    """Every ground a pack states, of law, steps, limits, materials, fees and orders."""
    book = pack.lawbook
    yield from book.grounds.values()
    for item in (*book.precedences, *book.listings, *book.limits):
        yield item.ground
    yield from (term.ground for term in pack.terms)
    for process in pack.processes:
        yield from (order.ground for order in process.orders)
        for step in process.steps:
            yield from (step.ground, step.legal_ground, step.conduct.instant, step.conduct.delegate_ground)
            yield from (asked.ground for asked in (*step.needs, *step.fees))


@cache
def known_quotes() -> dict[Article, set[str]]:
    """Words of articles as the shared data has them, each checked there to be part of the stored article; skips the
    test where the data is absent."""
    known: dict[Article, set[str]] = {}
    for name in ("investment_law_precedence.csv", "matters.csv"):
        text = shared(f"catalogue/{name}").read_text(encoding="utf-8-sig")
        for row in csv.DictReader(text.splitlines()):
            known.setdefault((row["law"], row["article"]), set()).add(row["quote"])
    for cite, quote in _listed():
        for article in articles(cite):
            known.setdefault(article, set()).add(quote)
    return known


def _listed() -> Iterator[tuple[str, str]]:
    for name in ("legal_clock_rules.yaml", "guide_quality_rules.yaml"):
        for rule in yaml.safe_load(shared(f"catalogue/{name}").read_text(encoding="utf-8"))["rules"]:
            if "quote" in rule:
                yield rule["source"].removeprefix("law: "), rule["quote"]
    for chain in yaml.safe_load(shared("catalogue/chains.yaml").read_text(encoding="utf-8"))["chains"]:
        for row in chain.get("law") or []:
            yield row["law"], row["quote"]
