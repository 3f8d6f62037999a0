"""Whose number an application carries: the kinds of number people and firms have, each checked as far as it can be."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from jianzheng.core.codes.kind import Kind, check
from jianzheng.core.text import Text

NUMBER_KINDS = {
    "citizen": Text("公民身份号码（个人）", "citizen identity number (a person)"),
    "credit": Text("统一社会信用代码（单位）", "unified social credit code (a firm or body)"),
    "passport": Text("护照号码", "passport number"),
    "other": Text("其他证件号码", "number of another document"),
}
"""The kinds one chooses from; the first two have a check character, the others only a shape."""

_CHECKED = {"citizen": Kind.CITIZEN, "credit": Kind.CREDIT}
_SHAPES = {
    "passport": re.compile(r"[A-Z0-9]{5,15}", re.ASCII),
    "other": re.compile(r"[A-Z0-9][A-Z0-9()/-]{4,29}", re.ASCII),
}
# The check character that would be right is not said: whoever makes a number up should not be helped.
_ADVICE = {
    "citizen": Text(
        "这不是有效的公民身份号码：应为 18 位，最后一位要与前面相符。请对照身份证逐位核对。",
        "This is no valid citizen identity number: it has 18 signs, and the last fits the others. Compare it with the card.",
    ),
    "credit": Text(
        "这不是有效的统一社会信用代码：应为 18 位，最后一位要与前面相符。请对照营业执照或登记证书逐位核对。",
        "This is no valid unified social credit code: it has 18 signs, the last of which fits the others. Compare it.",
    ),
    "passport": Text(
        "护照号码应为 5 至 15 位字母和数字，请对照护照重新填写。",
        "A passport number has 5 to 15 letters and digits. Copy it from the passport.",
    ),
    "other": Text(
        "证件号码应为 5 至 30 位字母和数字，请对照证件重新填写。",
        "The number has 5 to 30 letters and digits. Copy it from the document.",
    ),
}
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|\+\d{7,15}", re.ASCII)


def tidy(code: str) -> str:
    """A number as it is kept and looked up: narrow signs, no blanks, letters large."""
    return "".join(unicodedata.normalize("NFKC", code).split()).upper()[:100]


def kind_of_number(code: str, today: dt.date) -> str:
    """The kind a number is, told by itself; "other" where it has no check character that holds."""
    held = (kind for kind, scheme in _CHECKED.items() if not check(tidy(code), scheme, today=today))
    return next(held, "other")


def wrong_number(kind: str, code: str, today: dt.date) -> Text | None:
    """What is wrong with a number of a kind, with what to do; None where nothing is."""
    if kind not in NUMBER_KINDS:
        return Text("请选择号码种类。", "Choose the kind of number.")
    if not tidy(code):
        return Text("请填写号码。", "Give the number.")
    if kind in _CHECKED:
        right = not check(tidy(code), _CHECKED[kind], today=today)
    else:
        right = bool(_SHAPES[kind].fullmatch(tidy(code)))
    return None if right else _ADVICE[kind]


def wrong_name(name: str) -> Text | None:
    """What is wrong with the name of a person, a firm or a place: signs no name has, or no letter at all."""
    strange = sorted(set(_NO_NAME.findall(name)))
    if strange:
        signs = " ".join(strange)
        return Text(
            f"名称里不会有“{signs}”，请照证件填写。", f"No name has “{signs}”; copy it from the document."
        )
    if name and not any(map(str.isalpha, name)):
        return Text("请填写名称，不只是数字和符号。", "Give the name, not figures and signs alone.")
    return None


_NO_NAME = re.compile(r"[<>{}\[\]|\\^`~=*$#\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def wrong_phone(phone: str) -> Text | None:
    """What is wrong with a telephone number; None where nothing is."""
    bare = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", phone))
    if _PHONE.fullmatch(bare):
        return None
    return Text(
        "请填写能联系上的电话：11 位手机号，或带区号的固定电话，境外号码以 + 开头。",
        "Give a phone that reaches you: 11 digits of a mobile, a landline with its area code, or + and the country.",
    )
