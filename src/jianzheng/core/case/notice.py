"""The one notice of everything that is missing, and its one answer (行政许可法第三十二条)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jianzheng.core import promise
from jianzheng.core.authority import require
from jianzheng.core.case import events as e
from jianzheng.core.case import free as free_lines
from jianzheng.core.case.act import Act, Events, of_window
from jianzheng.core.case.application import Rows, handed, known
from jianzheng.core.case.case import Case, State
from jianzheng.core.case.free import COMING, FREE
from jianzheng.core.case.intake import NONE, Promises, waiting
from jianzheng.core.case.terms import NOTICE
from jianzheng.core.promise import Broken
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

LONGEST = 500
"""Characters in which a notice says what to do about one listed material."""


class SecondNotice(Refused):
    """Missing papers were told once already; asking again is against the law and is written down."""

    def __init__(self) -> None:
        super().__init__(
            "补正通知只能一次告知全部内容（行政许可法第三十二条），这件申请已经告知过，不能再要求补正。",
            "Everything missing is told once (Licensing Law, art. 32); a notice was given already, no second one may follow.",
        )


def attempted(case: Case, act: Act, *, what: str) -> Events:
    """Write down that somebody with the power for `what` tried what the law forbids."""
    require(act.actor, what)
    return (e.Attempted(what),)


UNSENT = Text("未提交", "not handed in")
"""What a notice says of a missing material where the clerk writes nothing else."""


def wanted(text: str) -> Text:
    """What a notice says of a material, in both languages where the house has the words."""
    return UNSENT if text == _KEPT else Text(text)


_KEPT = f"{UNSENT.zh} / {UNSENT.en}"


def ask_supplement(
    case: Case,
    act: Act,
    *,
    wanted: Mapping[int, str],
    free: Mapping[int, Iterable[str]] | None = None,
    document: str = "",
) -> Events:
    """The one notice of everything that is missing: `wanted` of the list, `free` lines for matters without one (by number).
    Raises Refused when nothing is named, SecondNotice when a notice was given before: a second is against the law
    (行政许可法第三十二条、第七十二条)."""
    require(act.actor, "ask_supplement")
    of_window(act)
    items = waiting(case)
    if any(case.items[place].asked_at for place in items):
        raise SecondNotice
    if not items:
        raise Refused(
            "没有待受理的事项：已经受理或者已经结束的，不能再要求补正（行政许可法第三十二条）。",
            "Nothing waits to be accepted: once accepted or ended, no papers may be asked for (Licensing Law, art. 32).",
        )
    rows, lines = said(act, wanted), free_lines.lines(case, act.service, free or {}, items)
    if not rows and not lines:
        raise Refused("请逐项写明要补正什么。", "State for every material what is missing.")
    answer = act.service.answer
    until = act.rules.clock(answer, act.at).due if answer else 0
    return (e.SupplementAsked(items, rows, document, until, lines),)


def repeats(
    case: Case,
    act: Act,
    given: e.SupplementAsked,
    *,
    wanted: Mapping[int, str],
    free: Mapping[int, Iterable[str]] | None = None,
) -> bool:
    """Whether a notice says just what the one says that was given: the same form sent twice asks nothing anew."""
    try:
        lines = free_lines.lines(case, act.service, free or {}, given.items)
        return (said(act, wanted), lines) == (given.wanted, given.free)
    except Refused:
        return False


def said(act: Act, wanted: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    """What a notice says of listed materials, tidied. Raises Refused for a material that is none, and beyond LONGEST."""
    kept = {asked: _KEPT if what.strip() in UNSENT else what.strip() for asked, what in wanted.items()}
    rows = tuple(sorted((asked, what) for asked, what in kept.items() if what))
    known(act.service, tuple((asked, "missing", "") for asked, _ in rows))
    for asked, what in rows:
        if len(what) > LONGEST:
            title = act.service.asked[asked].title
            raise Refused(
                f"“{title.zh}”要补正的内容有 {len(what)} 个字，最多 {LONGEST} 个字，请写短。",
                f"What is wanted of “{title.en or title.zh}” has {len(what)} characters, at most {LONGEST} may stand.",
            )
    return rows


def supplement(
    case: Case,
    act: Act,
    *,
    papers: Mapping[int, str],
    promises: Promises = NONE,
    broken: Iterable[Broken] = (),
    document: str = "",
) -> Events:
    """The applicant answers the notice, once, with papers and promises in place of some; what a free line asks may be
    COMING instead of a file. All handed in, the organ must accept. Raises Refused when nothing came, and for a promise as
    `apply` does."""
    of_window(act)
    items = tuple(place for place in waiting(case) if case.items[place].state == State.SUPPLEMENT)
    if not items:
        raise Refused("这件申请现在不需要补正。", "Nothing is to be supplemented now.")
    places = [place for place, item in enumerate(case.items) if not item.ended_at]
    listed = {n: file for n, file in papers.items() if n < FREE}
    rows = (*handed(act.service, listed, promises, places), *_answered(case, act, papers))
    if all(handling == COMING for _, handling, _ in rows):
        raise _nothing(bool(rows))
    promise.check(broken if promises else ())
    notice = act.rules.clock(act.rules.terms.get(NOTICE.id, NOTICE), act.at)
    return (e.Supplemented(items, rows, notice, document, tuple(sorted(promises.items()))),)


def _answered(case: Case, act: Act, papers: Mapping[int, str]) -> Rows:
    """What answers the free lines: a file, or that it will be brought. Raises Refused for a line the notice has not."""
    given = sorted((n, file) for n, file in papers.items() if n >= FREE and file)
    rows = tuple((n, COMING, "") if file == COMING else (n, "brought", file) for n, file in given)
    known(act.service, rows, free_lines.live(case))
    return rows


def _nothing(coming: bool) -> Refused:
    """Why an answer without any paper is none."""
    if coming:
        return Refused(
            "全部带到窗口的，不在网上提交：请带齐后到窗口提交，窗口当场出具收件凭证。",
            "What is all brought to the window is not handed in online: bring everything there, you get a receipt at once.",
        )
    return Refused("请至少上传一份补正材料。", "Hand in at least one of the papers asked for.")
