"""Examining a process: every defect with its place, its ground and the remedy. Precision counts as much as recall."""

from jianzheng.core.confront import Confronted, confront
from jianzheng.core.examine import limits, orders, papers
from jianzheng.core.examine.codes import malformed, repeated
from jianzheng.core.examine.finding import KINDS, Finding
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.process import Process

CHECKS = (
    orders.rings,
    orders.unknown_steps,
    orders.against,
    orders.missing,
    papers.off_list,
    papers.copies,
    papers.catch_alls,
    papers.twice,
    limits.over_law,
    limits.over_promise,
    limits.groundless_fees,
    limits.signatures,
    orders.unyielded,
    papers.yielded,
    papers.held,
    papers.repeated,
    orders.groundless,
    limits.groundless_steps,
)


def examine(process: Process, lawbook: Lawbook | None = None) -> list[Finding]:
    """Every defect of `process`, errors first."""
    return examined(confront(process, lawbook or Lawbook()))


def examined(confronted: Confronted) -> list[Finding]:
    """Every defect of a process already laid against law and data, errors first."""
    found = [finding for check in CHECKS for finding in check(confronted)]
    coded = [(step.id, step.name, step.code, step.place) for step in confronted.process.steps if step.code]
    found += [*malformed(coded), *repeated(coded)]
    return sorted(found, key=lambda finding: not finding.serious)


__all__ = ["CHECKS", "KINDS", "Finding", "examine", "examined", "malformed", "repeated"]
