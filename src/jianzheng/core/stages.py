"""The stages law itself puts in order inside one matter: receive, examine, decide, issue, deliver."""

from __future__ import annotations

from jianzheng.core.ground import Ground, law
from jianzheng.core.process import Process, Step

IN_ORDER = law("行政许可法第三十二条、第三十四条、第三十八条、第四十四条")
_WORDS = (
    ("送达", 6), ("取件", 6), ("取证", 6), ("发证", 5), ("颁证", 5), ("制证", 5), ("出件", 5), ("办结", 5),
    ("决定", 4), ("审批", 4), ("批准", 4), ("审查", 3), ("审核", 3), ("核查", 3), ("勘验", 3), ("勘查", 3), ("评审", 3),
    ("检查", 3), ("受理", 2), ("收件", 1), ("接件", 1), ("申请", 0),
)  # fmt: skip
_KINDS = {"receive": 2, "inspect": 3, "expert": 3, "decide": 4, "issue": 5, "deliver": 6}


def stage(step: Step) -> int | None:
    """The stage a step of a matter is, by its kind or the word it is printed with; None when it is none of them."""
    if step.kind in _KINDS:
        return _KINDS[step.kind]
    return next((rank for word, rank in _WORDS if word in step.name), None)


def staged(process: Process) -> dict[tuple[str, str], Ground]:
    """Printed orders between two stages of the same matter that stand as law has them."""
    found = {}
    for order in process.orders:
        if order.before in process.index and order.after in process.index:
            one, two = process.step(order.before), process.step(order.after)
            first, second = stage(one), stage(two)
            same = bool(one.matter) and one.matter == two.matter
            if same and first is not None and second is not None and first < second:
                found[one.id, two.id] = IN_ORDER
    return found
