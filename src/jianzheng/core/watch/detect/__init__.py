"""Detectors: what the history of a case, or of many, shows that law or honesty would not; one small function each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from jianzheng.core.watch.detect import across, asking, ending, pausing, staffing, timing
from jianzheng.core.watch.detect.order import skipped_step
from jianzheng.core.watch.detect.saying import finding
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import History

Detector = Callable[[History], Iterator[Finding]]

DETECTORS: tuple[Detector, ...] = (
    pausing.unlawful_pause,
    pausing.pause_too_long,
    pausing.long_pause,
    asking.second_notice,
    asking.off_list,
    asking.deemed_accepted,
    skipped_step,
    timing.zero_length,
    timing.one_timestamp,
    timing.end_before_start,
    timing.accept_is_end,
    staffing.unknown_operator,
    staffing.no_power,
    staffing.same_person,
    staffing.examiner_decides,
    staffing.over_objection,
    ending.late_decision,
    ending.late_delivery,
    ending.late_step,
    ending.no_reason,
    ending.waived_on_word,
)
"""What is looked for in one case."""

ACROSS: tuple[Callable[[Sequence[History]], Iterator[Finding]], ...] = (
    across.bulk_entry,
    across.odd_hours,
    across.always_last_day,
)
"""What only many cases together show."""


def detect(history: History) -> tuple[Finding, ...]:
    """Everything the history of one case shows, in the order it happened."""
    found = [each for detector in DETECTORS for each in detector(history)]
    if len(history.cases) <= len(history.happened):
        broken = history.happened[len(history.cases) - 1]
        found.append(
            finding(
                history,
                "broken_record",
                broken,
                f"第 {broken.sequence} 个事件与之前的事件接不上。",
                f"Event {broken.sequence} does not follow from those before it.",
            )
        )
    return tuple(sorted(found, key=lambda each: (each.evidence, each.kind)))


def across_cases(histories: Sequence[History]) -> tuple[Finding, ...]:
    """Everything many cases show together."""
    return tuple(each for detector in ACROSS for each in detector(histories))
