"""The form of the one notice sent twice: the second is no second notice, as it asks nothing anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from jianzheng.apps.cases import store
from jianzheng.apps.cases.queries import history
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.core.authority import Actor
from jianzheng.core.case import Act
from jianzheng.core.case.events import SupplementAsked
from jianzheng.core.case.notice import repeats
from jianzheng.core.refusal import Refused


def sent_twice(*, number: str, actor: Actor, now: dt.datetime, said: Mapping[str, Any]) -> None:
    """Raises Refused where the notice asked for is word for word the one its author has given."""
    loaded = store.load(number)
    act = Act(service(loaded.edition), rules(), actor, moment(now))
    happened = reversed(history(loaded.id))
    by, given = next((one.by, one.event) for one in happened if isinstance(one.event, SupplementAsked))
    if by == act.by and repeats(loaded.case, act, given, **said):
        raise Refused(
            "这份补正告知已经出具，不用重复提交，请看“文书”。",
            "This notice was given already; see Official papers.",
        )
