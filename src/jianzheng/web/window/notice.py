"""The one notice as the window writes it: nothing government holds is asked, and nothing missing is left out unseen; a matter
without a published list has lines of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jianzheng.apps.cases.queries import Opened
from jianzheng.core import case as core
from jianzheng.core.case.act import named
from jianzheng.core.case.free import LONGEST, MOST, tidied
from jianzheng.core.case.free import lines as free_lines
from jianzheng.core.materials import is_optional
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Asked
from jianzheng.core.text import Text
from jianzheng.web.window.ticks import ticks

FREE, NOTHING = "free-", "nothing-"
"""Before the number of a matter: the field with its lines, and the tick that it needs nothing further."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A matter that waits and has no published list: its number, title, what was written for it, and whether it was ticked that
    nothing further is needed."""

    place: int
    title: Text
    text: str
    nothing: bool

    @property
    def unclear(self) -> bool:
        """Whether neither is said, or both."""
        return bool(self.text.strip()) == self.nothing


def unlisted(found: Opened, form: Mapping[str, str]) -> list[Unlisted]:
    """The matters of a case whose papers the notice asks for in lines, with what the form says of each."""
    places = sorted(core.unlisted(found.service) & set(core.waiting(found.case)))
    titles = {n: found.service.matters[n].title for n in places}
    return [Unlisted(n, titles[n], form.get(f"{FREE}{n}", ""), f"{NOTHING}{n}" in form) for n in places]


def written(form: Mapping[str, str]) -> dict[int, list[str]]:
    """The lines a form asks for, by the number of the matter."""
    keys = [key for key in form if key.startswith(FREE) and key.removeprefix(FREE).isdecimal()]
    return {int(key.removeprefix(FREE)): form[key].splitlines() for key in keys if len(key) < 10}


def repeated(form: Mapping[str, str]) -> list[str]:
    """The lines a form asks for twice in one matter; the notice says each once."""
    return [
        line
        for lines in written(form).values()
        for line, times in Counter(map(tidied, lines)).items()
        if line and times > 1
    ]


def asking(found: Opened, form: Mapping[str, str] | None) -> dict[str, object]:
    """For the page: what the form of the notice asks beside the list, and of a form that was refused what it left out."""
    return {
        "unlisted": unlisted(found, form or {}),
        "left_out": left_out(found, form) if form else {},
        "most_lines": MOST,
        "longest_line": LONGEST,
    }


def left_out(found: Opened, form: Mapping[str, str]) -> dict[int, Asked]:
    """What is missing and may neither follow later nor be promised, and yet is not asked for in the form."""
    return {
        tick.number: tick.asked
        for tick in ticks(found, {})["ticks"]
        if tick.missing and not tick.asked.tolerable and not tick.promise
        if not is_optional(tick.asked.material)
        if not form.get(f"want-{tick.number}", "").strip()
    }


def complete(found: Opened, form: Mapping[str, str]) -> None:
    """Raises Refused, naming everything at once, for a notice that asks what government holds, leaves out what is missing
    without a tick saying so, or does not say of a matter without a list what it needs; a second notice is left to be refused
    as one."""
    if any(item.asked_at for item in found.case.items):
        return
    if wrong := [*_held(found, form), *_lines(found, form), *_silent(found, form)]:
        raise Refused("\n".join(one.zh for one in wrong), "\n".join(one.en for one in wrong))


def _held(found: Opened, form: Mapping[str, str]) -> Iterator[Refused]:
    """What government holds is not asked."""
    asked = [(n, one) for n, one in enumerate(found.service.asked) if one.held and f"absent-{n}" not in form]
    if held := [one for n, one in asked if form.get(f"want-{n}", "").strip()]:
        names = named(held)
        yield Refused(
            f"政府已有的材料不得要求申请人提交：{names.zh}。请核验后免交，清空这一栏；核验后确无记录的，勾选“已核验，政府处确无此件”。",
            f"Government holds this already, the applicant is not asked for it: {names.en}. Verify it and empty the field; "
            "where no record is found, tick “Verified: government does not have it”.",
        )


def _lines(found: Opened, form: Mapping[str, str]) -> Iterator[Refused]:
    """Each matter without a list says what it needs, in lines that can be printed."""
    if unclear := [one.title for one in unlisted(found, form) if one.unclear]:
        yield _unclear(unclear)
    for place, lines in written(form).items():
        try:
            free_lines(found.case, found.service, {place: lines}, core.waiting(found.case))
        except Refused as refused:
            yield refused


def _silent(found: Opened, form: Mapping[str, str]) -> Iterator[Refused]:
    """What is missing and not asked for is left out knowingly."""
    out = left_out(found, form)
    if set(map(str, out)) - set(form.get("left", "").split(",")):
        names = named(list(out.values()))
        yield Refused(
            f"还有未交的材料没有写入补正通知：{names.zh}。补正只告知一次，没有告知的以后不能再要求（行政许可法第三十二条）。"
            "请写明要补正什么；这次确实不要求的，勾选通知末尾的确认。",
            f"The notice leaves out what is missing: {names.en}. It is given once; what it does not name cannot be asked for "
            "later (Licensing Law, art. 32). Write it in; if you do not ask for it, tick so at the end of the notice.",
        )


def _unclear(titles: list[Text]) -> Refused:
    zh, en = "；".join(title.zh for title in titles), "; ".join(title.en or title.zh for title in titles)
    return Refused(
        f"这些事项没有取得公开的材料清单：{zh}。补正只告知一次：需要的材料一行写一份；确实不需要另外的材料的，不写，勾选“不需要另外的材料”。",
        f"No published list of materials was available for: {en}. The notice is given once: write what is needed, "
        "one paper a line; where nothing further is needed, write nothing and tick so.",
    )
