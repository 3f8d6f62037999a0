"""The demonstration's own loop: one service has been through it, so that a measured effect can be seen at once."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.apps.cases.models import Case, Event
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.improve.models import Proposal, State
from jianzheng.jobs.demo import LOOP
from jianzheng.jobs.run import once
from tests.case_cast import ZONE, apply, settle_in

pytestmark = pytest.mark.django_db


def test_shows_two_editions_with_simulated_cases_on_both_sides_and_the_effect_measured_once() -> None:
    settle_in(LOOP)
    now = dt.datetime(2025, 9, 25, 10, tzinfo=ZONE)
    Published.objects.update(in_force_from=now - dt.timedelta(days=365))
    assert once(["demo", "nightly"], now) == {"demo": 1, "nightly": 1}
    first, second = Published.objects.order_by("number")
    assert first.in_force_until == second.in_force_from and second.in_force_until is None
    orders = Proposal.objects.filter(service=LOOP, published=second)
    assert {one.what for one in orders} == {"review > expert", "expert > inspect"}
    found = orders[0]
    assert (found.state, found.published, found.edition) == (State.MEASURED, second, first)
    assert found.seen["simulated"] == found.seen["log"] >= 40
    assert found.measured["simulated"] == [True, True] and min(found.measured["ended"]) >= 20
    assert found.measured["verdict"] == "shorter"
    assert found.seen["window"][1] <= found.found_at.astimezone(ZONE).date().isoformat()
    assert not Case.objects.filter(simulated=False).exists()
    applicants = (
        Event.objects.filter(kind__in=("Applied", "Supplemented")).values_list("case", "by").distinct()
    )
    assert len(applicants) == Case.objects.count() and applicants.filter(kind="Supplemented").exists()
    cases = Case.objects.count()
    assert once(["demo", "nightly"], now) == {"demo": 0, "nightly": 0} and Case.objects.count() == cases


def test_touches_nothing_where_the_service_has_cases_of_its_own() -> None:
    edition = settle_in(LOOP)[LOOP]
    apply(edition)
    assert once(["demo"], dt.datetime.now(ZONE)) == {"demo": 0}
    assert Published.objects.count() == 1
