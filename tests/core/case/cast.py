"""A small city of values for the engine's tests: no database, moments written as dates."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

from jianzheng.apps.cases.standing import dumped, standing, stood
from jianzheng.core import case as core
from jianzheng.core.authority import POWERS, Actor
from jianzheng.core.case import Act, Application, Case, Cause, Events, Happened, Rules
from jianzheng.core.case.plain import dumps, kind_of, loads
from jianzheng.core.ground import law
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.text import Text
from jianzheng.formats.calendars import calendar

ZONE = ZoneInfo("Asia/Shanghai")
CAUSES = {
    one.id: one
    for one in (
        Cause("other", "revoke", Text("其他情形", "another case"), law("行政许可法第六十九条")),
        Cause("deceit", "revoke", Text("欺骗、贿赂", "deceit"), law("行政许可法第七十九条"), deceit=True),
        Cause(
            "false", "revoke", Text("承诺不实", "false promise"), law("行政许可法第六十九条"), promise=True
        ),
        Cause("changed", "recall", Text("依据修改", "changed law"), law("行政许可法第八条")),
    )
}
RULES = Rules(calendar("cn"), ZONE, causes=CAUSES)
WHY = "经核查，许可依据的材料与事实不符"
DECIDE = Term("decide_20", 20, extension=10, approver="head", ground=law("行政许可法第四十二条"))


def at(year: int, month: int, day: int, hour: int = 10) -> int:
    """The moment of an hour in legal time."""
    return int(dt.datetime(year, month, day, hour, tzinfo=ZONE).timestamp())


def day(moment: int) -> dt.date:
    """The last day of a term that ends at a moment."""
    return RULES.day(moment - 1)


def actor(role: str, name: str = "", organ: str = "o") -> Actor:
    """Somebody of a role with its powers."""
    return Actor(name or role, name or role, f"{organ}.{role}", organ, role, POWERS[role])


LI, WANG = actor("citizen", "li", ""), actor("clerk", "wang", "w")
ZHAO, SUN, QIAN = actor("handler", "zhao"), actor("chief", "sun"), actor("head", "qian")
ZHENG = actor("government_head", "zheng", "gov")
NEEDS = (
    Need("申请表"),
    Need("营业执照", origin="held"),
    Need("检测报告", tolerable=True),
    Need("管理制度", promisable=True),
)
BROUGHT = {0: "brought", 1: "on_file", 2: "brought", 3: "brought"}


def licence(promised: int = 10, joint: str = "", kinds: tuple[str, ...] = ("review", "inspect")) -> Service:
    """One licence with steps of the given kinds in a row, then decision, issue and delivery at the window."""
    steps = tuple(
        Step(kind, kind, "o", days=2, kind=kind, matter="m", needs=NEEDS if n == 0 else ())
        for n, kind in enumerate(kinds)
    )
    orders = tuple(Order(a, b) for a, b in pairwise(kinds))
    matter = Matter(
        "m",
        Text("许可", "licence"),
        "o",
        legal=DECIDE,
        promised=Term("promised", promised),
        result=Text("许可证", "licence"),
        licence=True,
        commitment=True,
    )
    process = furnished(Process("p", Text("许可", "licence"), steps, orders), (matter,))
    steps = tuple(s if s.kind != "deliver" else _at(s, "w") for s in process.steps)
    process = Process("p", process.title, steps, process.orders)
    return Service("s", Text("许可", "licence"), process, (matter,), "w", joint)


def _at(step: Step, organ: str) -> Step:
    from dataclasses import replace

    return replace(step, office=organ)


def signed(papers: dict[int, str]) -> dict[int, str]:
    """The promises among some materials, signed at the window."""
    return {n: "read" for n, handling in papers.items() if handling == "promised"}


class Run:
    """A case being driven: every event is written, read back and remembered; every standing survives writing."""

    def __init__(self, service: Service, rules: Rules = RULES) -> None:
        self.service, self.rules = service, rules
        self.case, self.happened = Case(), []  # type: ignore[var-annotated]

    def act(self, who: Actor, moment: int) -> Act:
        """An act of somebody at a moment."""
        return Act(self.service, self.rules, who, moment)

    def did(self, act: Act, events: Events) -> Run:
        """Remember events."""
        for event in events:
            assert loads(kind_of(event), dumps(event)) == event and dumped(event) == dumps(event)
            self.case = core.evolve(self.case, act.at, act.by, event)
            self.happened.append(Happened(self.case.sequence, act.at, act.by, event))
        assert stood(standing(self.case)) == self.case
        return self

    def apply(self, moment: int, **more: object) -> Run:
        """Li applies."""
        act = self.act(LI, moment)
        numbers = tuple(f"N{n}" for n in range(len(self.service.matters)))
        application = Application("s", numbers, {"name": "李", "code": "1"}, **more)  # type: ignore[arg-type]
        return self.did(act, core.apply(act, application))

    def do(self, verb: str, who: Actor, moment: int, **said: object) -> Run:
        """Time passes, then somebody does something."""
        self.elapse(moment)
        act = self.act(who, moment)
        return self.did(act, core.VERBS[verb](self.case, act, **said))

    def elapse(self, moment: int) -> Run:
        """Time passes."""
        from jianzheng.core.authority import SYSTEM

        act = self.act(SYSTEM, moment)
        return self.did(act, core.elapse(self.case, act))

    def accepted(self, moment: int, papers: dict[int, str] | None = None) -> Run:
        """Li applies, Wang receives and accepts, all at one moment."""
        self.apply(moment).do("receive", WANG, moment)
        papers = BROUGHT if papers is None else papers
        return self.do("accept", WANG, moment, papers=papers, signed=signed(papers))

    def worked(self, moment: int) -> Run:
        """Zhao reviews and inspects."""
        facts = {"opinion": "符合条件", "place": "现场", "found": "一致"}
        facts["visited_on"] = RULES.day(moment).isoformat()
        steps = self.service.process.steps
        while todo := [
            w.step for w in self.case.open if steps[w.step].kind not in ("decide", "issue", "deliver")
        ]:
            self.do("finish", ZHAO, moment, step=todo[0], outcome="agree", facts=facts, staff=("feng",))
        return self

    def told(self, moment: int, ground: str, on: str = "") -> Run:
        """Qian means to undo the result, and the notice is handed to Li."""
        self.do("intend", QIAN, moment, item=0, ground=ground, reason=WHY)
        return self.do("serve", WANG, moment, item=0, way="window", receipt="李", on=on)

    def undo(self, moment: int, ground: str, **more: object) -> Run:
        """Qian tells the holder, Li waives being heard, Qian decides: all at one moment."""
        self.do("intend", QIAN, moment, item=0, ground=ground, reason=WHY)
        self.do("plead", LI, moment, item=0, waived=True)
        return self.do(CAUSES[ground].act, QIAN, moment, item=0, reason=WHY, facts=more)

    @property
    def item(self):  # type: ignore[no-untyped-def]
        """The first matter."""
        return self.case.items[0]

    def kinds(self) -> list[str]:
        """The names of what happened."""
        return [kind_of(each.event) for each in self.happened]
