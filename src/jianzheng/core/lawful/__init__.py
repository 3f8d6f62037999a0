"""Whether a redesign is lawful: the fourteen invariants no simplification may break."""

from __future__ import annotations

from jianzheng.core.confront import Confronted
from jianzheng.core.lawful import conduct, content
from jianzheng.core.lawful.breach import BASIS, Breach, Change
from jianzheng.core.process import Process

INVARIANTS = (
    content.r1_grounds_kept,
    content.r1_orders_kept,
    content.r2_nothing_asked_again,
    content.r3_one_intake,
    conduct.r4_two_inspectors,
    conduct.r5_hearing_kept,
    content.r6_reasons_and_publicity,
    content.r7_quota_kept,
    content.r8_no_new_fee,
    conduct.r9_at_once_stays,
    content.r10_channels_kept,
    conduct.r11_decider_has_power,
    conduct.r12_watched,
    conduct.r13_clocks,
    conduct.r14_person_decides,
)


def breaches(before: Confronted, after: Process) -> list[Breach]:
    """Every invariant that going from `before` to `after` breaks; [] = lawful."""
    change = Change(before, after)
    return [breach for invariant in INVARIANTS for breach in invariant(change)]


__all__ = ["BASIS", "INVARIANTS", "Breach", "Change", "breaches"]
