"""What many cases write at once reaches PostgreSQL as it was, whatever signs people typed."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianzheng.apps.cases.on_postgres import columns_of

TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
ROWS = st.lists(
    st.tuples(TYPED, st.binary(), st.none() | st.integers(-(2**62), 2**62), st.booleans()), min_size=1
)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="arrays are PostgreSQL's")
@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(ROWS)
def test_come_back_as_they_were(rows: list[tuple[str, bytes, int | None, bool]]) -> None:
    with connection.cursor() as cursor:
        query = "SELECT * FROM unnest(%s::text[], %s::bytea[], %s::bigint[], %s::bool[])"
        cursor.execute(query, columns_of(rows))
        assert [(text, bytes(data), number, flag) for text, data, number, flag in cursor] == rows
