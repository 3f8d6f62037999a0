"""Promising instead of proving (告知承诺): what the applicant is told, what they promise, and who may not."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from jianzheng.core.document import TOLD, DocumentKind, Line
from jianzheng.core.ground import Ground
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Asked, Matter, Service
from jianzheng.core.text import Text

RULE = DocumentKind.COMMITMENT.article
STATEMENTS: tuple[tuple[str, Text], ...] = (
    (
        "read",
        Text(
            "已经阅读并知晓上述告知的全部内容。",
            "I have read and understood everything stated in this notice.",
        ),
    ),
    (
        "meets",
        Text(
            "已经符合告知的条件和要求，上述应当证明的情况属实。",
            "The conditions stated are met, and what is to be proved is true.",
        ),
    ),
    (
        "liable",
        Text(
            "愿意接受核查，承担承诺不实的法律责任。",
            "I accept that this is verified and answer in law for a false promise.",
        ),
    ),
    (
        "will",
        Text(
            "自愿选择以承诺代替提交材料，上述承诺是真实意思的表示。",
            "I choose freely to promise instead of proving, and the promise is my true will.",
        ),
    ),
)
"""What is promised, each confirmed by itself: the word of the form's field, and the sentence."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told before somebody may promise, line by line; `version` names these very words and those promised."""

    lines: tuple[Line, ...]

    @property
    def version(self) -> str:
        """Twelve signs that differ wherever a word of the notice or of the promise does."""
        said = [text for line in self.lines for text in line] + [text for _, text in STATEMENTS]
        words = "\n".join(f"{text.zh}\n{text.en}" for text in said)
        return hashlib.sha256(words.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise found false that still counts against whoever made it: the case, the day it was found, the material."""

    case: str
    day: dt.date
    material: Text
    organ: Text

    @property
    def said(self) -> Text:
        """Why the choice to promise is not open, and what to do instead."""
        return Text(
            f"{self.day} 核查发现，申请人在办件 {self.case} 中对“{self.material.zh}”的承诺不实。信用修复以前不能采用"
            f"告知承诺（{RULE.cite}），请提交材料，按一般程序办理；信用修复后由{self.organ.zh}登记恢复。",
            f"On {self.day} the promise about “{self.material.en or self.material.zh}” in case {self.case} was found "
            f"false. Until credit is repaired no promise may stand in place of proof ({RULE.cite}): hand the material "
            f"in, by the ordinary way. {self.organ.en or self.organ.zh} records the repair.",
        )


IN_PERSON = Text(
    "告知承诺由申请人本人作出。在网上代他人申请，或者账号没有登记证件号码的，不能选择告知承诺：请申请人用本人的账号申请时承诺，"
    "或者到窗口签署承诺书；也可以提交材料，按一般程序办理。",
    "A promise is the applicant's own. Whoever applies online for another, or whose account has no id number on record, "
    "cannot choose it: let the applicant promise from their own account, or sign at the window; or hand the material in, by "
    "the ordinary way.",
)
"""Why a promise online is open only to the applicant; so nobody learns what counts against a number they typed."""


class NotInPerson(Refused):
    """Somebody else promises online for the applicant."""


class Distrusted(Refused):
    """Whoever made a false promise may not promise again before their credit is repaired."""


def check(broken: Iterable[Broken]) -> None:
    """Raise Distrusted where a promise found false counts against the applicant."""
    for one in broken:
        raise Distrusted(one.said.zh, one.said.en)


def promisable(service: Service, asked: int, places: Iterable[int]) -> bool:
    """Whether a promise may stand for a material: its list says so, and so does every matter (`places`) that needs it."""
    matters = [service.matters[place] for place in places]
    return service.asked[asked].promisable and bool(matters) and all(map(open_to, matters))


def open_to(matter: Matter) -> bool:
    """Whether a matter takes promises: it says so, and is not named as excluded."""
    return matter.commitment and not matter.excluded


def needing(service: Service, asked: int, places: Iterable[int]) -> list[int]:
    """Those of some matters that need a material, by number."""
    own = {service.place[id] for id in service.asked[asked].matters}
    return [place for place in places if place in own]


def notice(asked: Asked, matter: Matter, organ: Text, days: int, rectify: int) -> Notice:
    """What is told of a material and its matter: `organ` checks within `days` working days and lets a false promise be put
    right within `rectify`; both are set by the place, not by law."""
    said = {
        "item": _item(asked, matter),
        "basis": _basis(asked.ground, matter),
        "proof": _proof(asked),
        "way": _WAY,
        "liable": _liable(rectify),
        "verify": _verify(organ, days),
        "open": _OPEN,
    }
    return Notice((*((TOLD[word], text) for word, text in said.items()), (_WHO_NOT, _EXCLUDED)))


def _item(asked: Asked, matter: Matter) -> Text:
    title, of = asked.title, matter.title
    return Text(
        f"办理“{of.zh}”时，以书面承诺代替提交“{title.zh}”。",
        f"For “{of.en or of.zh}”, a written promise in place of handing in “{title.en or title.zh}”.",
    )


def _basis(ground: Ground, matter: Matter) -> Text:
    asks = ground.cite or ""
    zh = f"要求本材料的依据：{asks}" if asks else "要求本材料的依据：办事指南所载材料清单（没有另外写明条文）"
    en = (
        f"The material is asked under {asks}"
        if asks
        else "The material stands on the published list, which names no article"
    )
    if matter.ground.cite:
        zh, en = f"{zh}；事项的依据：{matter.ground.cite}", f"{en}; the matter rests on {matter.ground.cite}"
    return Text(
        f"{zh}；告知承诺的依据：{RULE.cite}。", f"{en}; promises in place of proof rest on {RULE.cite}."
    )


def _proof(asked: Asked) -> Text:
    title, proves = asked.title, asked.proves
    if str(proves):
        return Text(
            f"“{title.zh}”用以证明：{proves.zh}", f"“{title.en or title.zh}” proves: {proves.en or proves.zh}"
        )
    return Text(
        f"“{title.zh}”所应载明的内容和情况真实存在，并符合办理本事项的要求。",
        f"That what “{title.en or title.zh}” has to state exists, is true and meets the requirements of this matter.",
    )


_WAY = Text(
    "是否承诺由申请人自愿选择：在网上逐项确认后随申请提交，或者在窗口签署。不愿承诺的，提交材料，按一般程序办理，不受影响。",
    "The applicant chooses freely: by confirming each statement online and handing it in with the application, or by "
    "signing at the window. Whoever does not wish to promise hands the material in and is served the ordinary way.",
)
_OPEN = Text(
    "承诺书不主动向社会公布；申请人、办理机关和监督机关可以查看，持有验证码的人可以核验真伪（姓名隐去部分字）。",
    "This letter is not published. The applicant, the organs that handle the matter and supervision can read it; whoever holds "
    "its code can verify that it is genuine, the name partly hidden.",
)
_WHO_NOT = Text("不适用的情形", "Who may not promise")
_EXCLUDED = Text(
    "有严重不良信用记录，或者曾作出不实承诺，信用修复以前的，不适用告知承诺。",
    "Whoever has a record of seriously bad credit, or has made a false promise, until credit is repaired.",
)


def _liable(rectify: int) -> Text:
    return Text(
        f"承诺不实的，依法终止办理，责令在 {rectify} 个工作日内整改（期限由本地规定），撤销行政决定或者予以行政处罚，"
        "并纳入信用记录；造成损害的，依法承担民事责任；构成犯罪的，依法追究刑事责任。",
        f"If the promise is false, handling stops, it is to be put right within {rectify} working days (set locally), "
        "the decision is annulled or a penalty imposed, and it enters the credit record; whoever does harm answers for "
        "it in civil law, and where it is a crime, in criminal law.",
    )


def _verify(organ: Text, days: int) -> Text:
    return Text(
        f"{organ.zh}有权在办理过程中或者作出决定后核查承诺是否属实，自受理之日起 {days} 个工作日内核查"
        "（期限由本地规定）；申请人应当配合。",
        f"{organ.en or organ.zh} may verify during the process or after the decision whether the promise is true, and "
        f"does so within {days} working days of acceptance (set locally); the applicant is to assist.",
    )
