"""What a decision tells whoever objects to it: where to go, and until when."""

from __future__ import annotations

from jianzheng.core.codes.written import names_a_term
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.text import Text

REMEDIES = Text(
    "不服本决定的，可以自知道本决定之日起六十日内申请行政复议（行政复议法第二十条），也可以依法提起行政诉讼。",
    "To object, ask for administrative reconsideration within sixty days of learning of this decision (Administrative "
    "Reconsideration Law, art. 20), or go to court as the law provides.",
)
"""What a decision says to whoever objects to it where nobody entered which organ and court it is, as far as the articles on
file go."""


def remedies(reconsideration: str, court: str) -> Text:
    """What a decision says to whoever objects: where to ask for reconsideration, until when, and which court."""
    if not (reconsideration and court):
        return REMEDIES
    return Text(
        f"不服本决定的，可以自知道本决定之日起六十日内向{reconsideration}申请行政复议（行政复议法第二十条），"
        f"也可以依法向{court}提起行政诉讼。",
        f"To object, ask {reconsideration} for administrative reconsideration within sixty days of learning of this "
        f"decision (Administrative Reconsideration Law, art. 20), or sue in {court} as the law provides.",
    )


def term_to_sue(text: str) -> str:
    """The term to sue as whoever decides writes it, tidied: no article on it is on file. Raises Refused for words that name no
    length of time; "" stays "", and a paper that has to tell it is then not issued."""
    tidy = " ".join(fits(text, "起诉期限", "the term to sue", 300).split())
    if tidy and not names_a_term(tidy):
        raise Refused(
            "起诉期限须写明多长时间，形如“自收到决定书之日起×个月”或“×日”，并写明依据的条文。",
            "The term to sue names a length of time, in the form “within so many months, or days, of receiving the decision”, "
            "and the article it rests on.",
        )
    return tidy


def told_to_sue(term: str) -> tuple[Text, ...]:
    """The term to sue as a paper prints it; nothing where nobody wrote one."""
    return (Text(f"{TO_SUE}{term}", f"Term to sue: {term}"),) if term else ()


TO_SUE = "起诉期限："
"""How a line of remedies that tells the term to sue begins."""
