"""The head of an organ sees the cases in which a matter of theirs is applied for, and no others."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import actions
from jianzheng.core.case import Application
from tests.case_cast import NOW, settle_in, who
from tests.web.rooms_cast import be


@pytest.mark.django_db
def test_a_case_without_a_matter_of_theirs_is_not_found() -> None:
    edition = settle_in("business-start")["business-start"].pk
    applicant, seen = {"name": "李某", "code": "990000199001010017"}, []
    for employs in (True, False):
        said = Application("", (), applicant, "online", conditions={"已招用员工": employs})
        number = actions.apply(edition=edition, application=said, actor=who("li"), now=NOW)
        seen.append([be(name).get(f"/watch/cases/{number}/").status_code for name in ("lyu", "yun", "zhou")])
    assert seen == [[200, 200, 200], [200, 404, 200]]
