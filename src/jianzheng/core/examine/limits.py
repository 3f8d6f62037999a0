"""Defects of authority and time: steps and fees without ground, promises above law, too many signatures."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.burden import tidy
from jianzheng.core.confront import Confronted
from jianzheng.core.examine.finding import Finding, quoted
from jianzheng.core.ground import Ground, GroundKind, law, rule
from jianzheng.core.process import Days, Step
from jianzheng.core.text import Text

MOST_SIGN_OFFS = 2
TWO_TIERS = rule("两级签批：经办人、首席代表")
FEES = law("行政许可法第五十八条")
LIMITS = law("优化营商环境条例第三十六条")
PROVEN = law("优化营商环境条例第三十五条")


def ground_of(confronted: Confronted, step: Step) -> Ground:
    """The ground of a step: stated, else the article that sets its matter up, else one that names it as first or second."""
    if step.ground.kind is not GroundKind.UNSTATED:
        return step.ground
    found = confronted.lawbook.ground(step)
    if found:
        return found
    concepts = set(confronted.lawbook.of(step))
    named = (edge.ground for edge in confronted.lawbook.precedences if concepts & {edge.first, edge.second})
    return next(named, step.ground)


def groundless_steps(confronted: Confronted) -> Iterator[Finding]:
    """Steps for which nobody states a ground: one finding a process, so that a bare list is not a page of alarms."""
    steps = [s for s in confronted.process.steps if ground_of(confronted, s).kind is GroundKind.UNSTATED]
    if steps:
        names = quoted([step.title for step in steps])
        yield Finding(
            "step-without-ground",
            tuple(step.id for step in steps),
            Text(
                f"{len(steps)}个环节没有写明设定依据：{names.zh}",
                f"{len(steps)} steps state no ground: {names.en}",
            ),
            Text(
                "写明法律法规条款；没有的，列入取消清单。",
                "Cite the article; a step that has none is a candidate to drop.",
            ),
            PROVEN,
            steps[0].place,
        )


def groundless_fees(confronted: Confronted) -> Iterator[Finding]:
    """Fees without a law."""
    for step in confronted.process.steps:
        for fee in step.fees:
            if fee.ground.kind is not GroundKind.LAW:
                yield Finding(
                    "fee-without-ground",
                    (f"{step.id}:{fee.name}",),
                    Text(
                        f"“{step.name}”收取“{fee.name}”，没有法律、行政法规依据",
                        f"“{step.en}” charges “{fee.name}” without an article that allows it",
                    ),
                    Text("停止收取，或写明法律依据。", "Stop charging it, or cite the law."),
                    FEES,
                    step.place,
                )


def legal_days(confronted: Confronted, step: Step) -> tuple[Days, Ground] | None:
    """The legal limit of a step and its ground. Natural days are taken as they are: a promise of more working days than
    the law allows natural days is above it in any calendar."""
    if step.legal_days is not None:
        return step.legal_days, step.legal_ground
    limit = confronted.lawbook.limit(step)
    return (limit.days, limit.ground) if limit else None


def over_law(confronted: Confronted) -> Iterator[Finding]:
    """Promises longer than the law allows, of a step or of the whole."""
    process = confronted.process
    for step in process.steps:
        limit = legal_days(confronted, step)
        if step.days is not None and limit and step.days > limit[0]:
            yield _over(step.id, step.name, step.days, limit, step.place)
    if process.promised is not None and process.legal is not None and process.promised > process.legal:
        yield _over(process.id, str(process.title), process.promised, (process.legal, LIMITS), "")


def _over(place: str, name: str, days: Days, limit: tuple[Days, Ground], at: str) -> Finding:
    cite = limit[1].cite or LIMITS.cite
    return Finding(
        "promise-above-legal",
        (place,),
        Text(
            f"“{name}”承诺{tidy(days)}个工作日，法定{tidy(limit[0])}日（{cite}）",
            f"“{name}” promises {tidy(days)} working days; the law allows {tidy(limit[0])} ({cite})",
        ),
        Text(f"承诺改为不超过{tidy(limit[0])}日。", f"Promise at most {tidy(limit[0])} days."),
        limit[1] if limit[1].cite else LIMITS,
        at,
    )


def over_promise(confronted: Confronted) -> Iterator[Finding]:
    """Steps that together take longer than the whole promises: along the longest chain, summed where no order is given."""
    process = confronted.process
    if process.promised is None or process.network.ringed:
        return
    days = process.schedule.length if process.orders else sum(step.nominal_days for step in process.steps)
    if days > process.promised:
        yield Finding(
            "steps-above-promise",
            tuple(step.id for step in process.chain())
            if process.orders
            else tuple(s.id for s in process.steps),
            Text(
                f"各环节合计{tidy(days)}个工作日，超过承诺的{tidy(process.promised)}个工作日",
                f"The steps take {tidy(days)} working days, the promise is {tidy(process.promised)}",
            ),
            Text("压减环节时限，或改正承诺时限。", "Shorten the steps or correct the promise."),
            LIMITS,
        )


def signatures(confronted: Confronted) -> Iterator[Finding]:
    """Matters signed off on more than two levels: as stated, or as signing steps of one matter."""
    levels: dict[str, list[Step]] = {}
    for step in confronted.process.steps:
        if step.sign_levels or step.kind == "sign":
            levels.setdefault(step.matter or step.id, []).append(step)
    for steps in levels.values():
        count = sum(step.sign_levels or 1 for step in steps)
        if count > MOST_SIGN_OFFS:
            yield Finding(
                "too-many-sign-offs",
                tuple(step.id for step in steps),
                Text(f"“{steps[0].name}”签批{count}级", f"“{steps[0].en}” is signed off on {count} levels"),
                Text("压为两级：经办人、首席代表。", "Flatten to two: handler and chief representative."),
                TWO_TIERS,
                steps[0].place,
            )
