"""The one table of URLs: each room brings its own, the house brings home, sign-in and language."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("jianzheng.web.ui.urls")),
    path("portal/", include("jianzheng.web.portal.urls")),
    path("window/", include("jianzheng.web.window.urls")),
    path("desk/", include("jianzheng.web.desk.urls")),
    path("studio/", include("jianzheng.web.studio.urls")),
    path("watch/", include("jianzheng.web.watch.urls")),
]

handler400 = "jianzheng.web.ui.errors.bad_request"
handler403 = "jianzheng.web.ui.errors.forbidden"
handler404 = "jianzheng.web.ui.errors.not_found"
handler500 = "jianzheng.web.ui.errors.broken"
