"""Figures no law fixes, which a place sets for itself: each with what it counts, and where it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jianzheng.core.kinds.kind import Enough
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Local:
    """The figures in force; these stand where a place states none. What each counts is said in `FIGURES`."""

    gap_days: int = 10
    again_days: int = 3
    verify_days: int = 20
    copy_days: int = 5
    delegation_days: int = 366
    pause_times: int = 1
    at_once: int = 3
    batch_cases: int = 5
    batch_seconds: int = 60
    night_from: int = 22
    night_until: int = 6
    last_day_cases: int = 20
    last_day_percent: int = 80
    reason_signs: int = 10
    reason_different: int = 5
    longest_pause: int = 250
    serve_days: int = 10
    plead_days: int = 5
    online_receipt: int = 1
    late_renewal: int = 0
    decider_apart: int = 0

    @property
    def enough(self) -> Enough:
        """When a text is a reason here."""
        return Enough(self.reason_signs, self.reason_different)


DEFAULT = Local()


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One figure as a place states it: `id` a field of `Local`, its value, and where it was read."""

    id: str
    value: int
    source: str = ""


FIGURES: dict[str, tuple[Text, Text]] = {
    "gap_days": (
        Text(
            "容缺材料、不实承诺整改最迟几个工作日",
            "working days at most to bring a tolerated paper or put a promise right",
        ),
        Text("个工作日", "working days"),
    ),
    "again_days": (
        Text(
            "退回的补交材料至少再给几个工作日",
            "working days at least to hand in anew a paper that was returned",
        ),
        Text("个工作日", "working days"),
    ),
    "verify_days": (
        Text("承诺最迟几个工作日内核查", "working days within which a promise is checked"),
        Text("个工作日", "working days"),
    ),
    "copy_days": (
        Text("抄告的答复期限", "term for another organ to answer a copy"),
        Text("个工作日", "working days"),
    ),
    "delegation_days": (Text("一次委托最长几日", "longest delegation of powers"), Text("日", "days")),
    "pause_times": (
        Text(
            "停止计时长于事项期限几倍即提出疑问",
            "a stop longer than so many times the matter's own term is asked about",
        ),
        Text("倍", "× the term"),
    ),
    "at_once": (
        Text("同一秒办结几个环节即提出疑问", "steps ended at one second that are asked about"),
        Text("个环节", "steps"),
    ),
    "batch_cases": (
        Text(
            "一人成批办结超过几件即提出疑问",
            "cases one person ends in a batch, or in one night, beyond which it is asked about",
        ),
        Text("件", "cases"),
    ),
    "batch_seconds": (
        Text("成批办结按几秒内计", "seconds within which that is a batch"),
        Text("秒", "seconds"),
    ),
    "night_from": (Text("夜间从几时起", "the night begins"), Text("时", "o'clock")),
    "night_until": (Text("夜间到几时止", "the night ends"), Text("时", "o'clock")),
    "last_day_cases": (
        Text(
            "同一事项至少几件才看是否总在最后一天办结",
            "decisions of a matter from which on endings on the last day are looked at",
        ),
        Text("件", "decisions"),
    ),
    "last_day_percent": (
        Text(
            "其中几成在承诺最后一天办结即提出疑问",
            "share of them on the very promised day that is asked about",
        ),
        Text("%", "%"),
    ),
    "reason_signs": (
        Text(
            "理由至少几个字，少于此数视为未说明理由", "characters a reason has at least; fewer count as none"
        ),
        Text("个字", "characters"),
    ),
    "reason_different": (
        Text(
            "其中不同的字至少几个（重复同一个字不算理由）",
            "different ones among them (one repeated is no reason)",
        ),
        Text("个字", "characters"),
    ),
    "longest_pause": (
        Text("一次特别程序最长几个工作日", "longest a special procedure may be announced for"),
        Text("个工作日", "working days"),
    ),
    "serve_days": (
        Text(
            "不予许可、不予受理、撤销、撤回的决定和拟撤销、拟撤回告知书最迟几个工作日送达",
            "working days within which a refusal, a non-acceptance, an annulment or a withdrawal, and the notice before one, "
            "is delivered",
        ),
        Text("个工作日", "working days"),
    ),
    "plead_days": (
        Text(
            "撤销、撤回前给持证人几个工作日陈述申辩（从告知书送达之日起算）",
            "working days the holder has to be heard before a licence is annulled or taken back, from delivery of the notice",
        ),
        Text("个工作日", "working days"),
    ),
    "online_receipt": (
        Text(
            "申请人能否在网上同意并签收上述决定（1 能，0 不能；只查看、下载不算送达）",
            "whether applicants may agree and sign for such a decision online (1 yes, 0 no; reading alone delivers nothing)",
        ),
        Text("", ""),
    ),
    "late_renewal": (
        Text(
            "过了申请延续的最后一天才申请的，到期未作决定是否也视为准予延续（1 是，0 否）",
            "whether a renewal asked for after its last day also counts as granted where nothing is decided (1 yes, 0 no)",
        ),
        Text("", ""),
    ),
    "decider_apart": (
        Text(
            "参加过审查的人能否就同一事项作出决定（1 不能，0 能但由监督提出；当场办结的除外）",
            "whether who examined a matter is kept from deciding it (1 yes, 0 no, but supervision asks; never on the spot)",
        ),
        Text("", ""),
    ),
}
"""Each figure by its id: what it counts, and its unit."""


def local(rules: Iterable[LocalRule]) -> Local:
    """The figures in force where a place states these."""
    return Local(**{rule.id: rule.value for rule in rules})
