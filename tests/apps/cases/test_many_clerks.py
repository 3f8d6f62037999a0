"""Two hundred clerks at once, on one case and on many: everybody gets an answer, nothing is lost or doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.cases.mass import accept_many
from jianzheng.apps.cases.models import Event
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.papers.queries import of_case
from jianzheng.core import case as core
from jianzheng.core.authority import Actor
from jianzheng.core.refusal import Refused
from tests.case_cast import FACTS, NOW, accepted, apply, settle_in, who

CLERKS = 200


def _together(count: int, deed: object, threads: int = 8) -> list[str]:
    """Let `count` clerks do their deed from several threads; "" for done, else the refusal."""

    def one(n: int) -> str:
        try:
            deed(n)  # type: ignore[operator]
        except Refused as refused:
            return refused.zh
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
class TestTwoHundredClerks:
    def test_on_one_case_finish_a_step_once(self) -> None:
        number = accepted(settle_in()["hygiene"])
        zhao = who("zhao")

        def finish(_: int) -> None:
            actions.finish(number=number, actor=zhao, now=NOW, step=0, outcome="agree", facts=FACTS[0])

        answers = _together(CLERKS, finish)
        assert answers.count("") == 1
        assert all("已办完" in answer for answer in answers if answer)
        assert Event.objects.filter(kind="StepDone").count() == 1
        assert verify().equal

    def test_that_each_tell_another_organ_are_all_written(self) -> None:
        number = accepted(settle_in()["hygiene"])
        zhao = who("zhao")

        def tell(n: int) -> None:
            actions.do(core.copy_to, number, zhao, NOW, organ=f"organ-{n}", text="请知悉")

        assert _together(40, tell) == [""] * 40
        assert len(queries.opened(number).case.copies) == 40
        assert verify().equal

    def test_on_many_cases_do_not_hinder_one_another(self) -> None:
        edition = settle_in()["hygiene"]
        numbers = [apply(edition) for _ in range(CLERKS)]
        wang: Actor = who("wang")
        done = _together(CLERKS, lambda n: actions.receive(number=numbers[n], actor=wang, now=NOW))
        assert done == [""] * CLERKS
        assert verify().equal

    def test_applying_at_once_get_different_numbers(self) -> None:
        edition = settle_in()["hygiene"]
        assert _together(100, lambda _: apply(edition)) == [""] * 100
        assert verify().cases == 100

    def test_accepting_one_by_one_and_together_accept_each_case_once(self) -> None:
        edition = settle_in()["hygiene"]
        numbers = [apply(edition, papers=dict.fromkeys((0, 2, 3, 4), "1")) for _ in range(20)]
        wang = who("wang")

        def accept(n: int) -> None:
            if n % 3:
                actions.accept(number=numbers[n % 20], actor=wang, now=NOW, papers={})
            else:
                accept_many(numbers=[numbers[(n + k * 7) % 20] for k in range(12)], actor=wang, now=NOW)

        said = {answer for answer in _together(60, accept) if answer}
        assert all("没有待受理的事项" in answer for answer in said), said
        assert Event.objects.filter(kind="Accepted").count() == 20
        assert Event.objects.filter(kind="Received").count() == 20
        assert [len(of_case(number)) for number in numbers] == [2] * 20
        assert verify().equal
