"""Routes of the window."""

from django.urls import path

from jianzheng.web.window.accept import accept
from jianzheng.web.window.act import act
from jianzheng.web.window.cases import case, cases, receipt, why_date
from jianzheng.web.window.moving import moving, template
from jianzheng.web.window.promise import promise
from jianzheng.web.window.receive import receive

app_name = "window"
urlpatterns = [
    path("", cases, name="cases"),
    path("receive", receive, name="receive"),
    path("accept", accept, name="accept"),
    path("moving", moving, name="moving"),
    path("moving/<str:service>.csv", template, name="moving-table"),
    path("cases/<str:number>/", case, name="case"),
    path("cases/<str:number>/receipt", receipt, name="receipt"),
    path("cases/<str:number>/why/<int:item>", why_date, name="why"),
    path("cases/<str:number>/promise/<int:asked>", promise, name="promise"),
    path("cases/<str:number>/<str:verb>", act, name="act"),
]
