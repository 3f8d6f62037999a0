"""Reading grounds and limits out of the short remarks lists print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jianzheng.core.ground import UNSTATED, Ground, data, law

_NUMERAL = "[一二三四五六七八九十百零〇]+"
_CITED = re.compile(
    rf"([\u4e00-\u9fff]*?(?:法|条例|规定|办法|细则))第?({_NUMERAL}(?:条?、第?{_NUMERAL})*)条?"
)
_ARTICLE = re.compile(rf"第({_NUMERAL})条")
_READS = re.compile(r"材料|需(?!要在)|须(持|提交|凭)|^持|凭|产出|已获得|已取得")
_SAME = re.compile(r"^同(上|前)?$")
_WORKING = re.compile(r"(\d+(?:\.\d+)?)\s*(?:个)?工作日")
_AT_ONCE = re.compile(r"当场|即办|即时|立等")


def ground_of_reason(reason: str, previous: Ground = UNSTATED, laws: Sequence[str] = ()) -> Ground:
    """The ground a remark on an order states: a cited article is law, a material it reads is data, "同上" repeats
    `previous`, a bare "after" states nothing. `laws` are full citations for remarks that print only the article."""
    text = reason.strip()
    if _SAME.match(text):
        return previous
    cited = _CITED.search(text)
    if cited:
        articles = "、".join(f"第{number.strip('第条')}条" for number in cited[2].split("、"))
        return law(cited[1] + articles, source=text)
    article = _ARTICLE.search(text)
    named = next((full for full in laws if article and full.endswith(article[0])), "")
    if named:
        return law(named, source=text)
    return data(text) if _READS.search(text) else UNSTATED


def limits(text: str) -> tuple[float | None, float | None]:
    """(promised, legal) working days printed in a remark; None where it prints none, or prints other units."""
    found = _WORKING.search(text)
    if not found:
        return (0, None) if _AT_ONCE.search(text) else (None, None)
    days = float(found[1])
    promised = "承诺" in text[: found.start()]
    return (days, None) if promised else (None, days)


def basis(text: str) -> Ground:
    """A ground from an analyst's note on a material's legal basis; "未列" (the article does not list it) states none."""
    return (
        UNSTATED if not text or "未列" in text else law(text.split("（", maxsplit=1)[0] or text, source=text)
    )
