"""Routes of the desk."""

from django.urls import path

from jianzheng.web.desk.act import act, finish
from jianzheng.web.desk.asked import answer, asked
from jianzheng.web.desk.deputies import deputies, end
from jianzheng.web.desk.visits import visits
from jianzheng.web.desk.work import case, step, why_date, work

app_name = "desk"
urlpatterns = [
    path("", work, name="work"),
    path("asked/", asked, name="asked"),
    path("asked/<int:deed>/answer", answer, name="answer"),
    path("visits", visits, name="visits"),
    path("deputies", deputies, name="deputies"),
    path("deputies/<int:id>/end", end, name="end"),
    path("cases/<str:number>/", case, name="case"),
    path("cases/<str:number>/steps/<int:step>", step, name="step"),
    path("cases/<str:number>/steps/<int:step>/finish", finish, name="finish"),
    path("cases/<str:number>/why/<int:item>", why_date, name="why"),
    path("cases/<str:number>/<str:verb>", act, name="act"),
]
