"""The profile of a log: the first figures anybody asks for, defined to the last event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from jianzheng.lab.kept import Keep, chosen, named, used
from jianzheng.lab.kernels import cases
from jianzheng.lab.log.log import DAY, NEVER, SECOND, Log
from jianzheng.lab.spans import Spans, days, laid, one
from jianzheng.lab.variants import Variants

Figure = int | float | str | None
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST = np.zeros(1, np.int64)
COLUMNS = (
    "cases",
    "events",
    "activities",
    "variants",
    "top_variant_cases",
    "resources",
    "first",
    "last",
    "median_days",
    "mean_days",
    "p90_days",
    "cases_with_repeat",
    "handover_rate",
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a log holds. Counts, sets of names and whole lengths inside, so it adds up over partitions by case.

    Every event counts, whatever its lifecycle; `first` and `last` are microseconds since 1970-01-01 UTC, NEVER for none;
    `spans` is last minus first event of each case; `repeating` cases have an activity twice; `pairs` are neighbours
    with both resources known, `handed` those that differ."""

    cases: int
    events: int
    variants: Variants
    resources: frozenset[str] | None
    first: int
    last: int
    spans: Spans
    repeating: int
    pairs: int
    handed: int

    @classmethod
    def of(cls, log: Log, keep: Keep | None = None) -> Profile:
        """The profile of the chosen cases."""
        keep, activity, resource = chosen(log, keep), named(log.activity), log.resource
        lengths, first, last = cases.lasted(log.bounds, log.at, keep)
        pairs, handed = cases.handed(log.bounds, resource.codes, keep) if resource else (0, 0)
        who = None
        if resource is not None:
            who = frozenset(
                name for name, seen in zip(resource.names, used(log, resource, keep), strict=True) if seen
            )
        return cls(
            cases=int(keep.sum()),
            events=int(log.lengths[keep].sum()),
            variants=Variants.of(log, keep),
            resources=who,
            first=int(first),
            last=int(last),
            spans=one(lengths),
            repeating=cases.repeating(log.bounds, activity.codes, keep, len(activity.names)),
            pairs=pairs,
            handed=handed,
        )

    def __add__(self, other: Profile) -> Profile:
        known = [names for names in (self.resources, other.resources) if names is not None]
        begun = [at for at in (self.first, other.first) if at != NEVER]
        both = self.spans, other.spans
        return Profile(
            cases=self.cases + other.cases,
            events=self.events + other.events,
            variants=self.variants + other.variants,
            resources=frozenset().union(*known) if known else None,
            first=min(begun, default=NEVER),
            last=max(self.last, other.last),
            spans=laid(1, [(_FIRST, part) for part in both]),
            repeating=self.repeating + other.repeating,
            pairs=self.pairs + other.pairs,
            handed=self.handed + other.handed,
        )

    def row(self) -> dict[str, Figure]:
        """The figures by their published names, rounded as they are published; None where the log cannot say."""
        [time] = self.spans.described()
        length = self.spans.lengths / DAY
        top = self.variants.top(1)
        figures = (
            self.cases,
            self.events,
            len(self.variants.names),
            len(self.variants),
            top[0].cases if top else 0,
            len(self.resources) if self.resources else None,
            said(self.first),
            said(self.last),
            round(float(np.median(length)), 4) if time.n else None,
            round(days(time.mean), 4) if time.n else None,
            round(float(np.percentile(length, 90)), 4) if time.n else None,
            round(self.repeating / self.cases, 4) if self.cases else None,
            round(self.handed / self.pairs, 4) if self.pairs else None,
        )
        return dict(zip(COLUMNS, figures, strict=True))


def said(at: int) -> str | None:
    """A moment in UTC to the second; None for NEVER."""
    if at == NEVER:
        return None
    return (EPOCH + dt.timedelta(seconds=at // SECOND)).strftime("%Y-%m-%d %H:%M:%S")
