"""Frozen proofs: freezing one, looking at it, taking it away, computing it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.catalogue import actions
from jianzheng.apps.catalogue.queries import ProofRow, proof_row
from jianzheng.apps.logs.queries import log_file
from jianzheng.core.refusal import Refused
from jianzheng.formats.write import to_yaml
from jianzheng.lab.prove import paper
from jianzheng.lab.prove.printed import printed
from jianzheng.lab.prove.proof import difference, read
from jianzheng.web.studio.opening import download, open_bench, refusing
from jianzheng.web.studio.proof import shown
from jianzheng.web.studio.proof_asked import asked_of, fields
from jianzheng.web.studio.proved import logs_there, registered, value
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import said, say

TYPES = {
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "yaml": "application/yaml; charset=utf-8",
}


@may("engineer")
@require_POST
@refusing
def freeze(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Work out the proof and keep it; a refusal keeps what was filled in."""
    bench, form = open_bench(request, source, process_id), fields(request.POST)
    today, accepted = to_yaml(bench.study.process), [move.id for move in bench.study.accepted]
    try:
        made = value(reader(request), today, accepted, asked_of(form))
    except Refused as refused:
        part = shown(request, bench, form) | {"refused": refused}
        return render(request, "studio/proof.html", part, status=422)
    kept = actions.ProofMade(made, today, accepted, form)
    row = actions.freeze(owner=reader(request), source=source, made=kept, now=timezone.now())
    messages.success(request, say("The proof is frozen.", "证明已冻结。"))
    return redirect("studio:frozen", row.pk)


@may("engineer")
@require_safe
@refusing
def frozen(request: HttpRequest, proof_id: int) -> HttpResponse:
    """Show a frozen proof."""
    row = proof_row(reader(request), proof_id)
    language = get_language() or "zh-hans"
    part = {
        "proof": row,
        "printed": printed(registered(row.value, language), language),
        "logs": logs_there(reader(request), row.asked),
    }
    return render(request, "studio/frozen.html", part)


@may("engineer")
@require_POST
@refusing
def recompute(request: HttpRequest, proof_id: int) -> HttpResponse:
    """Compute a frozen proof again from its inputs and say whether it is the same."""
    row = proof_row(reader(request), proof_id)
    try:
        found = difference(read(row.text.encode()), _again(request, row))
    except Refused as refused:
        messages.error(request, f"{say('It cannot be computed again: ', '无法重算：')}{said(refused)}")
        return redirect("studio:frozen", proof_id)
    if found:
        messages.error(request, said(found.said))
    else:
        equal = say("Equal: every figure was found again.", "相同：重算的每个数字都与证明一致。")
        messages.success(request, equal)
    return redirect("studio:frozen", proof_id)


def _again(request: HttpRequest, row: ProofRow) -> dict[str, object]:
    return value(reader(request), row.today, row.accepted, asked_of(fields(row.asked)))


@may("engineer")
@require_safe
@refusing
def frozen_file(request: HttpRequest, proof_id: int, ending: str) -> HttpResponse:
    """Hand out the proof as JSON or PDF/A, or the process it was made from."""
    row = proof_row(reader(request), proof_id)
    if ending not in TYPES:
        raise Refused("没有这种文件。", "There is no such file.")
    contents = {
        "json": row.text.encode,
        "yaml": row.today.encode,
        "pdf": lambda: _pdf(row),
    }
    name = f"{row.process}.yaml" if ending == "yaml" else f"{row.process}-proof-{row.digest[:8]}.{ending}"
    return download(HttpResponse(contents[ending](), content_type=TYPES[ending]), name)


def _pdf(row: ProofRow) -> bytes:
    language = get_language() or "zh-hans"
    return paper.pdf(registered(row.value, language), language, timezone.localdate(row.frozen_at))


@may("engineer")
@require_safe
@refusing
def frozen_log(request: HttpRequest, proof_id: int, log_id: int) -> HttpResponseBase:
    """Hand out a log the proof was made from, so that it can be checked elsewhere."""
    row = proof_row(reader(request), proof_id)
    if log_id not in {id for _, id, _ in logs_there(reader(request), row.asked)}:
        raise Refused(
            "这份证明没有用这份日志，或它已被删除。", "This proof has no such log, or it was deleted."
        )
    return FileResponse(
        log_file(reader(request), log_id).open("rb"), as_attachment=True, filename=f"log-{log_id}.parquet"
    )
