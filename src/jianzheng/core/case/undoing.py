"""Undoing: a result in force is annulled or taken back, on a ground of law that is named, after its holder was heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jianzheng.core.authority import NotEmpowered, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, because, item_of, of_window, stated
from jianzheng.core.case.ban import DECEIT
from jianzheng.core.case.case import POSITIVE, Case, Undoing
from jianzheng.core.case.clocks import Cause
from jianzheng.core.case.closing import closing
from jianzheng.core.case.debts import broken, time_to_rectify
from jianzheng.core.case.ending import NOTHING, barred
from jianzheng.core.case.ready import mask
from jianzheng.core.case.serving import serving
from jianzheng.core.kinds.kind import says_why
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.remedies import term_to_sue
from jianzheng.core.text import Text

REVOKE, RECALL = "revoke", "recall"
WORDS = {REVOKE: Text("撤销", "annul"), RECALL: Text("撤回", "take back")}
"""What each way of undoing a result is called."""


def intend(case: Case, act: Act, *, item: int, ground: str, reason: str, document: str = "") -> Events:
    """Write to the holder that a result is to be annulled or taken back (as the ground, by its id, lets one), and why. The
    notice is to be delivered; from then on they may state and defend. Raises Refused where it may not be undone on that
    ground now."""
    cause = act.rules.causes.get(ground)
    if cause is None or cause.act not in WORDS:
        raise Refused("请选择所依据的法定情形。", "Choose the ground of law it rests on.")
    require(act.actor, cause.act, organ=act.matter(item).organ)
    _in_force(case, item)
    if _pending(case, item):
        raise Refused(
            "已经出具告知书，正在听取陈述申辩。听取后作出决定，或者终止程序。",
            "The notice was given and the holder may state and defend. Decide once they were heard, or end the procedure.",
        )
    _on_promise(case, act, item, cause)
    said = because(act, reason, "查明的事实和理由", "what was found and why")
    cited, days = (cause.printed.zh, cause.printed.en), act.rules.local.plead_days
    deliver = serving(act.rules, act.at)
    return (e.Intended(item, cause.act, ground, cited, said, 0, document, deliver, days),)


def _on_promise(case: Case, act: Act, item: int, cause: Cause) -> None:
    """Refuse a ground that rests on a promise found false while its time to put right runs, or where none is false."""
    if not cause.promise:
        return
    if not broken(case, act.service, item):
        raise Refused(
            "本事项没有经核查不实、尚未整改的承诺，不能以此为由。请先核查承诺，或者选择其他情形。",
            "No promise of this matter was found false and not put right: check the promise first, or choose another ground.",
        )
    time_to_rectify(case, act, item)


def plead_in_part(case: Case, act: Act, *, item: int, heard: str, way: str = "") -> Events:
    """As `plead`, but the holder may add to it: nothing is decided before their term is over."""
    (said,) = plead(case, act, item=item, heard=heard, way=way)
    return (replace(said, more=True),)


def attach(case: Case, act: Act, *, item: int, file: str, name: str, more: bool = True) -> Events:
    """The holder hands in a paper (`file`, called `name`) with what they say; with `more` they may add to it."""
    if act.actor.role != "citizen":
        raise NotEmpowered("附件由持证人在网上提交。", "The holder hands in papers online themselves.")
    called = fits(name, "文件名", "the name of the file", 200)
    (said,) = plead(case, act, item=item, heard=f"附件：{called}", way="online")
    return (replace(said, file=stated(file, "附件", "the file"), more=more),)


def plead(
    case: Case, act: Act, *, item: int, heard: str = "", waived: bool = False, way: str = ""
) -> tuple[e.Pleaded]:
    """The holder states and defends, or says that they will not (`waived`): themselves, or as an official writes it down,
    naming how that is proved (`way`). A holder who waived on an official's word alone may deny it, with words or without."""
    act.matter(item)
    _hears(act, item)
    undoing, own = _pending(case, item), act.actor.role == "citizen"
    if undoing is None:
        raise Refused(
            "这个事项没有正在听取陈述申辩的撤销或者撤回。",
            "No annulment of this matter waits for the holder to be heard.",
        )
    if waived and heard.strip():
        raise Refused(
            "写了陈述申辩就不要勾选放弃，请只选一项。",
            "Either write what the holder says or tick that they will not; not both.",
        )
    if own and not waived and on_word(undoing):
        return (e.Pleaded(item, fits(heard, *_SAYS), "", denied=True),)
    if waived:
        _waives(act, undoing, way)
    said, how = "" if waived else stated(heard, *_SAYS), fits(way, "提出的方式", "how it came", 200)
    return (e.Pleaded(item, said, how, noted=not own),)


_SAYS = ("陈述申辩的内容", "what the holder says")


def on_word(undoing: Undoing) -> bool:
    """Whether only the window says that the holder will not speak."""
    return bool(undoing.answered_at and undoing.noted_by and not undoing.heard)


def _waives(act: Act, undoing: Undoing, way: str) -> None:
    """That a holder will not speak is theirs to say, online or to the window, never the organ's that means to annul."""
    if act.actor.role not in ("citizen", "clerk"):
        raise NotEmpowered(
            "放弃陈述申辩要由持证人本人在网上提出，或者到窗口书面提出，办理机关不能代为记录。期满没有答复的，可以作出决定。",
            "Only the holder says that they will not speak, online or at the window in writing; the organ cannot write it down "
            "for them. Once the time is over without an answer, it may decide.",
        )
    if act.actor.role == "clerk" and undoing.denied:
        raise Refused(
            "持证人已声明没有放弃陈述申辩，不能再代为记录放弃，请等期限届满。",
            "The holder has stated that they did not waive; no waiver is written down for them, wait for the term.",
        )
    if act.actor.role == "clerk" and not says_why(way, act.rules.local.enough):
        raise Refused(
            "请写明持证人放弃陈述申辩的书面材料：名称、日期、签名人。",
            "Name the paper in which the holder waives being heard: what it is, its day, who signed.",
        )


def _hears(act: Act, item: int) -> None:
    actor = act.actor
    if actor.role in ("citizen", "clerk"):
        of_window(act)
    elif actor.organ != act.matter(item).organ or actor.role not in ("handler", "chief", "head"):
        raise NotEmpowered(
            "陈述申辩由作出决定的机关或者受理窗口记录。",
            "The organ that decides, or its window, takes down what the holder says.",
        )


def relent(case: Case, act: Act, *, item: int, reason: str) -> Events:
    """Leave the result in force after all, with the reason: the procedure to undo it ends."""
    act.matter(item)
    undoing = _pending(case, item)
    if undoing is None:
        raise Refused("没有可以终止的撤销或者撤回程序。", "There is no procedure to end.")
    require(act.actor, undoing.act, organ=act.matter(item).organ)
    return (e.Relented(item, because(act, reason, "终止的理由", "why it ends")),)


def recall(
    case: Case, act: Act, *, item: int, reason: str, facts: Mapping[str, str] = NOTHING, document: str = ""
) -> Events:
    """Take a result in force back lawfully (行政许可法第八条), its holder heard; `facts`: the court_term to sue."""
    undoing = _heard(case, act, item, RECALL)
    said = because(act, reason, "撤回的理由", "why it is taken back")
    gone = mask(act.service, (item,))
    deliver, term = serving(act.rules, act.at), term_to_sue(facts.get("court_term", ""))
    event = e.Recalled(item, said, gone, document, undoing.cited, deliver, term)
    return closing(case, act, (event,))


def revoke(
    case: Case, act: Act, *, item: int, reason: str, facts: Mapping[str, str] = NOTHING, document: str = ""
) -> Events:
    """Annul a result that should not have been granted (行政许可法第六十九条), its holder heard; `facts`: court_term to sue,
    and `ban` where deceit or bribery bars a new application (第七十九条)."""
    ban = facts.get("ban", "")
    undoing = _heard(case, act, item, REVOKE)
    cause = act.rules.causes.get(undoing.ground)
    if cause:
        _on_promise(case, act, item, cause)
    if ban and not (ban == DECEIT and cause and cause.deceit):
        raise Refused(
            "撤销时只有以欺骗、贿赂等不正当手段取得的，才能限制再次申请（行政许可法第七十九条）。",
            "An annulled licence bars a new application only where got by deceit or bribery (Licensing Law, art. 79).",
        )
    said = barred(case, act, item, because(act, reason, "撤销的理由", "why it is annulled"), ban)
    gone = mask(act.service, (item,))
    deliver, term = serving(act.rules, act.at), term_to_sue(facts.get("court_term", ""))
    event = e.Revoked(item, said, gone, document, undoing.cited, deliver, term)
    return closing(case, act, (event,))


def _pending(case: Case, item: int) -> Undoing | None:
    """The procedure to undo a result that is not decided yet."""
    found = case.undoing(item)
    return found if found and found.serve is None else None


def _heard(case: Case, act: Act, item: int, what: str) -> Undoing:
    """The procedure, once its holder was heard or let the time go by. Raises Refused before, and where there is none."""
    require(act.actor, what, organ=act.matter(item).organ)
    _in_force(case, item)
    undoing, word = _pending(case, item), WORDS[what]
    if undoing is None or undoing.act != what:
        raise Refused(
            f"{word.zh}之前要告知持证人依据和理由，听取陈述申辩。请先出具拟{word.zh}告知书。",
            f"Before one may {word.en}, the holder is told why and heard. Give the notice first.",
        )
    if not undoing.answered_at and undoing.lasts(act.at):
        _not_yet(act, undoing)
    _another(act, undoing)
    return undoing


def _not_yet(act: Act, undoing: Undoing) -> None:
    """Refuse to decide while the holder has not answered and their time to be heard runs, or has not begun."""
    word = WORDS[undoing.act]
    if not undoing.until:
        raise Refused(
            f"告知书还没有送达，陈述申辩期限从送达之日起算，现在不能作出{word.zh}决定。请先由受理窗口或者本机关送达告知书并"
            "记录签收；持证人已经陈述申辩或者依法放弃的除外。",
            "The notice has not been delivered; the time to state and defend counts from its delivery and nothing can be "
            "decided yet. Let the window or your organ deliver it and write down who signed first, unless the holder speaks "
            "or waives.",
        )
    last = act.rules.day(undoing.until - 1)
    said = ("，还可以补充", "may add to it") if undoing.heard else ("，还没有答复", "has not answered yet")
    raise Refused(
        f"持证人可在 {last} 前（含当日）陈述申辩{said[0]}，不能作出{word.zh}决定。",
        f"The holder may state and defend until {last} inclusive and {said[1]}; nothing can be decided.",
    )


def _another(act: Act, undoing: Undoing) -> None:
    """Refuse who took down the holder's answer to decide on it before the term is over."""
    if not undoing.lasts(act.at) or undoing.noted_by.partition("@")[0] != act.actor.person:
        return
    last = act.rules.day(undoing.until - 1) if undoing.until else None
    zh = f"{last} 前（含当日）" if last else "告知书送达、陈述申辩期限届满以前"
    en = f"until {last} inclusive" if last else "until the notice was delivered and the time to speak is over"
    raise Refused(
        f"持证人的答复由您记录，{zh}不能由您作出决定，请由其他有权人员决定。",
        f"You took down the holder's answer: {en} somebody else decides.",
    )


def _in_force(case: Case, item: int) -> None:
    if item_of(case, item).state not in POSITIVE:
        raise Refused("只有准予的结果才能撤回或撤销。", "Only a granted result can be taken back.")
