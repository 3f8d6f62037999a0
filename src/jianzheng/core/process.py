"""A process is a partial order of steps; a step may start when everything it waits for is done. Nothing else decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

from jianzheng.core import network as graph
from jianzheng.core.ground import UNSTATED, Ground, strongest
from jianzheng.core.text import Text

Days = float


@dataclass(frozen=True, slots=True)
class Need:
    """A material a step asks for. `origin` says who has it: "" the applicant, "held" government already, otherwise the
    name or id, as printed, of what yields it. `handling`: asked | reused | promised | tolerated;
    `proves` what is to be true of whoever brings it, as a promise in its place has to say."""

    material: str
    ground: Ground = UNSTATED
    origin: str = ""
    handling: str = "asked"
    tolerable: bool = False
    promisable: bool = False
    once: bool = False
    place: str = ""
    proves: Text = Text("")


@dataclass(frozen=True, slots=True)
class Fee:
    """Money a step asks for, as printed, with the ground that allows it."""

    name: str
    amount: str = ""
    ground: Ground = UNSTATED


@dataclass(frozen=True, slots=True)
class Conduct:
    """What must be true of how a step is done: fewest `staff`, `post`, `actor` (person | machine), `channels`, pauses of
    the clock, `quota`, who watches it afterwards, the ground that lets it be decided at once, to whom it may go."""

    staff: int = 1
    post: str = ""
    actor: str = "person"
    channels: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    quota: str = ""
    watched_by: str = ""
    instant: Ground = UNSTATED
    delegate_to: str = ""
    delegate_ground: Ground = UNSTATED


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work by one office. `days` promised and `legal_days` allowed, both working days, None = not printed;
    `when` is the condition under which it is needed; steps sharing `one_of` are alternatives; `box` is where the source
    prints it; `fields` what its form asks; `place` (file and line) where it was read."""

    id: str
    name: str
    office: str = ""
    days: Days | None = None
    legal_days: Days | None = None
    legal_ground: Ground = UNSTATED
    kind: str = "review"
    matter: str = ""
    needs: tuple[Need, ...] = ()
    yields: tuple[str, ...] = ()
    ground: Ground = UNSTATED
    when: str = ""
    one_of: str = ""
    box: str = ""
    code: str = ""
    name_en: str = ""
    visits: int = 0
    sign_levels: int = 0
    fees: tuple[Fee, ...] = ()
    conduct: Conduct = Conduct()
    fields: tuple[str, ...] = ()
    place: str = ""

    @property
    def title(self) -> Text:
        """The step's name in both languages."""
        return Text(self.name, self.name_en)

    @property
    def en(self) -> str:
        """The name for English sentences: its English name, else the one it has."""
        return self.name_en or self.name

    @property
    def nominal_days(self) -> Days:
        """Working days the step may take: promised, else legal, else 0 (reported as not printed)."""
        if self.days is not None:
            return self.days
        return self.legal_days if self.legal_days is not None else 0


@dataclass(frozen=True, slots=True)
class Order:
    """`after` waits for `before` (step ids), with the ground that says why."""

    before: str
    after: str
    ground: Ground = UNSTATED


@dataclass(frozen=True)
class Process:
    """Steps, orders between them, and what the source assumed; `conditions` says which conditions are known to hold;
    `promised` and `legal` are limits for the whole, in working days; `en` the English names of materials, questions and
    conditions by the Chinese ones."""

    id: str
    title: Text
    steps: tuple[Step, ...] = ()
    orders: tuple[Order, ...] = ()
    conditions: Mapping[str, bool] = field(default_factory=dict)
    assumptions: tuple[Text, ...] = ()
    source: str = ""
    promised: Days | None = None
    legal: Days | None = None
    en: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[str, int]:
        """Step id → its number in `steps`."""
        return {step.id: number for number, step in enumerate(self.steps)}

    @cached_property
    def network(self) -> graph.Network:
        """The orders as a graph of step numbers; orders that name unknown steps are left to `examine`."""
        index = self.index
        return graph.network(
            [step.nominal_days for step in self.steps],
            [
                (index[order.before], index[order.after])
                for order in self.orders
                if order.before in index and order.after in index
            ],
        )

    @cached_property
    def schedule(self) -> graph.Schedule:
        """Starts, slack and the longest chain; raises ValueError on a ring (see `rings`)."""
        if self.network.ringed:
            raise ValueError(f"process {self.id} has steps that wait for one another: {self.rings()}")
        return graph.schedule(self.network)

    def step(self, id: str) -> Step:
        """The step called `id`; KeyError when there is none."""
        return self.steps[self.index[id]]

    def rings(self) -> list[list[str]]:
        """Rings of prerequisites, each as the ids of the steps that wait for one another; [] is what one hopes for."""
        return [[self.steps[i].id for i in ring] for ring in graph.rings(self.network)]

    def chain(self) -> list[Step]:
        """One longest chain of steps, first to last."""
        return [self.steps[i] for i in self.schedule.chain]

    def slack(self) -> dict[str, Days]:
        """Working days each step can slip without lengthening the whole."""
        return {step.id: days for step, days in zip(self.steps, self.schedule.slack, strict=True)}

    def ready(self, done: Iterable[str] = (), skipped: Iterable[str] = ()) -> list[Step]:
        """Steps that may start now. Alternatives of a step already done, and steps in `skipped`, are passed over."""
        finished = {self.index[id] for id in done}
        passed = {self.index[id] for id in skipped} | self._alternatives_to(finished)
        return [self.steps[i] for i in graph.ready(self.network, finished, passed)]

    def _alternatives_to(self, done: AbstractSet[int]) -> set[int]:
        chosen = {self.steps[i].one_of for i in done} - {""}
        if not chosen:
            return set()
        return {i for i, step in enumerate(self.steps) if step.one_of in chosen and i not in done}

    def alternatives(self) -> dict[str, list[Step]]:
        """Groups of steps of which one is done: group name → its steps."""
        groups: dict[str, list[Step]] = {}
        for step in self.steps:
            if step.one_of:
                groups.setdefault(step.one_of, []).append(step)
        return groups


def under(
    process: Process, conditions: Mapping[str, bool], choose: Mapping[str, str] | None = None
) -> Process:
    """The process for one situation: steps whose condition is false, and alternatives not chosen (group → step id), are
    left out; orders that ran through them hold on between their neighbours."""
    known = {**process.conditions, **conditions}
    choose = choose or {}
    gone = {
        step.id
        for step in process.steps
        if known.get(step.when, True) is False or (step.one_of in choose and choose[step.one_of] != step.id)
    }
    return replace(without(process, gone), conditions=known)


def without(process: Process, gone: AbstractSet[str]) -> Process:
    """The process without the steps `gone`; what they waited for still comes before what waited for them."""
    orders = {(order.before, order.after): order for order in process.orders}
    for id in gone:
        into = [order for order in orders.values() if order.after == id and order.before != id]
        out = [order for order in orders.values() if order.before == id and order.after != id]
        orders = {pair: order for pair, order in orders.items() if id not in pair}
        for a in into:
            for b in out:
                orders.setdefault((a.before, b.after), Order(a.before, b.after, bridge(a.ground, b.ground)))
    steps = tuple(step for step in process.steps if step.id not in gone)
    return replace(process, steps=steps, orders=tuple(orders.values()))


def bridge(first: Ground, second: Ground) -> Ground:
    """The ground of an order that only followed from two others: as weak as the weaker, and law or data no longer."""
    weaker = first if strongest([first, second]) is second else second
    return UNSTATED if weaker.binds else weaker
