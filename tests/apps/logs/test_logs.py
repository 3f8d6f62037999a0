"""What the logs remember: our own events in a process of its own, one import a person, names that clash, logs kept loaded."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.db import IntegrityError, transaction

from jianzheng.apps.cases.exported import exported
from jianzheng.apps.logs import actions, queries
from jianzheng.apps.logs.folders import Folder
from jianzheng.apps.logs.models import KeptLog, State
from jianzheng.core.refusal import Refused
from jianzheng.lab.profile import Profile
from tests import case_cast
from tests.cast import person
from tests.lab.made import written
from tests.web.studio.logs_made import brought, permits

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
TABLE = b"case,activity,timestamp,at,lifecycle\n" + b"".join(
    b"c%d,%s,2024-03-04T0%d:00:00Z,a%d,complete\n" % (n, name, hour, n)
    for n in range(5)
    for name, hour in ((b"apply", 1), (b"decide", 2))
)


def settled(row: KeptLog) -> KeptLog:
    """The log once its worker has ended."""
    for _ in range(3000):
        row = actions.settle(owner=row.owner, log_id=row.pk)
        if row.state != State.READING:
            return row
        time.sleep(0.1)
    raise AssertionError("the import never ended")


def bring(content: bytes, name: str = "a.csv") -> KeptLog:
    """A file brought by the engineer."""
    return actions.bring(
        owner=person("engineer"),
        name=name,
        chunks=[content],
        asked={"zone": "UTC"},
        calendar="weekdays",
        now=NOW,
    )


@pytest.mark.django_db(transaction=True)
class TestOurOwnEvents:
    def test_become_a_log_like_the_exported_one(self) -> None:
        edition = case_cast.settle_in()["hygiene"]
        for _ in range(3):
            case_cast.delivered(edition)
        row = settled(actions.bring_own(owner=person("engineer"), title="ours", now=NOW))
        assert (row.state, row.cases) == (State.KEPT, 3)
        assert actions.folder_of(row).said("progress") == {"done": 0, "whole": 3}
        of = queries.loaded(person("engineer"), row.pk)
        assert Profile.of(of.log).row() == Profile.of(exported()).row()
        assert of.offices_known

    def test_brought_with_offsets_are_kept_in_their_own_zone(self) -> None:
        """Whatever zone was asked for times without one."""
        event = (
            '<event><string key="concept:name" value="a"/>'
            '<date key="time:timestamp" value="2024-03-04T09:00:00+08:00"/></event>'
        )
        trace = f'<trace><string key="concept:name" value="1"/>{event}</trace>'
        row = settled(bring(f"<log>{trace}</log>".encode(), "a.xes"))
        assert (row.state, row.en) == (State.KEPT, "")
        assert queries.loaded(person("engineer"), row.pk).log.zone == "Asia/Shanghai"

    def test_that_are_not_there_are_refused_in_words(self) -> None:
        row = settled(actions.bring_own(owner=person("engineer"), title="ours", now=NOW))
        assert (row.state, row.en) == (State.REFUSED, "There is no such case to export.")


@pytest.mark.django_db
class TestALog:
    def test_is_read_back_as_it_was_kept(self) -> None:
        of = permits()
        kept = queries.loaded(person("engineer"), brought(person("engineer"), of)).log
        assert sorted(map(str, written(kept))) == sorted(map(str, written(of)))
        assert kept.zone == "Asia/Shanghai"

    def test_whose_further_columns_bear_the_names_of_ours_keeps_both(self) -> None:
        row = bring(TABLE)
        mapping = queries.look(row.owner, row.pk)["mapping"]
        actions.read_as(owner=row.owner, log_id=row.pk, asked={"mapping": mapping, "zone": "UTC"})
        assert settled(row).state == State.KEPT
        log = queries.loaded(row.owner, row.pk).log
        assert log.activity.names == ("apply", "decide")
        assert set(log.columns) >= {"at"}

    def test_is_not_read_twice(self) -> None:
        row = KeptLog.objects.get(pk=brought(person("engineer"), permits()))
        with pytest.raises(Refused, match="read already"):
            actions.read_as(owner=row.owner, log_id=row.pk, asked={})

    def test_being_read_is_the_only_one_of_its_owner_by_the_database_itself(self) -> None:
        first, second = (KeptLog.objects.get(pk=brought(person("engineer"), permits(9))) for _ in range(2))
        KeptLog.objects.filter(pk=first.pk).update(state=State.READING)
        with pytest.raises(IntegrityError), transaction.atomic():
            KeptLog.objects.filter(pk=second.pk).update(state=State.READING)

    def test_stays_loaded_until_others_were_asked_for(self) -> None:
        owner = person("engineer")
        ids = [brought(owner, permits(9)) for _ in range(queries.LOADED + 1)]
        first = queries.loaded(owner, ids[0])
        assert queries.loaded(owner, ids[0]) is first
        for id in ids[1:]:
            queries.loaded(owner, id)
        assert queries.loaded(owner, ids[0]) is not first

    def test_makes_room_for_another_that_is_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        owner = person("engineer")
        ids = [brought(owner, permits(9)) for _ in range(2)]
        monkeypatch.setattr(queries, "MOST_EVENTS", 50)
        first = queries.loaded(owner, ids[0])
        second = queries.loaded(owner, ids[1])
        assert queries.loaded(owner, ids[1]) is second
        assert queries.loaded(owner, ids[0]) is not first


class TestAFolder:
    def test_keeps_a_file_inside_itself_whatever_its_name(self, tmp_path) -> None:
        folder = Folder(tmp_path / "log")
        folder.take_in("../../../etc/passwd\x00", [b"x"])
        assert folder.source.parent == tmp_path / "log" / "brought"

    def test_says_that_nobody_is_at_work_where_nobody_is(self, tmp_path) -> None:
        assert not Folder(tmp_path / "log").at_work()
