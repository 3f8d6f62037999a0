"""What law says about matters by name: which must come before which, what may be asked, how long, what may be merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jianzheng.core.ground import Ground
from jianzheng.core.names import plain
from jianzheng.core.process import Process, Step
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Concept:
    """A matter as law knows it; a printed name means it when it contains one of `aliases` and none of `excludes`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    name_en: str = ""

    def named_by(self, name: str) -> bool:
        """Whether a printed name means this matter; brackets and punctuation do not count."""
        bare = plain(name)
        return any(plain(alias) in bare for alias in (self.name, *self.aliases)) and not any(
            plain(word) in bare for word in self.excludes
        )


@dataclass(frozen=True, slots=True)
class Precedence:
    """Law relates two concepts: `before` (first must be done before the second), `merge` (may be handled as one) or
    `overlap` (the second is examined meanwhile and decided when the first is done). `ground.when` = its condition;
    `any_one`: of several steps that mean the first, one suffices (立项 by approval, ratification or filing)."""

    id: str
    first: str
    second: str
    ground: Ground
    relation: str = "before"
    any_one: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The article that lists what may be asked for a concept; a material is on the list when it contains one of `words`."""

    concept: str
    words: tuple[str, ...]
    ground: Ground

    def allows(self, material: str) -> bool:
        """Whether the article lists this material."""
        bare = plain(material)
        return any(plain(word) in bare for word in self.words)


@dataclass(frozen=True, slots=True)
class Removal:
    """A reform strikes a matter that no law sets up; `ground` is the document that does."""

    concept: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Limit:
    """The longest a concept may take: `days` of `unit` (working | natural), 0 = at once."""

    concept: str
    days: float
    unit: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Demand:
    """Two steps of a process that law relates by one article; `applies` is None where its condition is not known to hold."""

    before: Step
    after: Step
    rule: Precedence
    applies: bool | None

    @property
    def ground(self) -> Ground:
        """The article."""
        return self.rule.ground


@dataclass(frozen=True)
class Lawbook:
    """Everything the content packs say about law."""

    concepts: tuple[Concept, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    listings: tuple[Listing, ...] = ()
    limits: tuple[Limit, ...] = ()
    removals: tuple[Removal, ...] = ()
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    """Concept id → the article that sets the matter up (a step's ground)."""

    @cached_property
    def _meant(self) -> dict[str, tuple[str, ...]]:
        return {}

    def meant_by(self, name: str) -> tuple[str, ...]:
        """Ids of the concepts a printed name means (remembered: lists repeat names)."""
        if name not in self._meant:
            self._meant[name] = tuple(concept.id for concept in self.concepts if concept.named_by(name))
        return self._meant[name]

    def of(self, step: Step) -> tuple[str, ...]:
        """Ids of the concepts a step is: by its matter when one is stated, else by its name."""
        return self.meant_by(step.matter or step.name)

    def name(self, concept: str) -> Text:
        """The name of a concept, its id when unknown."""
        known = next((known for known in self.concepts if known.id == concept), None)
        return Text(known.name, known.name_en) if known else Text(concept)

    def condition(self, name: str) -> Text:
        """The name of a condition in both languages, as the articles that hang on it give it."""
        english = (rule.ground.when_en for rule in self.precedences if rule.ground.when == name)
        return Text(name, next(english, ""))

    def limit(self, step: Step) -> Limit | None:
        """The legal limit of a step's matter, if the lawbook has one."""
        found = self.of(step)
        return next((limit for limit in self.limits if limit.concept in found), None)

    def listing(self, step: Step) -> Listing | None:
        """The article that lists what may be asked at a step, if the lawbook has one."""
        found = self.of(step)
        return next((listing for listing in self.listings if listing.concept in found), None)

    def removal(self, step: Step) -> Ground | None:
        """The reform that strikes a step's matter; None where there is none, or where an article sets the matter up."""
        found = self.of(step)
        if step.ground.binds or self.ground(step):
            return None
        return next((removal.ground for removal in self.removals if removal.concept in found), None)

    def ground(self, step: Step) -> Ground | None:
        """The article that sets a step's matter up, if the lawbook has one."""
        return next((self.grounds[id] for id in self.of(step) if id in self.grounds), None)


def demands(lawbook: Lawbook, process: Process) -> list[Demand]:
    """Every pair of steps that law relates, in the order of the lawbook; a false condition leaves its article out."""
    steps_of: dict[str, list[Step]] = {}
    for step in process.steps:
        for concept in lawbook.of(step):
            steps_of.setdefault(concept, []).append(step)
    return [
        Demand(first, second, rule, applies)
        for rule in lawbook.precedences
        if (applies := holds(process, rule.ground.when)) is not False
        for first in steps_of.get(rule.first, ())
        for second in steps_of.get(rule.second, ())
        if first.id != second.id and rule.second not in lawbook.of(first)
    ]


def beyond(lawbook: Lawbook, process: Process) -> dict[str, Precedence]:
    """Step id → the first article, certain to apply, that wants it done only before something this process does not
    reach (such as 开工)."""
    present = {concept for step in process.steps for concept in lawbook.of(step)}
    later = {
        rule.first: rule
        for rule in reversed(lawbook.precedences)
        if rule.relation == "before" and rule.second not in present and holds(process, rule.ground.when)
    }
    found = {}
    for step in process.steps:
        rules = [later[concept] for concept in lawbook.of(step) if concept in later]
        if rules:
            found[step.id] = rules[0]
    return found


def holds(process: Process, condition: str) -> bool | None:
    """Whether a condition holds: "" always does, None = not known."""
    return True if not condition else process.conditions.get(condition)


def join(books: Iterable[Lawbook]) -> Lawbook:
    """Several lawbooks as one."""
    books = list(books)
    return Lawbook(
        tuple(item for book in books for item in book.concepts),
        tuple(item for book in books for item in book.precedences),
        tuple(item for book in books for item in book.listings),
        tuple(item for book in books for item in book.limits),
        tuple(item for book in books for item in book.removals),
        {id: ground for book in books for id, ground in book.grounds.items()},
    )
