"""What an examination says: one defect, where it is, on what ground it is one, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.text import Text

KINDS = {
    "prerequisite-ring": Text("互为前置", "mutual prerequisite"),
    "input-too-early": Text("前置材料尚未产出", "input needed before the step that yields it"),
    "input-nobody-yields": Text("前置材料无处产出", "input nobody in the flow yields"),
    "order-against-law": Text("次序与法律相反", "order contradicts a law"),
    "order-missing": Text("缺少法定先后", "order law demands is not printed"),
    "order-without-ground": Text("先后次序无依据", "order without ground"),
    "unknown-step": Text("引用了不存在的环节", "order names an unknown step"),
    "catch-all-material": Text("兜底材料", "catch-all material"),
    "same-material-twice": Text("同一材料重复索要", "same material twice in one matter"),
    "material-asked-by-several": Text("多个事项索要同一材料", "material asked by several matters"),
    "material-already-yielded": Text("索要流程内已产出的材料", "material another step already yields"),
    "material-held": Text("索要政府已有的证照", "material government already holds"),
    "identical-lists": Text("不同事项材料清单雷同", "identical lists under different matters"),
    "material-off-list": Text(
        "索要法定清单以外的材料", "material absent from the article that lists what may be asked"
    ),
    "step-without-ground": Text("环节无设定依据", "step without ground"),
    "fee-without-ground": Text("收费无依据", "fee without ground"),
    "promise-above-legal": Text("承诺时限超过法定时限", "promise above legal limit"),
    "steps-above-promise": Text("环节时限之和超过承诺时限", "steps' days above promise"),
    "too-many-sign-offs": Text("签批超过两级", "more than two sign-off levels"),
    "malformed-code": Text("编码不合规则", "malformed code"),
    "duplicate-code": Text("编码重复", "duplicate code"),
}

SERIOUS = frozenset(KINDS) - {
    "order-without-ground", "material-asked-by-several", "material-already-yielded", "material-held", "step-without-ground",
    "input-nobody-yields",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect. `places` are step ids, "step:material", "before→after" or codes, most telling first; `said` is the
    sentence, `remedy` what to do; `at` is the file and line it was read from."""

    kind: str
    places: tuple[str, ...]
    said: Text
    remedy: Text
    ground: Ground = UNSTATED
    at: str = ""

    @property
    def label(self) -> Text:
        """The name of the defect."""
        return KINDS[self.kind]

    @property
    def serious(self) -> bool:
        """Whether it is wrong in itself (an error), not only a burden that may be lifted."""
        return self.kind in SERIOUS

    @property
    def steps(self) -> tuple[str, ...]:
        """Ids of the steps it points at, for the picture."""
        found = [id for place in self.places for id in place.split(":")[0].split("→")]
        return tuple(dict.fromkeys(found))


def quoted(names: Sequence[Text], most: int = 4) -> Text:
    """Some names in a row, the rest counted."""
    more = len(names) - most
    zh = "、".join(f"“{name.zh}”" for name in names[:most])
    en = ", ".join(f"“{name.en or name.zh}”" for name in names[:most])
    return Text(
        zh + (f"等{len(names)}项" if more > 0 else ""), en + (f" and {more} more" if more > 0 else "")
    )
