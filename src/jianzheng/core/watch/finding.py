"""What supervision found in the history of a case: what, where it stands written, on which ground, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from jianzheng.core.ground import Ground, GroundKind, law, rule
from jianzheng.core.text import Text

TRUE_RECORDS = rule("数据真实性核查（地方配置）", "supervision of records, local configuration")
"""The ground of findings about records: no article, a rule of the place."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding: its word, its name, the ground it rests on, what to do about it; `serious` = against the law."""

    word: str
    title: Text
    ground: Ground
    remedy: Text
    serious: bool = True

    @property
    def cited(self) -> Text:
        """The ground in words: articles by their own name, a local rule in both languages."""
        return Text(self.ground.cite, self.ground.source if self.ground.kind is GroundKind.RULE else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `evidence` are the sequence numbers of the events that show it (case numbers in `cases` where it
    took many cases to see it); `person` who did it, as the envelope names them."""

    kind: str
    case: str
    evidence: tuple[int, ...]
    said: Text
    item: int = -1
    step: int = -1
    at: int = 0
    person: str = ""
    cases: tuple[str, ...] = ()

    @property
    def about(self) -> Kind:
        """The kind it is of."""
        return KINDS[self.kind]


_CHECK = Text(
    "核对原始记录，请经办人书面说明；属事后补录的，如实标注并更正。",
    "Check the original papers and ask for a written account; if it was keyed in afterwards, mark it so and correct it.",
)
_ALL = (
    Kind(
        "unlawful_pause",
        Text("违规停钟", "unlawful pause"),
        law("行政许可法第四十五条"),
        Text(
            "时钟照常计算。尚未作出决定、确需特别程序的，补发书面告知后再暂停；已作出决定的，书面说明原因，按未暂停核算用时。",
            "The clock runs on. Before the decision: give the written notice, then pause. After it: explain in writing; "
            "the time counts as if never paused.",
        ),
    ),
    Kind(
        "pause_too_long",
        Text("特别程序超过告知时间", "pause longer than announced"),
        law("行政许可法第四十五条"),
        Text(
            "说明超过告知时间的原因；时钟已自动恢复。",
            "Say why it took longer than announced; the clock runs again.",
        ),
        serious=False,
    ),
    Kind(
        "long_pause",
        Text("特别程序所需时间过长", "pause announced for long"),
        rule("特别程序时间核查（地方配置）", "supervision of pauses, local configuration"),
        Text(
            "核实所需时间是否有依据；过长的，按实际需要尽早恢复计时。",
            "Check what the time announced rests on; where it is too long, let the clock run as soon as possible.",
        ),
        serious=False,
    ),
    Kind(
        "second_notice",
        Text("二次补正", "second notice of missing papers"),
        law("行政许可法第三十二条"),
        Text(
            "撤回第二次补正要求，按已有材料受理。",
            "Take the second notice back and accept on what was brought.",
        ),
    ),
    Kind(
        "off_list",
        Text("索要清单外材料", "material asked that is not on the list"),
        law("行政许可法第三十一条"),
        Text("撤回对清单外材料的要求，并向申请人说明。", "Take the demand back and tell the applicant so."),
    ),
    Kind(
        "deemed_accepted",
        Text("逾期未告知，视为受理", "not told in time: deemed accepted"),
        law("行政许可法第三十二条"),
        Text(
            "从收件之日起计算办理期限；查明窗口未按时告知的原因。",
            "The term runs from receipt; find out why nobody told the applicant.",
        ),
    ),
    Kind(
        "skipped_step",
        Text("跳过环节", "skipped step"),
        rule("本事项公布的办理流程", "the process this matter was published with"),
        Text(
            "补办被跳过的环节，或说明依据；结果已作出的，复核其合法性。",
            "Do the step that was skipped or state why not; review a result already made.",
        ),
    ),
    Kind("zero_length", Text("零时长环节", "zero-length step"), TRUE_RECORDS, _CHECK, serious=False),
    Kind(
        "one_timestamp",
        Text("多个环节同一时刻", "all steps at one moment"),
        TRUE_RECORDS,
        _CHECK,
        serious=False,
    ),
    Kind(
        "end_before_start", Text("结束早于开始", "ended before it began"), TRUE_RECORDS, _CHECK, serious=False
    ),
    Kind(
        "accept_is_end",
        Text("受理即办结", "accepted and decided at one moment"),
        TRUE_RECORDS,
        _CHECK,
        serious=False,
    ),
    Kind(
        "bulk_entry", Text("短时间批量录入", "bulk entry within seconds"), TRUE_RECORDS, _CHECK, serious=False
    ),
    Kind(
        "odd_hours",
        Text("夜间或休息日批量录入", "bulk entry at night or on days of rest"),
        TRUE_RECORDS,
        _CHECK,
        serious=False,
    ),
    Kind(
        "always_last_day",
        Text("总在承诺日办结", "always ended on the promised day"),
        TRUE_RECORDS,
        _CHECK,
        serious=False,
    ),
    Kind(
        "broken_record", Text("记录无法还原", "the record makes no case"), TRUE_RECORDS, _CHECK, serious=False
    ),
    Kind(
        "unknown_operator",
        Text("操作人不在人员名册", "operator not in the register of staff"),
        rule(
            "收件、受理、决定分别记录人员与时间（实名）",
            "receipt, acceptance and decision are recorded with person and time",
        ),
        Text(
            "查明实际办理人，更正登记；停用不明账号。",
            "Find out who really acted, correct the register, close the unknown account.",
        ),
    ),
    Kind(
        "no_power",
        Text("无权作出决定", "decided without the power"),
        law("行政许可法第二十二条"),
        Text(
            "由有权人员重新审核决定，必要时依法撤销（行政许可法第六十九条）。",
            "Let whoever has the power decide anew; revoke where the law demands it (art. 69).",
        ),
    ),
    Kind(
        "same_person",
        Text("受理人与决定人为同一人", "received and decided by one person"),
        rule("受审分离", "receiving and deciding are kept apart"),
        Text("由其他有权人员复核决定。", "Let somebody else with the power review the decision."),
    ),
    Kind(
        "examiner_decides",
        Text("审查人与决定人为同一人", "examined and decided by one person"),
        rule(
            "审查与决定由不同人员办理（两级签批，良好做法，非法条；地方配置）",
            "one person examines, another decides: sign-off in two tiers, good practice and no article; local configuration",
        ),
        Text(
            "由其他有权人员复核审查意见和决定；因委托造成的，调整委托。",
            "Let somebody else with the power review findings and decision; where a delegation brought it about, change that.",
        ),
        serious=False,
    ),
    Kind(
        "over_objection",
        Text("准予时有单位的不同意见未撤回", "granted over an objection that stands"),
        rule(
            "联合会审有不同意见的，决定写明是否采纳及理由（良好做法，非法条；地方配置）",
            "where an office objects to the joint opinion the decision says how that was weighed: good practice, no article; "
            "local configuration",
        ),
        Text(
            "核对决定理由是否说明怎样处理不同意见；没有的，由决定人书面说明。",
            "See whether the reasons say how the objection was weighed; where not, whoever decided explains it in writing.",
        ),
        serious=False,
    ),
    Kind(
        "waived_on_word",
        Text("陈述申辩期内凭机关记录的放弃撤销", "undone within the hearing term on a recorded waiver"),
        rule(
            "陈述申辩期届满前，不仅凭机关记录的放弃作出决定（良好做法，非法条；地方配置）",
            "before the time to speak is over nothing is decided on a waiver only the organ recorded: good practice, no "
            "article; local configuration",
        ),
        Text(
            "核对持证人签字的放弃声明；没有的，由其他有权人员重新听取陈述申辩并复核决定。",
            "Check the waiver the holder signed; where there is none, let somebody else hear the holder and review it.",
        ),
        serious=False,
    ),
    Kind(
        "late_delivery",
        Text("送达超期", "delivered late"),
        law("行政许可法第四十四条"),
        Text(
            "向申请人说明原因；查明制证、送达哪一步延误。",
            "Tell the applicant why; find out whether issue or delivery took too long.",
        ),
    ),
    Kind(
        "late_decision",
        Text("超过法定期限作出决定", "decided after the legal term"),
        law("行政许可法第四十二条"),
        Text(
            "公开说明延期原因（优化营商环境条例第三十六条）。",
            "Explain in public why it was late (Business Environment Regulation, art. 36).",
        ),
    ),
    Kind(
        "late_step",
        Text("环节超期（当时事项未超期）", "step late, its matter then in time"),
        rule("本事项公布的环节期限", "the term published for this step"),
        Text(
            "说明本环节延误的原因；后续环节的时间被挤占的，予以协调。",
            "Say why the step took longer; see that those after it keep their time.",
        ),
        serious=False,
    ),
    Kind(
        "no_reason",
        Text("不予未说明理由或救济途径", "refused without a reason or remedies"),
        law("行政许可法第三十八条"),
        Text(
            "补充书面理由并重新送达，告知救济途径。",
            "Write the reasons, deliver again, tell of the remedies.",
        ),
    ),
)
KINDS: dict[str, Kind] = {kind.word: kind for kind in _ALL}
"""Every kind of finding by its word."""
