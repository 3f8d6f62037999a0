"""The official papers of a case: what each kind must say before anyone may sign it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from jianzheng.core.ground import Ground, law, rule
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

Line = tuple[Text, Text]

TIME_NEEDED = Text("所需时间", "Time needed")
COMPETENT_ORGAN = Text("应向其申请的机关", "Organ to apply to")
STILL_MISSING = Text("补正后仍缺的材料", "Still missing after the notice")
VALID = Text("有效期限", "Valid")
RECTIFY_BY = Text("整改期限（含当日）", "To be put right by, that day included")
PLEAD_UNTIL = Text("陈述申辩期限", "Heard until")
TOLD = {
    "item": Text("承诺事项", "What may be promised"),
    "basis": Text("设定依据", "Basis"),
    "proof": Text("证明内容", "What is to be proved"),
    "way": Text("承诺方式", "How to promise"),
    "liable": Text("不实承诺的责任", "Liability for a false promise"),
    "verify": Text("核查权力", "Power to verify"),
    "open": Text("承诺书的公开", "Who sees this paper"),
}
"""What the notice of a promise in place of proof must state (国办发〔2020〕42号)."""
NEW_TERMS = {
    "whole": Text("延长后的联合办理期限", "New term of joint handling"),
    "legal": Text("延长后的法定期限", "New term by law"),
    "promised": Text("延长后的承诺期限", "New promised term"),
}
"""The terms an extension may move, by the field of the event that moves them."""


class Incomplete(Refused):
    """A document lacks what its kind must say; the message names everything that is missing at once."""


class DocumentKind(StrEnum):
    """The kinds of official paper a case can yield, in the order in which a case meets them."""

    COMMITMENT = "commitment"
    RECEIPT = "receipt"
    NOTICE = "notice"
    ACCEPTANCE = "acceptance"
    NON_ACCEPTANCE = "non_acceptance"
    NOT_REQUIRED = "not_required"
    PAUSE = "pause"
    EXTENSION = "extension"
    DECISION = "decision"
    REFUSAL = "refusal"
    LICENCE = "licence"
    RECTIFY = "rectify"
    INTENT = "intent"
    RECALL = "recall"
    REVOCATION = "revocation"

    @property
    def label(self) -> Text:
        """The heading printed on it."""
        return _FORMS[self].label

    @property
    def mark(self) -> str:
        """The character that tells its numbers apart; a house rule, configurable like the whole pattern."""
        return _FORMS[self].mark

    @property
    def article(self) -> Ground:
        """The article that demands it, or (receipt) that hangs a term on its date."""
        return _FORMS[self].article

    @property
    def required(self) -> tuple[Text, ...]:
        """What it must say, in words."""
        return tuple(need.said for need in _FORMS[self].needs)


@dataclass(frozen=True, slots=True)
class Document:
    """One official paper as a value: `paragraphs` the text, `lines` labelled facts, `closing` text behind these, `grounds` the
    articles applied; `valid_until` the last day of what it grants (None = no end); `title` replaces the kind's heading
    (a licence carries its own name); `address` and `phone` say where the organ is reached; number and verification are given
    on issue."""

    kind: DocumentKind
    organ: Text
    addressee: str
    case_no: str
    matter: Text
    issued_on: dt.date
    lines: tuple[Line, ...] = ()
    paragraphs: tuple[Text, ...] = ()
    grounds: tuple[str, ...] = ()
    remedies: tuple[Text, ...] = ()
    due_on: dt.date | None = None
    valid_until: dt.date | None = None
    number: str = ""
    verify_url: str = ""
    verify_code: str = ""
    title: Text = field(default=Text(""))
    closing: tuple[Text, ...] = ()
    address: str = ""
    phone: str = ""

    @property
    def heading(self) -> Text:
        """The title as printed."""
        return self.title if str(self.title) else self.kind.label

    def line(self, label: Text) -> str:
        """What the line with this Chinese label says, "" where there is none."""
        return next((str(value).strip() for known, value in self.lines if known.zh == label.zh), "")


@dataclass(frozen=True, slots=True)
class _Need:
    """Something a document must say: in words, and how to see that it does."""

    said: Text
    met: Callable[[Document], bool]


@dataclass(frozen=True, slots=True)
class _Form:
    """What makes a kind of document."""

    label: Text
    mark: str
    article: Ground
    needs: tuple[_Need, ...] = ()


def _filled(document: Document) -> bool:
    return bool(document.lines) and all(
        str(label).strip() and str(value).strip() for label, value in document.lines
    )


def _has_line(*labels: Text) -> Callable[[Document], bool]:
    return lambda document: any(document.line(label) for label in labels)


_CASE_NO = _Need(Text("办件编号", "case number"), lambda document: bool(document.case_no.strip()))
_DUE = _Need(Text("应当办结的日期", "date by which it is due"), lambda document: document.due_on is not None)
_MATERIALS = _Need(Text("收到的材料清单", "list of the materials received"), _filled)
_MISSING = _Need(Text("需要补正的全部内容", "everything that is missing, at once"), _filled)
_CONTENT = _Need(Text("许可的内容", "what is permitted"), _filled)
_REASON = _Need(Text("理由", "the reasons"), lambda one: any(str(p).strip() for p in one.paragraphs))
# The licensing law demands it of its own decisions; of what is no licence, a ground is printed where one is registered.
_GROUNDS = _Need(
    Text("法律依据", "the articles applied"),
    lambda document: any(g.strip() for g in document.grounds) or "行政许可" not in document.heading.zh,
)
_REMEDIES = _Need(
    Text("申请行政复议或者提起行政诉讼的途径", "the remedies: reconsideration or court"),
    lambda document: any(str(remedy).strip() for remedy in document.remedies),
)
_TO_SUE = _Need(
    Text("起诉期限（本系统要求由决定人写明）", "the term to sue, which this system asks for"),
    lambda document: any("起诉期限" in remedy.zh for remedy in document.remedies),
)
_TIME = _Need(Text("所需时间", "the time needed"), _has_line(TIME_NEEDED))
_ELSEWHERE = _Need(
    Text("应向其申请的机关，或者补正后仍缺的材料", "the organ to apply to, or what is still missing"),
    _has_line(COMPETENT_ORGAN, STILL_MISSING),
)
_NEW_TERM = _Need(Text("延长后的期限", "the new term"), _has_line(*NEW_TERMS.values()))
_BY = _Need(Text("整改期限", "until when it is to be put right"), _has_line(RECTIFY_BY))
_PLEAD = _Need(Text("陈述申辩的期限", "until when the holder is heard"), _has_line(PLEAD_UNTIL))
_TOLD = _Need(
    Text("应当告知的全部内容", "everything the notice has to state"),
    lambda document: all(document.line(label) for label in TOLD.values()),
)
_PROMISED = _Need(Text("申请人的承诺", "what the applicant promises"), lambda one: bool(one.closing))
_VALID = _Need(Text("有效期限", "how long it is valid"), _has_line(VALID))


_32 = "行政许可法第三十二条"
_42 = "行政许可法第四十二条"
_FORMS = {
    DocumentKind.COMMITMENT: _Form(
        Text("告知承诺书", "Notice and promise in place of proof"),
        "承",
        rule("国办发〔2020〕42号"),
        (_CASE_NO, _TOLD, _PROMISED),
    ),
    DocumentKind.RECEIPT: _Form(
        Text("收件凭证", "Receipt of application"),
        "收",
        law(_32, "逾期不告知的，自收到申请材料之日起即为受理"),
        (_CASE_NO, _MATERIALS),
    ),
    DocumentKind.NOTICE: _Form(
        Text("补正一次性告知书", "One-time notice of what is missing"),
        "补",
        law(_32, "应当当场或者在五日内一次告知申请人需要补正的全部内容"),
        (_CASE_NO, _MISSING),
    ),
    DocumentKind.ACCEPTANCE: _Form(
        Text("受理通知书", "Notice of acceptance"),
        "受",
        law(_32, "应当出具加盖本行政机关专用印章和注明日期的书面凭证"),
        (_CASE_NO, _DUE),
    ),
    DocumentKind.NON_ACCEPTANCE: _Form(
        Text("不予受理决定书", "Decision not to accept"),
        "不受",
        law(_32, "应当即时作出不予受理的决定，并告知申请人向有关行政机关申请"),
        (_REASON, _ELSEWHERE, _TO_SUE),
    ),
    DocumentKind.NOT_REQUIRED: _Form(
        Text("不受理告知书", "Notice that no licence is needed"),
        "告",
        law(_32, "应当即时告知申请人不受理"),
        (_REASON,),
    ),
    DocumentKind.PAUSE: _Form(
        Text("特别程序（不计时）告知书", "Notice of a procedure outside the term"),
        "停",
        law("行政许可法第四十五条", "行政机关应当将所需时间书面告知申请人"),
        (_CASE_NO, _REASON, _TIME),
    ),
    DocumentKind.EXTENSION: _Form(
        Text("延期通知书", "Notice of extension"),
        "延",
        law(_42, "经本行政机关负责人批准，可以延长十日，并应当将延长期限的理由告知申请人"),
        (_CASE_NO, _REASON, _NEW_TERM),
    ),
    DocumentKind.DECISION: _Form(
        Text("准予行政许可决定书", "Decision to grant"),
        "准",
        law("行政许可法第三十八条"),
        (_CASE_NO, _GROUNDS),
    ),
    DocumentKind.REFUSAL: _Form(
        Text("不予行政许可决定书", "Decision to refuse"),
        "不准",
        law("行政许可法第三十八条"),
        (_CASE_NO, _REASON, _GROUNDS, _REMEDIES),
    ),
    DocumentKind.LICENCE: _Form(
        Text("行政许可证件", "Licence"),
        "证",
        law("行政许可法第四十四条", "应当自作出决定之日起十日内向申请人颁发、送达行政许可证件"),
        (_CASE_NO, _CONTENT, _VALID),
    ),
    DocumentKind.RECTIFY: _Form(
        Text("责令限期整改通知书", "Order to put a false promise right"),
        "改",
        rule("国办发〔2020〕42号"),
        (_CASE_NO, _REASON, _BY),
    ),
    DocumentKind.INTENT: _Form(
        Text("拟撤销（撤回）告知书", "Notice before a licence is annulled or taken back"),
        "拟",
        rule("撤销、撤回前听取陈述申辩（地方配置）"),
        (_CASE_NO, _REASON, _PLEAD),
    ),
    DocumentKind.RECALL: _Form(
        Text("撤回行政许可决定书", "Decision to take a licence back"),
        "撤回",
        law("行政许可法第八条"),
        (_CASE_NO, _REASON, _GROUNDS, _REMEDIES, _TO_SUE),
    ),
    DocumentKind.REVOCATION: _Form(
        Text("撤销行政许可决定书", "Decision to annul a licence"),
        "撤销",
        law("行政许可法第六十九条"),
        (_CASE_NO, _REASON, _GROUNDS, _REMEDIES, _TO_SUE),
    ),
}
_ALWAYS = (
    _Need(Text("作出机关", "the organ"), lambda document: bool(str(document.organ).strip())),
    _Need(Text("送达何人", "whom it is for"), lambda document: bool(document.addressee.strip())),
    _Need(Text("事项名称", "the matter"), lambda document: bool(str(document.matter).strip())),
)


def missing(document: Document) -> tuple[Text, ...]:
    """Everything the kind of this document demands and this one does not say."""
    return tuple(need.said for need in (*_ALWAYS, *_FORMS[document.kind].needs) if not need.met(document))


def check(document: Document) -> None:
    """Raise Incomplete, naming everything that is missing, unless the document says what its kind must say."""
    lacking = missing(document)
    if lacking:
        title = document.kind.label
        raise Incomplete(
            f"{title.zh}还缺少：{'、'.join(need.zh for need in lacking)}（{document.kind.article.cite}）。请补齐后再出具。",
            f"The {title.en.lower()} does not yet state: {'; '.join(need.en for need in lacking)} "
            f"({document.kind.article.cite}). Add it, then issue.",
        )
