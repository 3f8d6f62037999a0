"""What supervision finds in the demonstration was truly done there through the verbs; the engine refuses the rest."""

from __future__ import annotations

import random

import pytest

from jianzheng.apps.cases.exported import exported
from jianzheng.apps.cases.models import Case, Item
from jianzheng.apps.cases.simulated import load
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.oversight.escalate import look
from jianzheng.apps.oversight.models import Finding
from jianzheng.apps.oversight.queries import findings
from jianzheng.core.watch.finding import KINDS
from jianzheng.jobs.demo import actors_of
from jianzheng.jobs.demo_breaches import ALIKE, CROWD, CROWDS, SCENES, breaches
from jianzheng.lab.conform.log import conform
from tests.case_cast import NOW, demo, settle_in

pytestmark = pytest.mark.django_db
REFUSED = {"skipped_step", "no_power", "same_person", "no_reason", "broken_record"}
"""What the engine lets nobody do; only records of other systems can show it."""
UNPLAYED = {"waived_on_word", "over_objection"}
"""No simulated licence is annulled, and nobody objects in a simulated meeting."""
UNJUDGED = {"unknown_operator"}
"""Of a simulated case nobody asks who stood in the register."""


def test_every_kind_that_can_happen_here_is_found_in_the_first_round_and_none_is_made_up() -> None:
    editions = settle_in(*{offered for offered, _ in (*SCENES, *CROWDS)}, "food")
    load(breaches(actors_of(demo()), random.Random(7), NOW))
    assert Case.objects.count() == len(SCENES) + len(CROWDS) * CROWD + ALIKE < 100
    assert not Case.objects.filter(simulated=False).exists() and verify().equal
    given = list(Item.objects.exclude(result_no="").values_list("organ", "result_no"))
    assert len(given) == len(set(given)) > len(CROWDS) * CROWD / 2
    look(now=NOW)
    assert all(seen.simulated for seen in findings(size=100))
    found = set(Finding.objects.values_list("kind", flat=True))
    assert found == KINDS.keys() - REFUSED - UNJUDGED - UNPLAYED
    for edition in editions.values():
        log = conform(exported(editions=[edition.pk]), service(edition.pk).process)
        assert log.fitting == log.cases
