"""Routes of the log pages, below /studio/logs/."""

from django.urls import path

from jianzheng.web.studio.logs.cases import log_case, log_cases
from jianzheng.web.studio.logs.columns import columns
from jianzheng.web.studio.logs.compare import log_compare
from jianzheng.web.studio.logs.fit import log_fit
from jianzheng.web.studio.logs.habits import log_habits
from jianzheng.web.studio.logs.map import log_map
from jianzheng.web.studio.logs.offices import log_offices
from jianzheng.web.studio.logs.overview import log
from jianzheng.web.studio.logs.rows import again, bring, cancel, logs, own, remove
from jianzheng.web.studio.logs.variants import log_variants
from jianzheng.web.studio.logs.waiting import log_waiting
from jianzheng.web.studio.logs.what_if import what_if

urlpatterns = [
    path("", logs, name="logs"),
    path("bring", bring, name="log_bring"),
    path("what-if", what_if, name="log_what_if"),
    path("own", own, name="log_own"),
    path("<int:log_id>/", log, name="log"),
    path("<int:log_id>/columns", columns, name="log_columns"),
    path("<int:log_id>/cancel", cancel, name="log_cancel"),
    path("<int:log_id>/again", again, name="log_again"),
    path("<int:log_id>/remove", remove, name="log_remove"),
    path("<int:log_id>/map", log_map, name="log_map"),
    path("<int:log_id>/variants", log_variants, name="log_variants"),
    path("<int:log_id>/waiting", log_waiting, name="log_waiting"),
    path("<int:log_id>/habits", log_habits, name="log_habits"),
    path("<int:log_id>/fit", log_fit, name="log_fit"),
    path("<int:log_id>/offices", log_offices, name="log_offices"),
    path("<int:log_id>/compare", log_compare, name="log_compare"),
    path("<int:log_id>/cases", log_cases, name="log_cases"),
    path("<int:log_id>/cases/<int:place>", log_case, name="log_case"),
]
