"""A step of a chain that a city also offers by itself: one matter, with one code, type, organ, limit, result, one set of
materials and questions, and the visits, public notices, expert reviews and hearings it has alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from jianzheng.core.confront import closure
from jianzheng.core.ground import Ground
from jianzheng.core.names import plain
from jianzheng.core.process import Need, Order, Process, Step, without
from jianzheng.core.service import Matter, Service
from jianzheng.formats.pack_steps import GROUND
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.shape import ID, WORD, Shape, either, record, table


@dataclass(frozen=True, slots=True)
class Same:
    """The service a step is; `called`: what it asks → how this flow prints the same; `spared`: a material it asks → the ground
    on which this flow's published list asks it no more; `struck`: one of its examining steps → the ground on which this flow
    does without."""

    of: str
    called: Mapping[str, str] = field(default_factory=dict)
    spared: Mapping[str, Ground] = field(default_factory=dict)
    struck: Mapping[str, Ground] = field(default_factory=dict)

    def name(self, word: str) -> str:
        """A material or question of the service as this flow prints it."""
        return self.called.get(word, word)


SAME = either(
    (str, Shape(lambda item, problems: Same(ID.read(item, problems)), ID.schema)),
    (
        dict,
        record(
            Same,
            {"of": ID, "called": table(WORD), "spared": table(GROUND), "struck": table(GROUND)},
            ("of",),
        ),
    ),
)


def known(
    same: Mapping[str, Same], steps: Mapping[str, object], built: Mapping[str, Service], chain: str
) -> None:
    """Raise Unreadable where `same` of a chain names a step it does not have, no service of one matter before it, or what
    that service does not ask."""
    strange = [step for step in same if step not in steps]
    strange += [one.of for one in same.values() if one.of not in built or len(built[one.of].matters) != 1]
    if not strange:
        strange = [word for one in same.values() for word in _unasked(one, built[one.of])]
    if strange:
        names = "、".join(strange)
        zh = (
            f"服务 {chain} 的 same 写了 {names}：左边应是流程里的环节，右边应是写在它前面、只有一个事项的服务；"
            "called、spared 写它所要的材料或问题，struck 写它的核查、公示、评审、听证环节，spared、struck 附依据。"
        )
        en = (
            f"same of {chain} names {names}: a step of its flow, and a service of one matter written before it; called "
            "and spared name what that service asks, spared with a ground."
        )
        raise Unreadable([Problem(chain, "same", zh, en)])


def _unasked(same: Same, single: Service) -> Iterable[str]:
    """What `called` and `spared` name though the service does not ask it, and what is spared on no ground."""
    needs = {need.material for step in single.process.steps for need in step.needs}
    yield from same.called.keys() - needs - set(single.form)
    yield from (word for word, ground in same.spared.items() if word not in needs or not ground.cite)
    examining = {step.id for step in _examining(single)}
    yield from (step for step, ground in same.struck.items() if step not in examining or not ground.cite)


EXAMINING = ("inspect", "publish", "expert", "hear", "meeting")
"""Kinds of step a matter keeps within a chain: who goes and looks, who is asked, who is heard."""


def _examining(single: Service) -> tuple[Step, ...]:
    return tuple(step for step in single.process.steps if step.kind in EXAMINING)


def as_single(step: Step, single: Service, same: Same) -> Matter:
    """The matter of a service as a step of a chain: all that is the matter's own, under the names the chain prints."""
    matter = single.matters[0]
    prints, form = (tuple(map(same.name, names)) for names in (matter.prints, matter.form))
    return replace(matter, id=step.id, title=step.title, prints=prints, form=form)


def asking(process: Process, same: Mapping[str, Same], built: Mapping[str, Service]) -> Process:
    """The process with every step asking what its service asks alone, where it does not print the same already; what an
    earlier step yields is read from there."""
    above, steps = closure(process), list(process.steps)
    for number, step in enumerate(process.steps):
        if one := same.get(step.id):
            earlier = [s for n, s in enumerate(process.steps) if above[number] >> n & 1]
            steps[number] = _asking(step, built[one.of], one, earlier)
    return replace(process, steps=tuple(steps))


def _asking(step: Step, single: Service, same: Same, earlier: list[Step]) -> Step:
    needs = {plain(need.material): need for need in step.needs}
    for need in (need for own in single.process.steps for need in own.needs):
        if need.material not in same.spared:
            name = same.name(need.material)
            needs.setdefault(plain(name), replace(need, material=name, origin=_origin(name, need, earlier)))
    fields = dict.fromkeys((*step.fields, *map(same.name, single.form)))
    return replace(step, needs=tuple(needs.values()), fields=tuple(fields))


def _origin(name: str, need: Need, earlier: list[Step]) -> str:
    """Who yields a material here: an earlier step, else whoever does where the matter is handled alone."""
    makers = [step.id for step in earlier if plain(name) in map(plain, step.yields)]
    return next(iter(makers), need.origin)


def examining(process: Process, same: Mapping[str, Same], built: Mapping[str, Service]) -> Process:
    """The process in which every matter is also visited, shown, reviewed and heard as it is alone, after its own step, where
    that is not struck on a ground."""
    steps, orders = list[Step](), list(process.orders)
    for step in process.steps:
        steps.append(step)
        if one := same.get(step.id):
            kept = _kept(built[one.of], one)
            waiting = {order.after for order in kept.orders}
            steps += [_within(step, own) for own in kept.steps]
            orders += [
                replace(order, before=_id(step, order.before), after=_id(step, order.after))
                for order in kept.orders
            ]
            orders += [Order(step.id, _id(step, own.id)) for own in kept.steps if own.id not in waiting]
    return replace(process, steps=tuple(steps), orders=tuple(orders))


def _kept(single: Service, same: Same) -> Process:
    """The examining steps of a service that a chain keeps, in the order they have there."""
    kept = {step.id for step in _examining(single)} - same.struck.keys()
    return without(single.process, single.process.index.keys() - kept)


def _within(step: Step, own: Step) -> Step:
    """An examining step as part of a chain, in the situation of the step it belongs to, which asks for both."""
    return replace(
        own, id=_id(step, own.id), matter=step.matter, when=step.when or own.when, needs=(), fields=()
    )


def _id(step: Step, own: str) -> str:
    return f"{step.id}.{own}"
