"""Random packs and processes for Hypothesis: every field of every value, with texts that hurt YAML, CSV and Excel."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from jianzheng.core.clock import Unit
from jianzheng.core.ground import UNSTATED, Ground, GroundKind
from jianzheng.core.lawbook import Concept, Lawbook, Limit, Listing, Precedence, Removal
from jianzheng.core.process import Conduct, Fee, Need, Order, Process, Step
from jianzheng.core.service import Term
from jianzheng.core.text import Text
from jianzheng.formats.pack import Matter, Pack
from jianzheng.formats.pack_steps import HANDLINGS, STEP_KINDS

HURTFUL = (
    "1e5",
    "08",
    "null",
    "true",
    "~",
    "=1+1",
    "- a",
    "a: b",
    "#",
    "'",
    "007",
    "𠮷",
    "*x",
    "&y",
    "!z",
    "2018-01-01",
)
texts = st.sampled_from(HURTFUL) | st.text(st.characters(codec="utf-8"), max_size=12)
words = texts.filter(bool)
ids = st.from_regex(r"[a-z一-龥][a-z0-9_.一-龥-]{0,6}", fullmatch=True) | st.sampled_from(["1", "007", "1e5"])
days = st.none() | st.integers(0, 400) | st.sampled_from([0.5, 1.25, 1e-05, 1e6])
counts = st.integers(0, 9)


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    """Any ground but one that says its kind and cites nothing."""
    kind = draw(st.sampled_from(GroundKind))
    cite = "" if kind is GroundKind.UNSTATED else draw(words)
    return Ground(kind, cite, draw(texts), draw(texts), draw(texts), draw(texts))


def titles() -> st.SearchStrategy[Text]:
    """Titles that are not empty in both languages."""
    return st.builds(Text, texts, texts).filter(lambda text: bool(str(text)))


maybe = st.just(UNSTATED) | grounds()
needs = st.builds(
    Need, words, maybe, texts, st.sampled_from(HANDLINGS), st.booleans(), st.booleans(), st.booleans()
)
fees = st.builds(Fee, words, texts, maybe)
conducts = st.just(Conduct()) | st.builds(
    Conduct,
    staff=counts,
    post=texts,
    actor=st.sampled_from(["person", "machine"]),
    channels=st.lists(words, max_size=2).map(tuple),
    pauses=st.lists(words, max_size=2).map(tuple),
    quota=texts,
    watched_by=texts,
    instant=maybe,
    delegate_to=texts,
    delegate_ground=maybe,
)


def several(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """A short tuple of one kind of value."""
    return st.lists(strategy, max_size=most).map(tuple)


def steps(id: str) -> st.SearchStrategy[Step]:
    """A step called `id`, with anything in its other fields."""
    return st.builds(
        Step,
        st.just(id),
        words,
        texts,
        days,
        days,
        maybe,
        st.sampled_from(STEP_KINDS),
        texts,
        several(needs, 2),
        several(words, 2),
        maybe,
        texts,
        texts,
        texts,
        texts,
        texts,
        counts,
        counts,
        several(fees, 1),
        conducts,
        several(words, 2),
    )


@st.composite
def processes(draw: st.DrawFn, id: str = "p") -> Process:
    """A process with up to four steps and orders between them."""
    names = draw(st.lists(ids, unique=True, max_size=4))
    made = tuple(draw(steps(name)) for name in names)
    some = st.sampled_from(names) if names else st.nothing()
    orders = draw(several(st.builds(Order, some, some, maybe))) if names else ()
    return Process(
        id,
        draw(titles()),
        made,
        orders,
        draw(st.dictionaries(words, st.booleans(), max_size=2)),
        draw(several(st.builds(Text, texts, texts), 2)),
        draw(texts),
        draw(days),
        draw(days),
        draw(st.dictionaries(words, words, max_size=2)),
    )


@st.composite
def lawbooks(draw: st.DrawFn) -> Lawbook:
    """A lawbook with every kind of entry."""
    names = draw(st.lists(words, unique=True, max_size=3))
    return Lawbook(
        tuple(
            Concept(name, draw(words), draw(several(words, 2)), draw(several(words, 1)), draw(texts))
            for name in names
        ),
        draw(
            several(st.builds(Precedence, words, words, words, grounds(), st.just("merge"), st.booleans()), 2)
        ),
        draw(
            several(
                st.builds(Listing, words, st.lists(words, min_size=1, max_size=2).map(tuple), grounds()), 1
            )
        ),
        draw(
            several(
                st.builds(
                    Limit, words, st.integers(0, 90), st.sampled_from(["working", "natural"]), grounds()
                ),
                1,
            )
        ),
        draw(several(st.builds(Removal, words, grounds()), 1)),
        {name: ground for name in names if (ground := draw(maybe)) != UNSTATED},
    )


TERMS = st.builds(
    Term,
    ids,
    st.integers(0, 90),
    st.sampled_from(Unit),
    texts,
    st.integers(0, 40),
    texts,
    st.integers(1, 3),
    texts,
    several(words, 2),
    titles(),
    maybe,
)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A pack with processes, chains, law and matters."""
    names = draw(st.lists(ids, unique=True, max_size=2))
    return Pack(
        draw(ids),
        draw(titles()),
        tuple(draw(processes(name)) for name in names),
        frozenset(draw(st.sets(st.sampled_from(names)))) if names else frozenset(),
        draw(lawbooks()),
        draw(several(st.builds(Matter, words, words, *[texts] * 9), 2)),
        draw(several(ids, 2)),
        draw(texts),
        draw(st.booleans()),
        terms=draw(several(TERMS, 2)),
    )
