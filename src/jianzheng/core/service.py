"""A service is what one can apply for: one process, the matters it holds, and the legal terms each of them runs under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from jianzheng.core.clock import Unit
from jianzheng.core.ground import UNSTATED, Ground, data
from jianzheng.core.materials import Yields, is_catch_all, is_held, yielders
from jianzheng.core.names import plain
from jianzheng.core.process import Conduct, Order, Process, Step
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A limit of time as data: `length` in `unit` (0 = at once) from the event word `start`; it may be lengthened `times`
    by at most `extension` when the post called `approver` agrees; `effect` is what silence means; `pauses` what stops it."""

    id: str
    length: int
    unit: Unit = Unit.WORKING
    start: str = ""
    extension: int = 0
    approver: str = ""
    times: int = 1
    effect: str = ""
    pauses: tuple[str, ...] = ()
    title: Text = Text("")
    ground: Ground = UNSTATED


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a service: `code` its 31-character task code, `type` its two digits (01 licence …), `organ` who decides;
    `legal`, `promised` limits; `result` what is issued ("" nothing), `licence` whether that is a licence; `commitment` whether
    a promise may stand for proof; `prints` the answers its papers state (none: all); `renews` the service it renews."""

    id: str
    title: Text
    organ: str
    code: str = ""
    type: str = "01"
    legal: Term | None = None
    promised: Term | None = None
    instant: bool = False
    result: Text = Text("")
    licence: bool = False
    commitment: bool = False
    valid_months: int = 0
    excluded: str = ""
    form: tuple[str, ...] = ()
    ground: Ground = UNSTATED
    source: str = ""
    valid_ground: Ground = UNSTATED
    prints: tuple[str, ...] = ()
    renews: str = ""

    @property
    def is_licence(self) -> bool:
        """Whether the licensing law (行政许可法) governs it."""
        return self.type == "01"


@dataclass(frozen=True, slots=True)
class Asked:
    """One material of the joint set: `steps` need it (ids), `matters` they belong to; `proves` what it is to prove."""

    material: str
    steps: tuple[str, ...]
    matters: tuple[str, ...]
    ground: Ground = UNSTATED
    held: bool = False
    tolerable: bool = False
    promisable: bool = False
    en: str = ""
    proves: Text = Text("")

    @property
    def title(self) -> Text:
        """Its name in both languages."""
        return Text(self.material, self.en)


@dataclass(frozen=True)
class Service:
    """What one applies for. `window` is the organ whose window receives; `joint` "" | unified | joint | centralised, 45 working
    days (行政许可法第二十六条); `terms` the legal terms by id; `answer` the term to answer its one notice (None = no day)."""

    id: str
    title: Text
    process: Process
    matters: tuple[Matter, ...]
    window: str = ""
    joint: str = ""
    audience: str = ""
    about: Text = Text("")
    terms: Mapping[str, Term] = field(default_factory=dict)
    source: str = ""
    answer: Term | None = None

    @cached_property
    def place(self) -> dict[str, int]:
        """Matter id → its number in `matters`."""
        return {matter.id: number for number, matter in enumerate(self.matters)}

    @cached_property
    def owner(self) -> tuple[int, ...]:
        """For every step of the process the number of its matter."""
        return tuple(self.place.get(step.matter, 0) for step in self.process.steps)

    @cached_property
    def all_of(self) -> tuple[int, ...]:
        """For every matter its steps, as bits."""
        return _bits(self, lambda _: True)

    @cached_property
    def essential(self) -> tuple[tuple[int, int], ...]:
        """For every matter the steps (as bits, 0 = none) that examine it, its alternatives if any, and that decide it."""
        choices = _bits(self, lambda step: bool(step.one_of))
        work, last = _bits(self, lambda s: s.kind not in ENDINGS), _bits(self, lambda s: s.kind == "decide")
        return tuple((one or other, end) for one, other, end in zip(choices, work, last, strict=True))

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The joint set of materials: asked once; what the flow yields is left out, as are catch-alls."""
        return _asked(self.process, self.matters)

    @cached_property
    def form(self) -> tuple[str, ...]:
        """The questions of the one form: fields of all matters and steps, each once."""
        fields = [name for matter in self.matters for name in matter.form]
        return tuple(dict.fromkeys([*fields, *(n for step in self.process.steps for n in step.fields)]))

    def called(self, word: str) -> Text:
        """A question or condition in both languages."""
        return Text(word, self.process.en.get(word, ""))

    @cached_property
    def is_translated(self) -> bool:
        """Whether every material and question has an English name."""
        return all(one.en for one in self.asked) and all(self.process.en.get(name) for name in self.form)

    def printed(self, place: int) -> tuple[str, ...]:
        """The questions of the form whose answers the papers of a matter state, by its number."""
        matter = self.matters[place]
        if matter.prints:
            return matter.prints
        asked = [*matter.form, *(name for step in self.steps_of(place) for name in step.fields)]
        return tuple(dict.fromkeys(asked))

    def matter(self, id: str) -> Matter:
        """The matter called `id`; KeyError when there is none."""
        return self.matters[self.place[id]]

    def steps_of(self, place: int) -> tuple[Step, ...]:
        """The steps of one matter, by its number, in the order of the process."""
        return tuple(s for s, own in zip(self.process.steps, self.owner, strict=True) if own == place)


def _bits(service: Service, wanted: Callable[[Step], bool]) -> tuple[int, ...]:
    """For every matter its steps that are `wanted`, as bits."""
    found = [0] * len(service.matters)
    for number, (step, own) in enumerate(zip(service.process.steps, service.owner, strict=True)):
        found[own] |= wanted(step) << number
    return tuple(found)


def _asked(process: Process, matters: tuple[Matter, ...]) -> tuple[Asked, ...]:
    lookup = Yields(process)
    known = {matter.id for matter in matters}
    held = {plain(need.material) for step in process.steps for need in step.needs if is_held(need)}
    found: dict[str, Asked] = {}
    for step in process.steps:
        for need in step.needs:
            if is_catch_all(need.material) or yielders(lookup, step, need):
                continue
            matter = step.matter if step.matter in known else matters[0].id
            now = Asked(
                need.material,
                (step.id,),
                (matter,),
                need.ground,
                plain(need.material) in held or need.handling == "reused",
                need.tolerable,
                need.promisable,
                process.en.get(need.material, ""),
                need.proves,
            )
            before = found.get(plain(need.material))
            found[plain(need.material)] = _both(before, now) if before else now
    return tuple(found.values())


def _both(a: Asked, b: Asked) -> Asked:
    """One material two steps ask for: it may follow later, or is shared from another, only if both say so."""
    return replace(
        a,
        steps=tuple(dict.fromkeys((*a.steps, *b.steps))),
        matters=tuple(dict.fromkeys((*a.matters, *b.matters))),
        held=a.held and b.held,
        tolerable=a.tolerable and b.tolerable,
        promisable=a.promisable and b.promisable,
        proves=a.proves if str(a.proves) else b.proves,
    )


ENDINGS = ("decide", "issue", "deliver")
Orders = dict[tuple[str, str], Order]


def furnished(process: Process, matters: tuple[Matter, ...]) -> Process:
    """The process with what every matter needs to end: a decision, and for a result its issue and its delivery, where the
    source prints none. What waited for a matter's work waits for its decision, unless that work waits for it in turn;
    issue and delivery hold nobody up."""
    steps = list(process.steps)
    orders = {(order.before, order.after): order for order in process.orders}
    for matter in matters:
        own = [step for step in steps if (step.matter or matters[0].id) == matter.id]
        if not own:
            own = [Step(f"{matter.id}.review", "审查", matter.organ, matter=matter.id, name_en="Review")]
            steps += own
        steps += _end(matter, own, orders)
    return replace(process, steps=tuple(steps), orders=tuple(orders.values()))


def _end(matter: Matter, own: list[Step], orders: Orders) -> list[Step]:
    """The ending steps a matter lacks; `orders` is completed in place."""
    kinds = {step.kind: step.id for step in own}
    made = []
    if "decide" not in kinds:
        made.append(_ending(matter, "decide"))
        _decide_last(made[0], {step.id for step in own if step.kind not in ENDINGS}, orders)
    if str(matter.result):
        made += [_ending(matter, kind) for kind in ("issue", "deliver") if kind not in kinds]
    kinds |= {step.kind: step.id for step in made}
    chain = [kinds[kind] for kind in ENDINGS if kind in kinds]
    for before, after in pairwise(chain):
        if before not in _reached(after, orders):
            orders.setdefault((before, after), Order(before, after))
    return made


def _decide_last(decide: Step, work: set[str], orders: Orders) -> None:
    """Put the decision behind a matter's work, and before what waited for that work and does not lead back into it."""
    waited_for = {before for before, after in orders if after in work}
    for before, after in list(orders):
        if before in work and after not in work and not work & _reached(after, orders):
            order = orders.pop((before, after))
            orders.setdefault((decide.id, after), replace(order, before=decide.id))
    for id in sorted(work - waited_for):
        orders[id, decide.id] = Order(id, decide.id, data("审查意见"))


def decided_last(service: Service) -> Process:
    """The process with what a decision implies: it reads the opinion of every step of its matter, so that no redesign can
    let somebody decide before everything is examined. Orders that already bind stay as they are."""
    orders = {(order.before, order.after): order for order in service.process.orders}
    for place in range(len(service.matters)):
        own = service.steps_of(place)
        decide = next((step.id for step in own if step.kind == "decide"), "")
        for step in own if decide else ():
            known = orders.get((step.id, decide))
            behind = step.kind in ENDINGS or step.id in _reached(decide, orders)
            if not behind and not (known and known.ground.binds):
                orders[step.id, decide] = Order(step.id, decide, data("审查意见"))
    return replace(service.process, orders=tuple(orders.values()))


def _reached(id: str, orders: Orders) -> set[str]:
    """The step and everything that waits for it, near or far."""
    found, ahead = {id}, [id]
    for here in ahead:
        more = {after for before, after in orders if before == here} - found
        found |= more
        ahead += more
    return found


_ENDING = {
    "decide": (Text("决定", "Decision"), "chief"),
    "issue": (Text("制证", "Issue"), "handler"),
    "deliver": (Text("送达", "Delivery"), "clerk"),
}


def _ending(matter: Matter, kind: str) -> Step:
    title, post = _ENDING[kind]
    return Step(
        f"{matter.id}.{kind}",
        title.zh,
        matter.organ,
        kind=kind,
        matter=matter.id,
        name_en=title.en,
        conduct=Conduct(post=post),
    )
