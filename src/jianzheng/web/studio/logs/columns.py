"""Which column of a table means what: guessed, shown with the first rows, corrected, and then the table is read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jianzheng.apps.logs import actions, queries
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.log.mapping import Mapping
from jianzheng.web.studio.logs.opening import ZONES, answering, busy
from jianzheng.web.studio.logs.rows import zone_of
from jianzheng.web.ui.may import may, reader

MEANINGS = {
    "case": Text("办件编号", "Case"),
    "activity": Text("活动（环节）", "Activity (step)"),
    "at": Text("时间（完成）", "Time (end)"),
    "began": Text("开始时间", "Start time"),
    "resource": Text("经办人", "Person"),
    "office": Text("部门", "Office"),
    "lifecycle": Text("生命周期（开始、完成…）", "Lifecycle (start, complete …)"),
}
NEEDED = ("case", "activity", "at")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "cp1252", "latin-1")
SEPARATORS = {",": ",", ";": ";", "tab": "\t", "|": "|"}
FORMATS = (
    "iso",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y年%m月%d日 %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "excel",
    "epoch_s",
    "epoch_ms",
)
"""Ways moments are written that are offered; any other strptime pattern may be typed."""
DAYS = {"": None, "day": True, "month": False}


@may("engineer")
@require_http_methods(["GET", "POST"])
@answering
def columns(request: HttpRequest, log_id: int) -> HttpResponse:
    """Show what was guessed; look again, or read the table as it was said."""
    if request.method == "GET":
        return _shown(request, log_id)
    form = request.POST
    try:
        if form.get("do") == "look":
            separator = SEPARATORS.get(form.get("separator", ""), ",")
            encoding = form.get("encoding", "")
            if encoding not in ENCODINGS:
                raise Refused("没有这种编码。", "There is no such encoding.")
            actions.look_again(owner=reader(request), log_id=log_id, encoding=encoding, separator=separator)
            return redirect("studio:log_columns", log_id)
        look = queries.look(reader(request), log_id)
        actions.read_as(owner=reader(request), log_id=log_id, asked=asked(form, look["names"]))
    except actions.Busy as refused:
        return busy(request, refused)
    except Refused as refused:
        return _shown(request, log_id, refused, form)
    return redirect("studio:log", log_id)


def asked(form: QueryDict, names: list[str]) -> dict[str, Any]:
    """How a form wants a table read. Raises Refused when a needed column is not named or there is no such column."""
    said = {meaning: form.get(meaning, "") for meaning in MEANINGS}
    if said["office"] in [name for word, name in said.items() if word != "office"]:
        said["office"] = ""
    stages = [name for name in form.getlist("stages") if name in names]
    if stages:
        said |= {"activity": "", "at": "", "began": ""}
    mapping: dict[str, Any] = {
        **said,
        "at_format": form.get("at_format", "").strip()[:60],
        "day_first": DAYS.get(form.get("days", "")),
        "stages": stages,
    }
    Mapping(**{**mapping, "stages": tuple(stages)}).check(names)
    chosen = [name for name in said.values() if name]
    if len(set(chosen)) < len(chosen):
        raise Refused("同一列不能有两种含义。", "One column cannot mean two things.")
    return {"mapping": mapping, "zone": zone_of(form.get("zone", ""))}


def _shown(
    request: HttpRequest, log_id: int, refused: Refused | None = None, form: QueryDict | None = None
) -> HttpResponse:
    row, look = queries.log_row(reader(request), log_id), queries.look(reader(request), log_id)
    mapping = (row.asked.get("mapping") or look["mapping"]) if form is None else asked_so_far(form)
    shown = {
        "log": row,
        "look": look,
        **_preview(look, mapping),
        "meanings": [(word, name, mapping.get(word, ""), word in NEEDED) for word, name in MEANINGS.items()],
        "mapping": mapping,
        "stages": set(mapping.get("stages") or ()),
        "moments": [name for name in look["names"] if name in look["patterns"]],
        "pattern": look["patterns"].get(mapping.get("at", ""), ""),
        "days": next((word for word, first in DAYS.items() if first is mapping.get("day_first")), ""),
        "zone": row.asked.get("zone", "UTC") if form is None else form.get("zone", ""),
        "zones": ZONES,
        "formats": FORMATS,
        "encodings": ENCODINGS,
        "separators": SEPARATORS,
        "refused": refused,
    }
    return render(request, "studio/log_columns.html", shown, status=422 if refused else 200)


def _preview(look: dict[str, Any], mapping: dict[str, Any]) -> dict[str, Any]:
    """The first rows, the columns that mean something first."""
    means = {mapping.get(word): name for word, name in MEANINGS.items() if mapping.get(word)}
    order = sorted(range(len(look["names"])), key=lambda place: look["names"][place] not in means)
    heads = [(look["names"][place], means.get(look["names"][place])) for place in order]
    return {"heads": heads, "rows": [[row[place] for place in order] for row in look["preview"]]}


def asked_so_far(form: QueryDict) -> dict[str, Any]:
    """What a refused form said, to be shown again."""
    words = {word: form.get(word, "") for word in (*MEANINGS, "at_format")}
    return {**words, "stages": form.getlist("stages"), "day_first": DAYS.get(form.get("days", ""))}
