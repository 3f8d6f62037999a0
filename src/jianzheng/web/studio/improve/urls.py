"""Routes of improvement."""

from django.urls import path

from jianzheng.web.studio.improve.cases import improve_case, improve_cases
from jianzheng.web.studio.improve.decide import improve_decide, improve_look, improve_publish
from jianzheng.web.studio.improve.proposal import improve_proposal
from jianzheng.web.studio.improve.proposals import improve

urlpatterns = [
    path("", improve, name="improve"),
    path("look", improve_look, name="improve_look"),
    path("<int:proposal>", improve_proposal, name="improve_proposal"),
    path("<int:proposal>/decide", improve_decide, name="improve_decide"),
    path("<int:proposal>/publish", improve_publish, name="improve_publish"),
    path("<int:proposal>/cases", improve_cases, name="improve_cases"),
    path("<int:proposal>/cases/<str:number>", improve_case, name="improve_case"),
]
