"""Codes of matters and cases: the 12/31/33/43 scheme of the national platform, and the older local prints of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from jianzheng.core.codes.identity import MalformedCode, Uscc, is_organisation, parse_uscc

_CATALOGUE = re.compile(r"\d{2}(0[0-9]|10|1[1-9]|2\d)\d{5}\d{3}", re.ASCII)
_INVEST = re.compile(r"(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{6})", re.ASCII)
# Matter type as two letters (XK …) or digits, main item 5, sub item 3; the 24-character print adds 14 digits.
_OLDER = re.compile(r"(?:[A-Z]{2}|\d{2})\d{8}(?:\d{14})?", re.ASCII)
# What the middle and last groups mean is not published; only their widths are held against the real lists.
_LOCAL = re.compile(r"(?P<head>.+?)-(?P<area>\d{12})-\d{3}-(?P<organ>.+)-\d-\d{2}", re.ASCII)
_LOCAL_HEAD = re.compile(r"\d{3}[A-Z](\d{8}|\d{10})|\d{12}|\d{14}|\d[A-Z]-\d{4}-\d{5}", re.ASCII)
_LETTER_HEAD = re.compile(r"([A-Z])-\d+-\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A basic catalogue code: region (2), matter type (2), main item (5), sub item (3, 000 = none)."""

    region: str
    type: str
    main: str
    sub: str


@dataclass(frozen=True, slots=True)
class Task:
    """An implementation code: organ, exercising level 1–7, catalogue code."""

    organ: Uscc
    level: int
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class HandlingItem:
    """A handling item: task and sequence (2)."""

    task: Task
    sequence: str


@dataclass(frozen=True, slots=True)
class CaseCode:
    """A case number: task, handling item where the longer print names one, day received, daily serial (4)."""

    task: Task
    day: dt.date
    serial: str
    sequence: str | None = None


@dataclass(frozen=True, slots=True)
class InvestProject:
    """An investment project code: year (and month), region (6), industry (2), type (2), serial (6)."""

    year: str
    region: str
    industry: str
    type: str
    serial: str


def parse_catalogue(text: str) -> Catalogue:
    """Take a 12-digit basic catalogue code apart. Raises MalformedCode."""
    if not _CATALOGUE.fullmatch(text):
        raise MalformedCode(
            "基本编码应为12位数字：行政区划2、事项类型2（00–29）、主项5、子项3",
            "a catalogue code has 12 digits: region 2, matter type 2 (00–29), main item 5, sub item 3",
        )
    return Catalogue(text[:2], text[2:4], text[4:9], text[9:])


def parse_task(text: str) -> Task:
    """Take a 31-character implementation code apart. Raises MalformedCode."""
    if len(text) != 31:
        raise MalformedCode(
            f"实施编码应为31位，这里有{len(text)}位", f"a task code has 31 characters, not {len(text)}"
        )
    organ = parse_uscc(text[:18])
    if text[18] not in "1234567":
        raise MalformedCode(
            f"行使层级应为1–7，不是 {text[18]}", f"the exercising level is 1–7, not {text[18]}"
        )
    return Task(organ, int(text[18]), parse_catalogue(text[19:]))


def parse_handling_item(text: str) -> HandlingItem:
    """Take a 33-character handling-item code apart. Raises MalformedCode."""
    if len(text) != 33 or not text[31:].isdecimal() or not text.isascii():
        raise MalformedCode(
            "业务办理项编码应为31位实施编码加2位序号",
            "a handling item is a 31-character task code and 2 digits",
        )
    return HandlingItem(parse_task(text[:31]), text[31:])


def parse_case(text: str) -> CaseCode:
    """Take a case number apart: 43 characters, or 45 where it begins with a handling item. Raises MalformedCode."""
    if len(text) not in (43, 45) or not re.fullmatch(r"\d+", text[31:], re.ASCII):
        raise MalformedCode(
            "办件编号应为31位实施编码（或33位业务办理项编码）、8位日期、4位流水号",
            "a case number is a 31-character task code (or a 33-character handling item), 8 digits of date, 4 of serial",
        )
    task, sequence, received = parse_task(text[:31]), text[31:-12] or None, text[-12:-4]
    try:
        day = dt.date(int(received[:4]), int(received[4:6]), int(received[6:]))
    except ValueError:
        raise MalformedCode(
            f"办件编号中的日期 {received} 不存在", f"the date {received} in the case number does not exist"
        ) from None
    return CaseCode(task, day, text[-4:], sequence)


def parse_invest_project(text: str) -> InvestProject:
    """Take a 24-character investment project code apart. Raises MalformedCode."""
    found = _INVEST.fullmatch(text)
    if not found:
        raise MalformedCode(
            "投资项目代码形如 2019-370800-47-03-000001（24位，含连字符）",
            "an investment project code looks like 2019-370800-47-03-000001 (24 characters with hyphens)",
        )
    return InvestProject(*found.groups())


def check_local(text: str) -> None:
    """Verify a code of the local print head-area-000-organ-1-00, organ and all. Raises MalformedCode."""
    found = _LOCAL.fullmatch(text)
    if not found:
        raise MalformedCode(
            "不是任何已知编码规则（12/31/33/43位，或“编码-区划-000-机构代码-1-00”）",
            "follows no known scheme (12/31/33/43 characters, or head-area-000-organ-1-00)",
        )
    _check_head(found["head"])
    organ = found["organ"]
    if len(organ) == 18:
        parse_uscc(organ)
    elif not is_organisation(organ):
        raise MalformedCode(
            f"实施主体代码“{organ[:40]}”（{len(organ)}位）既不是18位统一社会信用代码，也不是9位组织机构代码",
            f"the organ “{organ[:40]}” ({len(organ)} characters) is neither an 18-character credit code"
            " nor a 9-character organisation code",
        )


def _check_head(head: str) -> None:
    alone = _LETTER_HEAD.fullmatch(head)
    if alone:
        raise MalformedCode(
            f"编码“{head}”开头只有类别字母“{alone[1]}”，缺少行政区划",
            f"the head “{head}” begins with the letter “{alone[1]}” alone and lacks the region",
        )
    if not _LOCAL_HEAD.fullmatch(head):
        raise MalformedCode(
            f"编码“{head[:40]}”格式不对（应为12或14位，第4位可为字母，其余为数字）",
            f"the head “{head[:40]}” has 12 or 14 digits, of which the fourth may be a letter",
        )


def is_older(text: str) -> bool:
    """Whether a code has the 10- or 24-character shape of the scheme before 2018: an alias, not an error."""
    return bool(_OLDER.fullmatch(text))


def check_older(text: str) -> None:
    """Refuse what has not the shape of the 10- or 24-character scheme. Raises MalformedCode."""
    if not is_older(text):
        raise MalformedCode(
            "旧版编码应为10位或24位：事项类型2（字母或数字），其余为数字",
            "an older code has 10 or 24 characters: matter type 2 (letters or digits), then digits",
        )
