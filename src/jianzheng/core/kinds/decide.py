"""Decide: grant, refuse with reasons and remedies, or grant with a gap to close (行政许可法第三十八条)."""

from __future__ import annotations

from jianzheng.core.codes.written import names_a_term
from jianzheng.core.kinds.kind import Field, Kind, Report, reasoned
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

GRANT = "grant"
REFUSE = "refuse"
GRANT_WITH_GAP = "grant_with_gap"
DECISIONS = {
    GRANT: Text("准予", "grant"),
    REFUSE: Text("不予", "refuse"),
    GRANT_WITH_GAP: Text("容缺准予（补齐后发证）", "grant, held until the gap closes"),
}
FOR_REFUSAL = Text("不予必填", "needed to refuse")
ASKS = (
    Field("reasons", Text("理由", "Reasons"), "lines", required=False, when=FOR_REFUSAL),
    Field(
        "remedies",
        Text("救济途径", "Remedies"),
        "lines",
        required=False,
        hint=Text(
            "写明复议的机关和期限、起诉的法院",
            "where and until when to ask for reconsideration, which court to sue in",
        ),
        when=FOR_REFUSAL,
        rows=9,
    ),
    Field(
        "court_term",
        Text("起诉期限", "Term to sue"),
        required=False,
        hint=Text(
            "本系统没有收录起诉期限的条文，请写明期限和依据的条文",
            "no article on it is on file here; write the term and the article it rests on",
        ),
        when=FOR_REFUSAL,
    ),
    Field(
        "valid_until",
        Text("有效期至（最后一天）", "Valid until (last day)"),
        "date",
        required=False,
        hint=Text(
            "依法有期限的填写；不填则按事项设定，事项没有设定的，决定和证件不载明期限",
            "where its validity ends by law; left empty the service's own term applies, where it has one",
        ),
        when=Text("只在准予时填", "only to grant"),
    ),
    Field(
        "ban",
        Text("是否限制再次申请", "May the applicant apply again?"),
        "choice",
        required=False,
        when=Text("只在不予时选", "only to refuse"),
        choices=(
            ("", Text("不限制", "yes, at any time")),
            (
                "false_papers",
                Text(
                    "隐瞒情况或提供虚假材料，且直接关系公共安全：一年内不得再次申请（行政许可法第七十八条）",
                    "not for a year: facts concealed or papers false, public safety concerned (Licensing Law, art. 78)",
                ),
            ),
        ),
    ),
)


def check(report: Report) -> None:
    """A refusal states its reasons and tells of reconsideration and litigation; only a refusal bars a new application."""
    if report.text("ban") not in ("", "false_papers") or (report.text("ban") and report.outcome != REFUSE):
        raise Refused(
            "只有因隐瞒情况或提供虚假材料作出不予决定时，才能限制再次申请（行政许可法第七十八条）。",
            "Only a refusal for concealed facts or false papers bars a new application (Licensing Law, art. 78).",
        )
    if report.outcome == REFUSE:
        law = Text("（行政许可法第三十八条）", " (Licensing Law, art. 38)")
        reasoned(report.text("reasons"), report.enough, law)
        lacking = untold(report.text("remedies"))
        if not names_a_term(report.text("court_term")):
            lacking.append(_TERM)
        if lacking:
            zh, en = "、".join(one.zh for one in lacking), ", ".join(one.en for one in lacking)
            raise Refused(
                f"不予决定须告知复议和诉讼的权利（行政许可法第三十八条），还没有写明：{zh}。请在救济途径和起诉期限中补写。",
                "A refusal tells of the right to reconsideration and litigation (Licensing Law, art. 38); not told yet: "
                f"{en}. Write it under the remedies and the term to sue.",
            )


_TERM = Text(
    "起诉期限（须写明多长时间，形如“自收到决定书之日起×个月”或“×日”）",
    "the term to sue (a length of time, in the form “within so many months, or days, of receiving the decision”)",
)
_WAYS = (
    (Text("向哪个机关申请行政复议", "which organ to ask for reconsideration"), ("复议", "reconsideration")),
    (Text("向哪个法院提起行政诉讼", "which court to sue in"), ("诉讼", "起诉", "sue", "litigation")),
)


def untold(remedies: str) -> list[Text]:
    """Which of the two ways to object, reconsideration and suing, the remedies of a refusal do not name."""
    said = remedies.lower()
    return [way for way, words in _WAYS if not any(word in said for word in words)]


def names_no_way(remedies: str) -> bool:
    """Whether the remedies of a refusal name neither reconsideration nor suing."""
    return len(untold(remedies)) == len(_WAYS)


def remedies(report: Report) -> str:
    """The remedies of a decision as told, with the term to sue where one is stated."""
    term = report.text("court_term")
    return "\n".join(filter(None, (report.text("remedies"), f"起诉期限：{term}" if term else "")))


DECIDE = Kind("decide", Text("决定", "Decision"), ASKS, check, outcomes=DECISIONS, verb="decide")
