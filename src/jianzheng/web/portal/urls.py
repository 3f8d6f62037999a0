"""Routes of the portal: one word, one page."""

from django.urls import path

from jianzheng.web.portal.apply import apply
from jianzheng.web.portal.cases import case, cases, hand_in, why_date, withdraw
from jianzheng.web.portal.decided import plead, serve
from jianzheng.web.portal.paper import file, paper, plea
from jianzheng.web.portal.services import guide, services
from jianzheng.web.portal.supplement import supplement
from jianzheng.web.portal.verify import ask, verify

app_name = "portal"
urlpatterns = [
    path("", services, name="services"),
    path("services/<str:service_id>/", guide, name="guide"),
    path("services/<str:service_id>/apply", apply, name="apply"),
    path("cases/", cases, name="cases"),
    path("cases/<str:number>/", case, name="case"),
    path("cases/<str:number>/supplement", supplement, name="supplement"),
    path("cases/<str:number>/hand-in", hand_in, name="hand_in"),
    path("cases/<str:number>/withdraw", withdraw, name="withdraw"),
    path("cases/<str:number>/serve", serve, name="serve"),
    path("cases/<str:number>/plead", plead, name="plead"),
    path("cases/<str:number>/why/<int:item>", why_date, name="why"),
    path("cases/<str:number>/files/<int:asked>", file, name="file"),
    path("cases/<str:number>/pleas/<int:sequence>", plea, name="plea"),
    path("papers/<str:code>.pdf", paper, name="paper"),
    path("verify/", ask, name="ask"),
    path("verify/<str:code>", verify, name="verify"),
]
