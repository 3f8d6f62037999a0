"""The choice to promise instead of handing a material in: what is told, what is confirmed, in portal and window alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from jianzheng.apps.cases.promises import told
from jianzheng.core.promise import STATEMENTS, Notice, needing, promisable
from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.web.ui.say import said

WAY, PROMISE = "way-", "promise-"
"""Before the number of a material: the field that says how it comes ("promise" | "file"), and what of the promise is
confirmed: in a draft the version that was read and the words of the statements ticked."""


@dataclass(frozen=True, slots=True)
class Promising:
    """A promise one may make about a material: its field, the text, whether it is chosen, its statements (word, sentence,
    confirmed), and what is still wrong."""

    field: str
    notice: Notice
    chosen: bool
    statements: list[tuple[str, Text, bool]]
    trouble: str


def written(offered: Service, form: Mapping[str, str]) -> dict[str, str]:
    """What a form says of promises, as a draft keeps it."""
    kept = {}
    for n in _open(offered):
        words = [word for word, _ in STATEMENTS if f"{PROMISE}{n}-{word}" in form]
        kept[f"{WAY}{n}"] = "promise" if form.get(f"{WAY}{n}") == "promise" else "file"
        kept[f"{PROMISE}{n}"] = " ".join([form.get(f"{PROMISE}{n}-text", "")[:40] or "-", *words])
    return kept


def resumed(form: Mapping[str, str]) -> dict[str, str]:
    """What a draft says when it is taken up again: the choice to promise stays, each statement is to be confirmed anew."""
    keeps = {key: words.split(" ")[0] for key, words in form.items() if key.startswith(PROMISE)}
    return {**form, **keeps}


def _open(offered: Service) -> list[int]:
    return [n for n, asked in enumerate(offered.asked) if asked.promisable and not asked.held]


def chosen(form: Mapping[str, str], asked: Iterable[int]) -> list[int]:
    """Those of some materials that are to be promised."""
    return [n for n in asked if form.get(f"{WAY}{n}") == "promise"]


def promising(
    offered: Service, number: int, places: Collection[int], form: Mapping[str, str], trouble: str = ""
) -> Promising | None:
    """What may be promised about a material that some matters (`places`) need; None where no promise stands for it."""
    if offered.asked[number].held or not promisable(offered, number, needing(offered, number, places)):
        return None
    notice = told(offered, number, places)
    version, *words = form.get(f"{PROMISE}{number}", "-").split(" ")
    # What was confirmed of another text is confirmed no more.
    known = words if version == notice.version else []
    statements = [(word, text, word in known) for word, text in STATEMENTS]
    return Promising(
        f"{PROMISE}{number}", notice, form.get(f"{WAY}{number}") == "promise", statements, trouble
    )


def open_to(one: Promising | None, barred: Text | None) -> tuple[Promising | None, Text | None]:
    """The promise one may make about a material, or why the reader may not (`barred`)."""
    return (None, barred) if one and barred else (one, None)


def confirmed(
    offered: Service, asked: Iterable[int], places: Collection[int], form: Mapping[str, str]
) -> tuple[dict[int, str], dict[str, str]]:
    """The promises that stand, each with the version of its text, and what is still wrong with others, by field."""
    stand, wrong = dict[int, str](), dict[str, str]()
    for n in chosen(form, asked):
        one = promising(offered, n, places, form)
        if one and all(done for _, _, done in one.statements):
            stand[n] = one.notice.version
        else:
            read = form.get(f"{PROMISE}{n}", "").split(" ")[0]
            changed = one and read not in ("", "-", one.notice.version)
            wrong[f"{PROMISE}{n}"] = said(CHANGED if changed else NOT_ALL if one else NOT_OPEN)
    return stand, wrong


NOT_ALL = Text(
    "请阅读告知内容，并逐项勾选全部承诺；不愿承诺的，请改选提交材料。",
    "Read the notice and tick every statement; if you do not wish to promise, choose to hand the material in.",
)
CHANGED = Text(
    "告知内容已有更新，请重新阅读并逐项确认。",
    "The notice has changed since you confirmed it; read it again and confirm each statement.",
)
NOT_OPEN = Text("这份材料不适用告知承诺，请提交材料。", "No promise stands for this material; hand it in.")
