"""Routes of the watch hall: one word, one page."""

from django.urls import path

from jianzheng.web.watch import case as one
from jianzheng.web.watch.answers import answers
from jianzheng.web.watch.board import board, find, live
from jianzheng.web.watch.findings import findings, look
from jianzheng.web.watch.month import month, month_csv, this_month
from jianzheng.web.watch.office import office, person
from jianzheng.web.watch.rules import rules

app_name = "watch"
urlpatterns = [
    path("", board, name="board"),
    path("live", live, name="live"),
    path("find", find, name="find"),
    path("offices/<str:organ>/", office, name="office"),
    path("offices/<str:organ>/<str:person>/", person, name="person"),
    path("cases/<str:number>/", one.case, name="case"),
    path("cases/<str:number>/events/<int:sequence>", one.event, name="event"),
    path("cases/<str:number>/climb", one.climb, name="climb"),
    path("cases/<str:number>/look", one.look, name="look_case"),
    path("answers/", answers, name="answers"),
    path("findings/", findings, name="findings"),
    path("findings/look", look, name="look"),
    path("rules/", rules, name="rules"),
    path("month/", this_month, name="this_month"),
    path("month/<str:words>.csv", month_csv, name="month_csv"),
    path("month/<str:words>", month, name="month"),
]
