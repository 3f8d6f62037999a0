"""Editions, exports and proofs: what one takes away is what one saw."""

from __future__ import annotations

import json

import pytest

from jianzheng.apps.catalogue.models import Edition
from jianzheng.formats.pack import read_pack
from jianzheng.formats.table import workbook_tables
from tests.web.studio.conftest import FILING

pytestmark = pytest.mark.django_db


class TestSave:
    def test_saves_the_redesign_as_an_edition_that_reads_back(self, engineer):
        engineer.post(FILING + "decide", {"all": "accept"})
        answer = engineer.post(FILING + "save", {"note": "第一稿"}, follow=True)
        row = Edition.objects.get()
        assert "草案第 1 版" in answer.content.decode().replace("草案第\n", "草案第 ")
        assert row.figures["after"]["days_chain"] == 19
        assert len(read_pack(row.after, "x").processes[0].steps) == 17
        handed = engineer.get(f"/studio/editions/{row.pk}?file=after")
        assert handed.content.decode() == row.after

    def test_sent_twice_is_saved_once(self, engineer):
        engineer.post(FILING + "decide", {"all": "accept"})
        for _ in range(2):
            engineer.post(FILING + "save", {"note": ""})
        assert Edition.objects.count() == 1

    def test_nothing_accepted_is_nothing_to_save(self, engineer):
        answer = engineer.post(FILING + "save", {}, follow=True)
        assert "没有可保存的内容" in answer.content.decode()


class TestExport:
    @pytest.mark.parametrize("side", ["today", "after"])
    @pytest.mark.parametrize("ending", ["yaml", "json", "xlsx", "csv", "bpmn"])
    def test_every_format_of_both_sides(self, engineer, side, ending):
        answer = engineer.get(f"{FILING}export/{side}.{ending}")
        assert answer.status_code == 200
        assert f"filing-{side}.{ending}" in answer["Content-Disposition"]
        assert len(answer.content) > 500

    def test_the_pack_file_reads_back_to_the_process(self, engineer):
        text = engineer.get(FILING + "export/today.yaml").content.decode()
        process = read_pack(text, "x").processes[0]
        assert (len(process.steps), process.schedule.length) == (18, 53)

    def test_the_workbook_has_a_row_for_every_step(self, engineer):
        tables = workbook_tables(engineer.get(FILING + "export/today.xlsx").content, "x")
        assert [len(table.rows) for table in tables][1] == 18

    def test_the_study_is_the_documented_json(self, engineer):
        engineer.post(FILING + "decide", {"all": "accept"})
        study = json.loads(engineer.get(FILING + "export/study.json").content)
        assert study["before"]["burden"]["days_chain"] == 53
        assert study["after"]["burden"]["days_chain"] == 19
        total = sum(
            (move["effect"] or {}).get("days_chain", 0) for move in study["moves"] if move["accepted"]
        )
        assert 53 + study["required_effect"].get("days_chain", 0) + total == 19

    def test_an_unknown_format_is_refused(self, engineer):
        assert engineer.get(FILING + "export/today.exe").status_code == 404


class TestProof:
    def test_the_page_shows_figures_articles_and_how_to_recompute(self, engineer):
        engineer.post(FILING + "decide", {"all": "accept"})
        page = engineer.get(FILING + "proof").content.decode()
        assert "节省 34 个工作日" in page
        assert "建设工程质量管理条例第十三条" in page
        assert "jianzheng redesign filing.yaml" in page
        assert "SHA-256" in page

    def test_the_pdf_is_pdf_a_with_the_chinese_words_in_it(self, engineer):
        engineer.post(FILING + "decide", {"all": "accept"})
        made = engineer.get(FILING + "proof.pdf").content
        assert made.startswith(b"%PDF-1.7")
        assert b"pdfaid:part>2<" in made
        assert b"NotoSansSC" in made
