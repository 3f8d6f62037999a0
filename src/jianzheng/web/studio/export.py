"""Taking a process away: as pack file, JSON, workbook, CSV or BPMN, today's or the redesigned one; the study as JSON."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jianzheng.apps.catalogue.queries import Workbench
from jianzheng.core.refusal import Refused
from jianzheng.formats import write
from jianzheng.formats.bpmn import to_bpmn
from jianzheng.formats.study import study_json
from jianzheng.formats.workbook import write_workbook
from jianzheng.web.studio.opening import download, open_bench, refusing
from jianzheng.web.studio.template import XLSX
from jianzheng.web.ui.may import may

TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "bpmn": "application/xml; charset=utf-8",
}


@may("engineer")
@require_safe
@refusing
def export(request: HttpRequest, source: str, process_id: str, side: str, ending: str) -> HttpResponse:
    """Hand out one file: side is today, after or study."""
    bench = open_bench(request, source, process_id)
    if (
        ending not in TYPES
        or side not in ("today", "after", "study")
        or (side == "study" and ending != "json")
    ):
        raise Refused("没有这种导出格式。", "There is no such export.")
    answer = HttpResponse(content(bench, side, ending), content_type=TYPES[ending])
    return download(answer, f"{process_id}-{side}.{ending}")


def content(bench: Workbench, side: str, ending: str) -> bytes:
    """The bytes of one export."""
    if side == "study":
        return json.dumps(study_json(bench.study), ensure_ascii=False, indent=1).encode()
    process = bench.study.after if side == "after" else bench.study.process
    writers = {"csv": write.to_csv, "xlsx": write_workbook, "bpmn": to_bpmn}
    if ending in writers:
        return writers[ending](process)
    return (write.to_yaml(process) if ending == "yaml" else write.to_json(process)).encode()
