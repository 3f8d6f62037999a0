"""Files that came with a form about a case: the sound ones kept, and why the others are not."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from jianzheng.apps.papers.actions import keep
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.may import reader
from jianzheng.web.ui.say import said
from jianzheng.web.ui.sparing import left_out

NO_FILE = Refused("请选择要上传的文件。", "Choose a file to upload.")


def brought(request: HttpRequest) -> tuple[dict[int, int], dict[str, str]]:
    """Number of the material → the paper kept, and by field why a file was not taken."""
    found: dict[int, int] = {}
    wrong = {field: said(why) for field, why in left_out(request).items()}
    for name, file in request.FILES.items():
        number = name.removeprefix("paper-")
        if not (number.isdecimal() and len(number) < 5) or isinstance(file, list):
            continue
        try:
            paper = keep(
                owner=reader(request), name=file.name or "file", content=file.read(), now=timezone.now()
            )
            found[int(number)] = paper.pk
        except Refused as refused:
            wrong[name] = said(refused)
    return found, wrong
