"""Every page in Chinese, and in English for whoever asks for it."""

from __future__ import annotations

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation

from jianzheng.core.refusal import Refused
from jianzheng.web.ui.say import said, say


class TestThePage:
    def test_is_chinese_at_first_even_in_an_english_browser(self, db: None) -> None:
        answer = Client().get("/", headers={"Accept-Language": "en-US,en"})
        assert '<html lang="zh-Hans">' in answer.text
        assert answer.headers["Content-Language"] == "zh-Hans"

    def test_turns_english_by_the_switch_and_stays_so(self, db: None) -> None:
        client = Client()
        answer = client.post("/language", {"language": "en", "next": "/sign-in"})
        assert answer.headers["Location"] == "/sign-in"
        english = client.get("/sign-in")
        assert '<html lang="en">' in english.text
        assert english.headers["Content-Language"] == "en"
        client.post("/language", {"language": "zh-hans", "next": "/"})
        assert '<html lang="zh-Hans">' in client.get("/sign-in").text

    @pytest.mark.parametrize("unknown", ["fr", "", "../../etc", "zh-hant"])
    def test_stays_chinese_for_a_language_it_does_not_have(self, unknown: str, db: None) -> None:
        client = Client()
        client.cookies["language"] = unknown
        assert '<html lang="zh-Hans">' in client.get("/").text

    def test_has_no_chinese_left_over_in_english_but_the_name_and_the_switch(self, db: None) -> None:
        client = Client()
        client.cookies["language"] = "en"
        for address in ("/", "/sign-in", "/nowhere"):
            text = client.get(address).text.replace("简政", "").replace("中文", "")
            assert [mark for mark in text if "\u4e00" <= mark <= "\u9fff"] == []


class TestASentence:
    def test_follows_the_active_language(self) -> None:
        with translation.override("en"):
            assert say("day", "日") == "day"
        with translation.override("zh-hans"):
            assert say("day", "日") == "日"

    def test_of_a_refusal_is_told_in_the_readers_language(self) -> None:
        refused = Refused("请重新上传", "upload again")
        with translation.override("en"):
            assert said(refused) == "upload again"
        with translation.override("zh-hans"):
            assert said(refused) == "请重新上传"

    def test_in_a_template_escapes_what_is_put_into_it(self) -> None:
        page = engines["django"].from_string('{% t "By {who}" "由{who}" who=name %}')
        with translation.override("en"):
            assert page.render({"name": "<b>"}) == "By &lt;b&gt;"
