"""Waiting for the applicant ends when the applicant answers; what the office takes afterwards is the office's own."""

from __future__ import annotations

from tests.core.case.cast import BROUGHT, LI, SUN, WANG, Run, at, licence


def asked_and_answered() -> Run:
    """Asked on Monday the 3rd, answered on Thursday the 6th, accepted on Wednesday the 12th of March 2025."""
    run = Run(licence()).apply(at(2025, 3, 3)).do("receive", WANG, at(2025, 3, 3))
    run.do("ask_supplement", WANG, at(2025, 3, 3, 11), wanted={0: "补交原件"})
    run.do("supplement", LI, at(2025, 3, 6), papers={0: "file"})
    return run.do("accept", WANG, at(2025, 3, 12), papers=BROUGHT)


class TestWaitingForTheApplicant:
    def test_ends_with_the_answer_not_with_acceptance(self) -> None:
        run = asked_and_answered().worked(at(2025, 3, 14))
        step = next(w.step for w in run.case.open)
        run.do("decide", SUN, at(2025, 3, 17), step=step, outcome="grant")
        assert run.item.running == (3, 0, 3)
