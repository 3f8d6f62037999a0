"""The pages of the desk, one beside the other, with how many answers supervision still waits for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from jianzheng.apps.cases.queries import copies
from jianzheng.apps.oversight.queries import open_asks
from jianzheng.core.authority import Actor, kinds, may
from jianzheng.core.text import Text
from jianzheng.web.ui.may import reader

APPROVALS = ("sign", "decide")


@dataclass(frozen=True, slots=True)
class Tab:
    """One page: its address, its name, whether it is shown now, and how much waits there (0 = nothing is said)."""

    url: str
    title: Text
    here: bool
    count: int = 0


def tabs(request: HttpRequest, who: Actor, here: str) -> list[Tab]:
    """The pages somebody of this post has; `here` is the word of the one shown."""
    work = reverse("desk:work")
    made = [
        Tab(work, Text("全部待办", "All"), here == ""),
        Tab(f"{work}?tab=mine", Text("我认领的", "Mine"), here == "mine"),
    ]
    if set(APPROVALS) & kinds(who):
        made.append(
            Tab(f"{work}?tab=approvals", Text("待签批决定", "To sign or decide"), here == "approvals")
        )
    made.append(Tab(reverse("desk:visits"), Text("核查排期", "Visits"), here == "visits"))
    if may(who, "answer_copy"):
        told = Text("抄告待答复", "Told to us")
        made.append(Tab(f"{work}?tab=copies", told, here == "copies", copies(organ=who.organ)))
    made.append(Tab(reverse("desk:deputies"), Text("委托与代理", "Deputies"), here == "deputies"))
    if who.organ and reader(request).role != "government_head":
        count = open_asks(organ=who.organ)
        asked = Text("监督要求答复", "Supervision asks")
        made.append(Tab(reverse("desk:asked"), asked, here == "asked", count))
    return made
