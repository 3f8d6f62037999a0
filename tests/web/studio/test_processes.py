"""The list: packs, own uploads and editions, with burden and findings."""

from __future__ import annotations

import pytest

from tests.web.studio.conftest import FILING, LIMITS

pytestmark = pytest.mark.django_db


class TestList:
    def test_shows_every_shipped_process_with_its_burden_and_findings(self, engineer):
        page = engineer.get("/studio/").content.decode()
        assert f'href="{FILING}"' in page
        assert "88 / <b>53</b>" in page
        assert page.count("/studio/process/one-thing-chains/") == 11

    def test_shows_ones_own_uploads_and_nobody_elses(self, engineer, bring, signed_in, person):
        bring(("店.csv", LIMITS))
        assert "小店流程" in engineer.get("/studio/").content.decode()
        other = signed_in("supervisor")
        other_person = person("supervisor")
        other_person.role = "engineer"
        other_person.save()
        assert "小店流程" not in other.get("/studio/").content.decode()
        source = engineer.get("/studio/").content.decode().split("/studio/process/own-")[1].split("/")[0]
        assert other.get(f"/studio/process/own-{source}/flow-1/").status_code == 404

    def test_speaks_english_when_asked(self, engineer):
        engineer.cookies["language"] = "en"
        assert "Bring your own process" in engineer.get("/studio/").content.decode()


class TestMatters:
    def test_a_dirty_list_shows_its_defects(self, engineer):
        page = engineer.get("/studio/matters/guangan").content.decode()
        assert "编码缺陷 122 处" in page
        assert "1 / 12" in page

    def test_an_unknown_list_says_so(self, engineer):
        assert engineer.get("/studio/matters/nowhere").status_code == 404
