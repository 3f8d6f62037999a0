"""People of the demonstration at their browsers, and one application handed in: what the rooms are tested over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jianzheng.apps.cases.queries import opened
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.people.models import Person
from jianzheng.core.case import State
from jianzheng.core.process import Step
from jianzheng.core.service import furnished
from jianzheng.core.text import Text
from tests.case_cast import NOW, ZONE, apply, demo, settle_in
from tests.formats import forged

PDF = forged.pdf(forged.CATALOGUE % b"", forged.PAGES)
TICKS = {
    "paper-0": "brought",
    "paper-1": "on_file",
    "paper-2": "tolerated",
    "paper-3": "brought",
    "paper-4": "promised",
    "signed-4": "1",
}
TODAY = dt.datetime.now(ZONE).date().isoformat()
VISIT = {"outcome": "agree", "visited_on": TODAY, "place": "现场", "found": "一致"}


PREMISES = {"form-0": "浴场", "form-1": "演示路1号", "form-2": "120"}
"""What the hygiene licence asks."""
LI = {"name": "李某", "kind": "citizen", "code": "990000199001010017", "phone": "13900000000"}
"""An applicant as a clerk takes them down."""
WAYS = ("review_papers", "review_visit")
"""The two ways of review of the service `forked`."""


def publish_forked() -> None:
    """A city with a service that asks about the premises and the way of review."""
    settle_in()
    hygiene = next(one for one in demo().services if one.id == "hygiene")
    matter = hygiene.matters[0]
    steps = (
        Step("measure", "现场检测", matter.organ, matter=matter.id, when="经营场所在二楼以上", kind="review"),
        Step(WAYS[0], "书面审查", matter.organ, matter=matter.id, one_of="way", kind="review"),
        Step(WAYS[1], "现场审查", matter.organ, matter=matter.id, one_of="way", kind="review"),
        Step("decide", "决定", matter.organ, matter=matter.id, kind="decide"),
    )
    plain = replace(hygiene.process, steps=steps, orders=())
    service = replace(hygiene, id="forked", process=furnished(plain, hygiene.matters))
    publish(service=service, now=NOW)


def publish_meeting() -> None:
    """A city with a service one step of which is a joint meeting."""
    settle_in()
    hygiene = next(one for one in demo().services if one.id == "hygiene")
    matter = replace(hygiene.matters[0], form=(), result=Text(""))
    step = Step("met", "联合会审", matter.organ, matter=matter.id, kind="meeting")
    process = furnished(replace(hygiene.process, steps=(step,), orders=()), (matter,))
    publish(service=replace(hygiene, id="met", process=process, matters=(matter,)), now=NOW)


def be(name: str) -> Client:
    """A client signed in as somebody of the demonstration."""
    client = Client()
    client.force_login(Person.objects.get(login=f"demo-{name}"))
    return client


def file(name: str = "报告.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file to upload."""
    return SimpleUploadedFile(name, content)


def handed_in() -> str:
    """Li has handed in an application for the hygiene licence; the number of the case."""
    settle_in("hygiene", "food")
    said = {"phone": "13900000000", **PREMISES, "paper-0": file("申请表.pdf"), "hand_in": "1"}
    answer = be("li").post("/portal/services/hygiene/apply", said)
    assert answer.status_code == 302
    return answer.headers["Location"].split("/")[-2]


SIGNBOARD, TOBACCO = 2, 4
"""Of the matters of opening a restaurant those without a published list."""


def restaurant() -> str:
    """Li has applied to open a restaurant, with all that is listed but the plan (2); the number of the case."""
    edition = settle_in("restaurant")["restaurant"]
    listed = [n for n in range(1, 7) if n != 2]
    return apply(edition, now=dt.datetime.now(ZONE), owner="li", papers=dict.fromkeys(listed, "window"))


def accept(number: str) -> None:
    """Wang receives and accepts, one paper to follow and one promised."""
    be("wang").post(f"/window/cases/{number}/receive")
    be("wang").post(f"/window/cases/{number}/accept", TICKS)


def opened_state(number: str) -> State:
    """Where the first matter of a case stands."""
    return opened(number).case.items[0].state
