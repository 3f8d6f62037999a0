"""What every answer tells the browser, and the most a request may bring."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from jianzheng.config.settings import PACKAGE

OWN = "'self'"


class TestEveryAnswer:
    @pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere", "/static/ui/house.css"])
    def test_lets_only_this_servers_files_run_and_forbids_frames(self, address: str, db: None) -> None:
        answer = Client().get(address)
        answer.close()
        headers = answer.headers
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == OWN
        assert policy["frame-ancestors"] == "'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"

    def test_to_a_page_forbids_old_browsers_to_frame_it_too(self, db: None) -> None:
        assert Client().get("/").headers["X-Frame-Options"] == "DENY"


class TestTemplates:
    @pytest.mark.parametrize(
        "template", sorted((PACKAGE / "web" / "templates").rglob("*.html")), ids=lambda path: path.name
    )
    def test_keep_to_the_policy(self, template: Path) -> None:
        text = template.read_text("utf-8").split("{% endcomment %}", 1)[-1]
        for inline in (" style=", " onclick=", " onchange=", "<style", "javascript:", "http://", "https://"):
            assert inline not in text.replace("http://www.w3.org/2000/svg", "")
        assert text.count("<script") == text.count("src=") - text.count("<img") - text.count("<iframe")


class TestABody:
    def test_beyond_the_limit_is_answered_in_words(self, db: None) -> None:
        answer = Client().post(
            "/sign-in", b"x" * (settings.UPLOAD_LIMIT + 1), content_type="application/octet-stream"
        )
        assert answer.status_code == 413
        assert "文件过大" in answer.text
        assert "20 MB" in answer.text

    def test_at_the_limit_is_let_through(self, db: None) -> None:
        answer = Client().post(
            "/sign-in", b"x" * settings.UPLOAD_LIMIT, content_type="application/octet-stream"
        )
        assert answer.status_code == 422
