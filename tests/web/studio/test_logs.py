"""Bringing a log: what says itself is read at once, tables are asked about, everything odd is counted, nothing breaks."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Callable

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jianzheng.apps.logs.actions import folder_of
from jianzheng.apps.logs.models import KeptLog, State
from jianzheng.apps.logs.queries import loaded
from jianzheng.lab.log.parquet import write_parquet
from tests.web.studio.logs_made import permits

pytestmark = pytest.mark.django_db

TABLE = "办件编号,环节名称,完成时间,经办人,department\n" + "".join(
    f"A{case},{step},2024-03-{4 + case % 20:02d} {9 + place:02d}:{case % 60:02d},{who},{office}\n"
    for case in range(40)
    for place, (step, who, office) in enumerate(
        [("收件", "王", "窗口"), ("审查", "李", "住建局"), ("发证", "赵", "窗口")]
    )
)
XES = """<?xml version="1.0" encoding="UTF-8"?><log>{}</log>"""
TRACE = """<trace><string key="concept:name" value="c{n}"/>
<event><string key="concept:name" value="apply"/><date key="time:timestamp" value="2024-03-04T09:00:00+00:00"/></event>
<event><string key="concept:name" value="decide"/><date key="time:timestamp" value="2024-03-0{d}T10:30:00+00:00"/></event>
</trace>"""


def xes(cases: int = 9) -> bytes:
    """A small log that says itself which is which."""
    return XES.format("".join(TRACE.format(n=n, d=5 + n % 4) for n in range(cases))).encode()


def ocel() -> bytes:
    """Two permits on one plot."""
    moments = [("p1", "2024-03-04T09:00:00Z"), ("p2", "2024-03-04T10:00:00Z")]
    events = [
        {
            "id": f"{permit}{step}",
            "type": step,
            "time": time.replace("04T", f"0{5 + place}T"),
            "relationships": [
                {"objectId": permit, "qualifier": "of"},
                {"objectId": "plot1", "qualifier": "on"},
            ],
        }
        for permit, time in moments
        for place, step in enumerate(("apply", "decide"))
    ]
    things = [("p1", "permit"), ("p2", "permit"), ("plot1", "plot")]
    return json.dumps(
        {
            "objectTypes": [{"name": "permit", "attributes": []}, {"name": "plot", "attributes": []}],
            "eventTypes": [{"name": "apply", "attributes": []}, {"name": "decide", "attributes": []}],
            "objects": [{"id": id, "type": kind} for id, kind in things],
            "events": events,
        }
    ).encode()


def workbook() -> bytes:
    """The table as Excel writes it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(TABLE.splitlines()):
            sheet.write_row(row, 0, line.split(","))
    return made.getvalue()


@pytest.fixture
def bring(signed_in: Callable[[str], Client]) -> Callable[..., HttpResponse]:
    """`bring("a.xes", b"…")`: upload a log as the engineer."""

    def upload(name: str, content: bytes, **more: str) -> HttpResponse:
        form = {"file": SimpleUploadedFile(name, content), "zone": "Asia/Shanghai", "calendar": "cn", **more}
        return signed_in("engineer").post("/studio/logs/bring", form)

    return upload


@pytest.fixture
def engineer(signed_in: Callable[[str], Client]) -> Client:
    """The engineer of the cast."""
    return signed_in("engineer")


def ended(engineer: Client, url: str) -> KeptLog:
    """The log once its import has ended, which is waited for as a browser does: by asking again."""
    for _ in range(3000):
        engineer.get(url)
        row = KeptLog.objects.latest("id")
        if row.state != State.READING:
            return row
        time.sleep(0.1)
    raise AssertionError("the import never ended")


def read(engineer: Client, url: str, **said: str) -> KeptLog:
    """Confirm the columns and wait for the import."""
    page = engineer.get(url)
    chosen = {word: value for word, _, value, _ in page.context["meanings"]}
    form = {"do": "read", **chosen, "zone": "Asia/Shanghai", **said}
    answer = engineer.post(url, form)
    assert answer.status_code == 302, answer.content.decode()
    return ended(engineer, answer.url)


class TestALogThatSaysItself:
    @pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
    def test_is_read_at_once_and_kept(self, engineer, bring, pack):
        row = ended(engineer, bring("a.xes", pack(xes())).url)
        assert (row.state, row.cases, row.events) == (State.KEPT, 9, 18)
        assert folder_of(row).parquet.is_file()
        assert not (folder_of(row).path / "brought").exists()

    def test_tells_of_every_odd_row(self, engineer, bring):
        broken = xes().replace(b"2024-03-06T10:30:00+00:00", b"yesterday")
        row = ended(engineer, bring("a.xes", broken).url)
        assert [(each["kind"], each["count"]) for each in row.report["odd"]] == [("bad_time", 2)]

    def test_even_as_a_table_when_this_product_stored_it(self, engineer, bring, tmp_path):
        """Nothing is asked of our own Parquet."""
        write_parquet(permits(12), tmp_path / "own.parquet")
        row = ended(engineer, bring("own.parquet", (tmp_path / "own.parquet").read_bytes()).url)
        assert (row.state, row.cases) == (State.KEPT, 12)


class TestObjects:
    def test_of_the_type_asked_for_are_the_cases(self, engineer, bring):
        row = ended(engineer, bring("a.jsonocel", ocel(), objects="plot").url)
        assert (row.state, row.cases, row.events) == (State.KEPT, 1, 4)

    def test_of_an_unknown_type_are_asked_for_again(self, engineer, bring):
        url = bring("a.jsonocel", ocel(), objects="ship").url
        assert ended(engineer, url).state == State.REFUSED
        page = engineer.get(url).content.decode()
        assert "plot" in page and "permit" in page
        engineer.post(f"{url}again", {"objects": "permit"})
        assert (row := ended(engineer, url)).state == State.KEPT
        assert row.cases == 2


class TestATable:
    @pytest.mark.parametrize("office", ["department", "部门"])
    def test_keeps_its_offices(self, engineer, bring, office):
        """The column of the office is guessed, or chosen, and every page then knows the offices."""
        table = TABLE.replace("department", office).encode()
        row = read(engineer, bring("a.csv", table).url)
        assert loaded(row.owner, row.pk).offices_known
        assert set(loaded(row.owner, row.pk).office.names) == {"窗口", "住建局"}

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_is_shown_with_guessed_columns_before_it_is_read(self, engineer, bring, encoding):
        url = bring("表.csv", TABLE.encode(encoding)).url
        page = engineer.get(url)
        chosen = {word: value for word, _, value, _ in page.context["meanings"]}
        assert (chosen["case"], chosen["activity"], chosen["at"]) == ("办件编号", "环节名称", "完成时间")
        assert "A0" in page.content.decode()
        row = read(engineer, url)
        assert (row.state, row.cases, row.events) == (State.KEPT, 40, 120)

    def test_of_excel_too(self, engineer, bring):
        row = read(engineer, bring("表.xlsx", workbook()).url)
        assert (row.cases, row.events) == (40, 120)

    def test_can_be_corrected(self, engineer, bring):
        url = bring("a.csv", TABLE.encode()).url
        row = read(engineer, url, activity="department", resource="")
        assert row.state == State.KEPT
        assert row.asked["mapping"]["activity"] == "department"

    def test_without_a_case_asks_again_and_keeps_what_was_chosen(self, engineer, bring):
        url = bring("a.csv", TABLE.encode()).url
        answer = engineer.post(url, {"do": "read", "case": "", "activity": "department", "at": "完成时间"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "请指明哪一列是办件编号" in page
        assert '<option value="department" selected>' in page

    def test_looked_at_in_another_encoding_shows_other_words(self, engineer, bring):
        url = bring("a.csv", TABLE.encode("gb18030")).url
        engineer.post(url, {"do": "look", "encoding": "latin-1", "separator": ","})
        assert "办件编号" not in engineer.get(url).context["look"]["names"]
        engineer.post(url, {"do": "look", "encoding": "gb18030", "separator": ","})
        assert "办件编号" in engineer.get(url).context["look"]["names"]

    def test_whose_times_are_unreadable_in_the_format_said_is_read_and_every_time_counted(
        self, engineer, bring
    ):
        row = read(engineer, bring("a.csv", TABLE.encode()).url, at_format="%d/%m/%Y")
        assert [(each["kind"], each["count"]) for each in row.report["odd"]] == [("bad_time", 120)]


class TestWhatHoldsNoLog:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.csv", b""),
            ("noise.bin", bytes(range(256)) * 4),
            ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
            ("cut.xes.gz", gzip.compress(xes())[:40]),
            ("cut.parquet", b"PAR1 and nothing more"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_refused_in_words_and_nothing_is_kept(self, bring, name, content):
        answer = bring(name, content)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
        assert not KeptLog.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("page.html", b"<html><body>hello</body></html>"),
            ("half.json", b'{"events": [{"id": '),
            ("bomb.xes", b'<!DOCTYPE a [<!ENTITY b "bb">]><log><trace>&b;</trace></log>'),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_refused_in_words_where_only_reading_shows_it(self, engineer, bring, name, content):
        row = ended(engineer, bring(name, content).url)
        assert row.state == State.REFUSED
        assert row.zh
        assert 'role="alert"' in engineer.get(f"/studio/logs/{row.pk}/").content.decode()

    def test_no_file_at_all_is_refused_in_words(self, engineer):
        assert "请先选择文件" in engineer.post("/studio/logs/bring").content.decode()

    @pytest.mark.parametrize("wrong", [{"zone": "Mars/Base"}, {"calendar": "mars"}])
    def test_an_unknown_zone_or_calendar_is_refused_in_words(self, bring, wrong):
        answer = bring("a.xes", xes(), **wrong)
        assert answer.status_code == 422
        assert not KeptLog.objects.exists()


class TestAnImport:
    def test_can_be_cancelled_and_its_process_ends(self, engineer, bring):
        row_url = bring("big.xes", xes(40_000)).url
        row = KeptLog.objects.get()
        assert row.state == State.READING
        assert "取消读入" in engineer.get(row_url).content.decode()
        engineer.post(f"{row_url}cancel")
        row.refresh_from_db()
        assert row.state == State.CANCELLED
        assert not folder_of(row).at_work()
        assert not folder_of(row).parquet.exists()
        assert "重新读入" in engineer.get(row_url).content.decode()

    def test_runs_one_at_a_time_for_each_person(self, engineer, bring):
        url = bring("big.xes", xes(40_000)).url
        answer = bring("a.xes", xes())
        assert (answer.status_code, answer.url) == (302, url)
        assert engineer.post("/studio/logs/own").url == url
        assert "您还有一份日志正在读入" in engineer.get(url).content.decode()
        assert KeptLog.objects.count() == 1
        engineer.post(f"{url}cancel")

    def test_whose_worker_died_says_so(self, engineer, bring):
        url = bring("big.xes", xes(40_000)).url
        folder_of(KeptLog.objects.get()).stop()
        assert ended(engineer, url).state == State.REFUSED


class TestALog:
    def test_belongs_to_whoever_brought_it(self, engineer, bring, signed_in, person):
        url = bring("a.xes", xes()).url
        ended(engineer, url)
        other = person("supervisor")
        other.role = "engineer"
        other.save()
        stranger = signed_in("supervisor")
        assert stranger.get(url).status_code == 404
        stranger.post(f"{url}remove")
        assert KeptLog.objects.exists()

    def test_can_be_removed_with_everything_kept_of_it(self, engineer, bring):
        url = bring("a.xes", xes()).url
        path = folder_of(ended(engineer, url)).path
        engineer.post(f"{url}remove")
        assert not KeptLog.objects.exists()
        assert not path.exists()

    def test_name_that_attacks_is_shown_as_text(self, engineer, bring):
        ended(engineer, bring("<script>alert(1)<script>.xes", xes()).url)
        assert "<script>alert" not in engineer.get("/studio/logs/").content.decode()
