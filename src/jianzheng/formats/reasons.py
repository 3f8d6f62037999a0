"""Reading grounds and limits out of the short remarks lists print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jianzheng.core.ground import UNSTATED, Ground, data, law

_NUMERAL = "[0-9一二三四五六七八九十百零〇]+"
_ENDS = r"(?=$|[）)（(，,；;。、：:\s款])"
_CITED = re.compile(
    rf"([\u4e00-\u9fff]{{1,30}}?(?:法|条例|规定|办法|细则|决定))[》〉]?"
    rf"(第?{_NUMERAL}条(?:、第?{_NUMERAL}条)*|{_NUMERAL}(?:、{_NUMERAL})*{_ENDS}|{_NUMERAL}(?=[（(]))"
)
_ARTICLE = re.compile(rf"第({_NUMERAL})条")
_BEFORE_NAME = re.compile(r"^(?:.*(?:依据|根据|依照|按照|违反|参照)|[依按据见])")
_NO_NAME = re.compile(r"^(?:本|该|此|有关|相关|上述|前款|国家|法律|上位)?(?:法|条例|规定|办法|细则|决定)$")
_READS = re.compile(r"材料|需(?!要在)|须(持|提交|凭)|^持|凭|产出|已获得|已取得")
_SAME = re.compile(r"^同(上|前)?$")
_WORKING = re.compile(
    r"((?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)(?:\s*\+\s*\d+(?:\.\d+)?)*)\s*(?:个)?工作日"
)
_AT_ONCE = re.compile(r"当场|即办|即时|立等")
_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "两": 2}


def numeral(number: int) -> str:
    """1 to 999 as Chinese law prints article numbers: 12 → 十二, 120 → 一百二十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    digits = "零一二三四五六七八九"
    head = f"{digits[hundreds]}百" if hundreds else ""
    if not tens:
        return head + (("零" if head else "") + digits[ones] if ones or not head else "")
    return head + ("" if tens == 1 and not head else digits[tens]) + "十" + (digits[ones] if ones else "")


def number(printed: str) -> float:
    """A number printed in digits or in Chinese numerals below one thousand."""
    if printed[0].isdigit():
        return float(printed)
    total, last = 0, 0
    for mark in printed:
        if mark in "十百":
            total += (last or 1) * (10 if mark == "十" else 100)
            last = 0
        else:
            last = _DIGITS[mark]
    return total + last


def cited(text: str) -> str:
    """The articles a remark cites, as "消防法第十一条、第十三条；…"; "" when it cites none."""
    found = []
    for name, articles in _CITED.findall(text):
        title = _BEFORE_NAME.sub("", name) or name
        if not _NO_NAME.match(title):
            found.append(title + "、".join(_article(word) for word in articles.split("、")))
    return "；".join(dict.fromkeys(found))


def _article(word: str) -> str:
    bare = word.strip("第条")
    return f"第{numeral(int(bare)) if bare.isdigit() and 0 < int(bare) < 1000 else bare}条"


def ground_of_reason(reason: str, previous: Ground = UNSTATED, laws: Sequence[str] = ()) -> Ground:
    """The ground a remark on an order states: a cited article is law, a material it reads is data, "同上" repeats
    `previous`, a bare "after" states nothing. `laws` are full citations for remarks that print only the article."""
    text = reason.strip()
    if _SAME.match(text):
        return previous
    if articles := cited(text):
        return law(articles, source=text)
    article = _ARTICLE.search(text)
    wanted = _article(article[0]) if article else ""
    named = next((full for full in laws if article and full.endswith(wanted)), "")
    if named:
        return law(named, source=text)
    return data(text) if _READS.search(text) else UNSTATED


def working_days(text: str) -> float | None:
    """Working days printed in a limit, the first that is printed, 0 for "at once"; parts joined by + are added ("10+3个
    工作日" is 13); None where it prints none, or a change (5→3)."""
    clauses = [clause for clause in re.split(r"[；;。]", text) if _WORKING.search(clause)]
    if not clauses:
        return 0 if _AT_ONCE.search(text) else None
    if "→" in text:
        return None
    printed = _WORKING.findall(clauses[0])
    added = printed if "+" in clauses[0] else printed[:1]
    total = sum(number(part.strip()) for parts in added for part in parts.split("+"))
    return int(total) if total == int(total) else total


def limits(text: str) -> tuple[float | None, float | None]:
    """(promised, legal) working days printed in a remark: promised where it says so, else legal."""
    days = working_days(text)
    found = _WORKING.search(text)
    promised = "承诺" in (text[: found.start()] if found else text)
    return (days, None) if promised else (None, days)


def basis(text: str) -> Ground:
    """A ground from an analyst's note on a material's legal basis; "未列" (the article does not list it) states none."""
    return UNSTATED if not text or "未列" in text else law(cited(text) or text, source=text)
