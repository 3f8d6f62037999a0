"""Routes of the portal: one word, one page."""

from django.urls import path

from jianzheng.web.portal.verify import ask, verify

app_name = "portal"
urlpatterns = [
    path("verify/", ask, name="ask"),
    path("verify/<str:code>", verify, name="verify"),
]
