"""Routes of the house itself."""

from __future__ import annotations

from django.urls import path

from jianzheng.web.ui.home import favicon, home
from jianzheng.web.ui.language import choose_language
from jianzheng.web.ui.sign_in import sign_in, sign_in_demo, sign_out
from jianzheng.web.ui.tour import tour

app_name = "ui"
urlpatterns = [
    path("", home, name="home"),
    path("favicon.ico", favicon, name="favicon"),
    path("tour", tour, name="tour"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/demo", sign_in_demo, name="sign_in_demo"),
    path("sign-out", sign_out, name="sign_out"),
    path("language", choose_language, name="choose_language"),
]
