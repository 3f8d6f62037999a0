"""The Excel template to fill in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jianzheng.formats import workbook
from jianzheng.web.studio.opening import download
from jianzheng.web.ui.may import may

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@may("engineer")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the template."""
    return download(HttpResponse(workbook.template(), content_type=XLSX), "简政-流程模板.xlsx")
