"""The one notice as the window writes it: nothing government holds is asked, and nothing missing is left out unseen."""

from __future__ import annotations

from collections.abc import Mapping

from jianzheng.apps.cases.queries import Opened
from jianzheng.core.case.act import named
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Asked
from jianzheng.web.window.ticks import ticks


def left_out(found: Opened, form: Mapping[str, str]) -> dict[int, Asked]:
    """What is missing and may neither follow later nor be promised, and yet is not asked for in the form."""
    return {
        tick.number: tick.asked
        for tick in ticks(found, {})["ticks"]
        if tick.missing and not tick.asked.tolerable and not tick.promise
        if not form.get(f"want-{tick.number}", "").strip()
    }


def complete(found: Opened, form: Mapping[str, str]) -> None:
    """Raises Refused for a notice that asks what government holds, or leaves out what is missing without a tick saying so;
    a second notice is left to be refused as one."""
    if any(item.asked_at for item in found.case.items):
        return
    asked = enumerate(found.service.asked)
    if held := [
        a for n, a in asked if a.held and form.get(f"want-{n}", "").strip() and f"absent-{n}" not in form
    ]:
        names = named(held)
        raise Refused(
            f"政府已有的材料不得要求申请人提交：{names.zh}。请核验后免交，清空这一栏；核验后确无记录的，勾选“已核验，政府处确无此件”。",
            f"Government holds this already, the applicant is not asked for it: {names.en}. Verify it and empty the field; "
            "where no record is found, tick “Verified: government does not have it”.",
        )
    out = left_out(found, form)
    if set(map(str, out)) - set(form.get("left", "").split(",")):
        names = named(list(out.values()))
        raise Refused(
            f"还有未交的材料没有写入补正通知：{names.zh}。补正只告知一次，没有告知的以后不能再要求（行政许可法第三十二条）。"
            "请写明要补正什么；这次确实不要求的，勾选通知末尾的确认。",
            f"The notice leaves out what is missing: {names.en}. It is given once; what it does not name cannot be asked for "
            "later (Licensing Law, art. 32). Write it in; if you do not ask for it, tick so at the end of the notice.",
        )
