"""Routes of the log pages, below /studio/logs/."""

from django.urls import path

from jianzheng.web.studio.logs.columns import columns
from jianzheng.web.studio.logs.overview import log
from jianzheng.web.studio.logs.rows import bring, cancel, logs, own, remove

urlpatterns = [
    path("", logs, name="logs"),
    path("bring", bring, name="log_bring"),
    path("own", own, name="log_own"),
    path("<int:log_id>/", log, name="log"),
    path("<int:log_id>/columns", columns, name="log_columns"),
    path("<int:log_id>/cancel", cancel, name="log_cancel"),
    path("<int:log_id>/remove", remove, name="log_remove"),
]
