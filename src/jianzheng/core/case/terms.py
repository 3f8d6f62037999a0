"""The legal terms a case itself runs under, where no pack says otherwise; ids are those of the published clock rules."""

from __future__ import annotations

from jianzheng.core.clock import Unit
from jianzheng.core.ground import law
from jianzheng.core.service import Term
from jianzheng.core.text import Text

NOTICE = Term(
    "one_time_notice",
    5,
    Unit.WORKING,
    start="received",
    effect="deemed_accepted",
    title=Text("补正一次性告知期限", "one-time notice"),
    ground=law("行政许可法第三十二条"),
)
JOINT = Term(
    "joint_45_15",
    45,
    Unit.WORKING,
    start="accepted",
    extension=15,
    approver="government_head",
    title=Text("统一、联合、集中办理期限", "joint handling"),
    ground=law("行政许可法第四十二条"),
)
DELIVER = Term(
    "deliver_10",
    10,
    Unit.WORKING,
    start="decided",
    title=Text("送达期限", "delivery"),
    ground=law("行政许可法第四十四条"),
)
RENEW = Term(
    "renew_30",
    30,
    Unit.WORKING,
    start="before_expiry",
    title=Text("申请延续的期限", "time to ask for renewal"),
    ground=law("行政许可法第五十条"),
)
OBJECT = Term(
    "RC-REQ",
    60,
    Unit.NATURAL,
    title=Text("申请行政复议的期限", "time to ask for reconsideration"),
    ground=law("行政复议法第二十条"),
)
OBJECTING = "object"
"""The word of asking for reconsideration among the terms that are explained."""
SERVE, PLEAD = "serve", "plead"
"""The terms of delivering a decision against somebody, and the notice before a result is undone, and of its holder's being
heard from then on: how long are local figures, no article on file sets them."""
PAUSES: dict[str, Text] = {
    "hearing": Text("听证", "hearing"),
    "tender": Text("招标", "tender"),
    "auction": Text("拍卖", "auction"),
    "inspection": Text("检验", "inspection of goods"),
    "testing": Text("检测", "testing"),
    "quarantine": Text("检疫", "quarantine"),
    "appraisal": Text("鉴定", "appraisal"),
    "expert_review": Text("专家评审", "expert review"),
}
"""The closed list of 行政许可法第四十五条: nothing else stops a licence clock, and these only with a written notice."""
