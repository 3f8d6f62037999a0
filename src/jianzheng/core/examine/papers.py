"""Defects of materials: asked twice, asked by many, already there, off the legal list, catch-all, copied lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from jianzheng.core.confront import Confronted
from jianzheng.core.examine.finding import Finding, quoted
from jianzheng.core.ground import Ground, law
from jianzheng.core.materials import Asked, asked, is_catch_all, is_held, yielders
from jianzheng.core.names import likeness, plain
from jianzheng.core.process import Step
from jianzheng.core.text import Text

SHARED = law("国务院关于在线政务服务的若干规定第七条")
RELEVANT = law("行政许可法第三十一条")
SHORTEST_COPY = 3
"""Fewest materials for two equal lists to be suspicious: shorter lists are equal by chance."""
VARIANT = 0.75
"""Names of matters at least this alike are variants of one matter, whose lists may well be equal."""


def catch_alls(confronted: Confronted) -> Iterator[Finding]:
    """Materials like "other materials", which no applicant can know how to meet."""
    for item in asked(confronted.process):
        if is_catch_all(item.need.material):
            yield Finding(
                "catch-all-material",
                (item.target,),
                Text(
                    f"“{item.step.name}”索要“{item.need.material}”，申请人无从知道要交什么",
                    f"“{item.step.en}” asks for “{item.need.material}”: nobody can know what to bring",
                ),
                Text("逐一写明材料，写不出就删去。", "Name each material; what cannot be named is struck."),
                RELEVANT,
                item.need.place or item.step.place,
            )


def twice(confronted: Confronted) -> Iterator[Finding]:
    """The same material printed twice in one matter."""
    for step in confronted.process.steps:
        seen: dict[str, str] = {}
        for need in step.needs:
            name = plain(need.material)
            if name in seen:
                yield Finding(
                    "same-material-twice",
                    (f"{step.id}:{need.material}", f"{step.id}:{seen[name]}"),
                    Text(
                        f"“{step.name}”两次索要同一材料：“{seen[name]}”与“{need.material}”",
                        f"“{step.en}” asks for one material twice: “{seen[name]}” and “{need.material}”",
                    ),
                    Text("保留一份。", "Keep one of them."),
                    SHARED,
                    need.place or step.place,
                )
            seen.setdefault(name, need.material)


def _groups(items: list[Asked]) -> dict[str, list[Asked]]:
    groups: dict[str, list[Asked]] = {}
    for item in items:
        groups.setdefault(plain(item.need.material), []).append(item)
    return groups


def _matters(items: list[Asked]) -> list[Text]:
    """Names of the different matters that ask; alternatives of one another count as one."""
    matters: dict[str, Text] = {}
    for item in items:
        matters.setdefault(item.step.one_of or item.step.matter or item.step.id, item.step.title)
    return list(matters.values())


def repeated(confronted: Confronted) -> Iterator[Finding]:
    """Materials of the applicant's own that several matters ask for; those printed "first time only" are not repeated."""
    own = [
        item
        for item in asked(confronted.process)
        if not item.need.origin and not is_catch_all(item.need.material) and item.need.handling == "asked"
    ]
    for items in _groups(own).values():
        matters = _matters(items)
        if len(matters) > 1 and not all(item.need.once for item in items):
            names = quoted(matters)
            yield Finding(
                "material-asked-by-several",
                tuple(item.target for item in items),
                Text(
                    f"“{items[0].need.material}”被{len(matters)}个事项索要：{names.zh}",
                    f"“{items[0].need.material}” is asked by {len(matters)} matters: {names.en}",
                ),
                Text("收一次，内部共享。", "Take it once and share it inside."),
                SHARED,
                items[0].need.place or items[0].step.place,
            )


def held(confronted: Confronted) -> Iterator[Finding]:
    """Licences and records government already holds."""
    for items in _groups([item for item in asked(confronted.process) if is_held(item.need)]).values():
        names = quoted(_matters(items))
        yield Finding(
            "material-held",
            tuple(item.target for item in items),
            Text(
                f"{names.zh}索要“{items[0].need.material}”，政府已有这一证照或数据",
                f"{names.en} ask for “{items[0].need.material}”, which government already holds",
            ),
            Text("改为共享核验，不再索要。", "Verify it by sharing; stop asking."),
            SHARED,
            items[0].need.place or items[0].step.place,
        )


def yielded(confronted: Confronted) -> Iterator[Finding]:
    """Materials another step of the same flow yields: one finding for each yielding step."""
    groups: dict[tuple[str, ...], list[Asked]] = {}
    for item in asked(confronted.process):
        makers = yielders(confronted.yields, item.step, item.need)
        if makers and item.need.handling == "asked":
            groups.setdefault(tuple(sorted(makers)), []).append(item)
    for makers, items in groups.items():
        source = quoted([confronted.process.step(id).title for id in makers])
        askers = quoted(_matters(items))
        yield Finding(
            "material-already-yielded",
            tuple(item.target for item in items),
            Text(
                f"{source.zh}的结果“{items[0].need.material}”，又由{askers.zh}向申请人索要",
                f"“{items[0].need.material}”, the result of {source.en}, is asked again by {askers.en}",
            ),
            Text("由系统内部传递，不再向申请人索要。", "Pass it on inside; stop asking the applicant."),
            SHARED,
            items[0].need.place or items[0].step.place,
        )


def copies(confronted: Confronted) -> Iterator[Finding]:
    """Different matters whose lists are the same word for word: most likely a copy error."""
    lists: dict[tuple[str, ...], list[Step]] = {}
    for step in confronted.process.steps:
        if len(step.needs) >= SHORTEST_COPY:
            lists.setdefault(tuple(sorted(plain(need.material) for need in step.needs)), []).append(step)
    for steps in lists.values():
        for one, two in combinations(steps, 2):
            if not _variants(one, two):
                wrong, right = _misplaced(one, two)
                yield Finding(
                    "identical-lists",
                    (wrong.id, right.id),
                    Text(
                        f"“{wrong.name}”与“{right.name}”的{len(wrong.needs)}项材料完全相同，疑为误抄",
                        f"“{wrong.en}” and “{right.en}” list the same {len(wrong.needs)} materials: probably a copy error",
                    ),
                    Text(
                        f"核对“{wrong.name}”的材料依据，换上正确的清单。",
                        f"Check what “{wrong.en}” may ask and print its own list.",
                    ),
                    RELEVANT,
                    wrong.place,
                )


def _variants(one: Step, two: Step) -> bool:
    same_group = bool(one.one_of) and one.one_of == two.one_of
    return same_group or plain(one.name) == plain(two.name) or likeness(one.name, two.name) >= VARIANT


def _misplaced(one: Step, two: Step) -> tuple[Step, Step]:
    """(the step the list does not fit, the one it fits): it fits the step whose name its materials share more of."""

    def fit(step: Step) -> float:
        return max(likeness(step.name, need.material) for need in step.needs)

    return (one, two) if fit(one) < fit(two) else (two, one)


def off_list(confronted: Confronted) -> Iterator[Finding]:
    """Materials the article that lists what may be asked does not list."""
    for step in confronted.process.steps:
        listing = confronted.lawbook.listing(step)
        for need in step.needs if listing else ():
            if (
                listing
                and not listing.allows(need.material)
                and not is_catch_all(need.material)
                and not _lawful(need.ground)
            ):
                yield Finding(
                    "material-off-list",
                    (f"{step.id}:{need.material}",),
                    Text(
                        f"“{step.name}”索要的“{need.material}”不在{listing.ground.cite}所列之内",
                        f"“{step.en}” asks for “{need.material}”, which {listing.ground.cite} does not list",
                    ),
                    Text("删去，或指出另一条法律依据。", "Strike it, or cite another article."),
                    listing.ground,
                    need.place or step.place,
                )


def _lawful(ground: Ground) -> bool:
    return ground.kind == "law"
