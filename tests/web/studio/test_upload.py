"""Bringing one's own process: good files open at once, bad ones name every problem, nothing is lost or doubled."""

from __future__ import annotations

import pytest

from jianzheng.apps.catalogue.models import Upload
from jianzheng.formats.workbook import template
from tests.web.studio.conftest import LIMITS

pytestmark = pytest.mark.django_db


class TestUpload:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_a_csv_in_any_usual_encoding_opens_on_its_process(self, engineer, bring, encoding):
        answer = bring(("流程.csv", LIMITS.encode(encoding)))
        assert answer.status_code == 302
        page = engineer.get(answer.url).content.decode()
        assert "小店流程" in page
        assert "今天 8 个工作日" in page

    def test_the_template_comes_back_as_a_process(self, engineer, bring):
        answer = bring(("模板.xlsx", template()))
        assert engineer.get(answer.url).status_code == 200

    def test_the_same_file_twice_is_one_upload(self, bring):
        assert bring(("a.csv", LIMITS)).url == bring(("a.csv", LIMITS)).url
        assert Upload.objects.count() == 1

    def test_every_problem_is_named_with_its_line(self, bring):
        answer = bring(("a.csv", LIMITS.replace(",3\n", ",-3\n").replace(",5\n", ",abc\n")))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "有 2 处需要改正" in page
        assert "a.csv 2" in page
        assert "a.csv 3" in page
        assert not Upload.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.csv", b""),
            ("noise.csv", bytes(range(256)) * 4),
            ("bomb.yaml", "a: &a [1]\nb: *a\n"),
            ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
            ("old.xls", b"\xd0\xcf\x11\xe0 old office"),
            ("list.csv", "x,y\n1,2\n"),
            ("half.json", '{"format": "jianzheng-pack/1", '),
        ],
    )
    def test_what_cannot_be_read_is_refused_in_words(self, bring, name, content):
        answer = bring((name, content))
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()

    def test_no_file_at_all_is_refused_in_words(self, engineer):
        assert "请先选择文件" in engineer.post("/studio/upload").content.decode()

    def test_names_that_attack_are_shown_as_text(self, engineer, bring):
        attack = "<script>alert(1)</script>"
        answer = bring(("a.csv", LIMITS.replace("登记", attack)))
        page = engineer.get(answer.url).content.decode()
        assert attack not in page
        assert "&lt;script&gt;" in page


class TestRemove:
    def test_removes_ones_own_and_only_that(self, engineer, bring, signed_in, person):
        bring(("a.csv", LIMITS))
        row = Upload.objects.get()
        other = person("supervisor")
        other.role = "engineer"
        other.save()
        signed_in("supervisor").post(f"/studio/uploads/{row.pk}/remove")
        assert Upload.objects.exists()
        engineer.post(f"/studio/uploads/{row.pk}/remove")
        assert not Upload.objects.exists()
