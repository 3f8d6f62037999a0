"""The list of a case's steps at the desk."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from jianzheng.apps.cases import queries
from jianzheng.web.desk.work import rows
from tests.case_cast import apply, settle_in

pytestmark = pytest.mark.django_db


class TestTheStepsOfACase:
    def test_name_their_matter_where_there_are_several(self) -> None:
        edition = settle_in("hygiene", "newborn")
        found = {id: queries.opened(apply(edition[id])) for id in edition}
        assert {str(row.matter) for row in rows(found["hygiene"])} == {""}
        titles = [str(matter.title) for matter in found["newborn"].service.matters]
        assert {str(row.matter) for row in rows(found["newborn"])} == set(titles)
        shown = render_to_string("desk/steps.html", {"rows": rows(found["newborn"]), "number": "x"})
        assert all(shown.count(title) >= 3 for title in titles)
