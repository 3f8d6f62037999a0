"""Forms with many files: one that is too large, or the files that no longer fit into one send, are left out and named; what was
typed and every other file arrives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from jianzheng.core.text import Text

View = Callable[..., HttpResponseBase]


def many_files(view: View) -> View:
    """`@many_files`: this form takes up to REQUEST_LIMIT at once and asks `left_out` what did not fit."""
    view.many_files = True  # type: ignore[attr-defined]
    return view


def takes_many(request: HttpRequest) -> bool:
    """Whether the form a request is sent to is such a form, and whoever sends it is signed in."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "many_files", False) and request.user.is_authenticated


def left_out(request: HttpRequest) -> dict[str, Text]:
    """The files that were left out of this request, by field, each with what to do."""
    return getattr(request, "left_out", {})


class Sparing(FileUploadHandler):
    """Upload handler: passes over a file that grows beyond UPLOAD_LIMIT, and every file once REQUEST_LIMIT is used up."""

    def __init__(self, request: HttpRequest) -> None:
        """Begin with nothing received."""
        super().__init__(request)
        self.received = 0
        request.left_out = {}  # type: ignore[attr-defined]

    def receive_data_chunk(self, chunk: bytes, start: int) -> bytes:
        """Hand a piece on, or leave the file out."""
        self.received += len(chunk)
        if start + len(chunk) > settings.UPLOAD_LIMIT:
            self.received -= start + len(chunk)
            self._leave(too_large(self.file_name or ""))
        if self.received > settings.REQUEST_LIMIT:
            self._leave(_too_much(self.file_name or ""))
        return chunk

    def file_complete(self, file_size: int) -> Any:
        """The file itself is kept by the next handler."""

    def _leave(self, why: Text) -> None:
        self.request.left_out[self.field_name or ""] = why  # type: ignore[union-attr]
        raise SkipFile


def too_large(name: str) -> Text:
    """Why a file was left out that is larger than one file may be."""
    most = settings.UPLOAD_LIMIT // settings.MEBIBYTE
    return Text(
        f"“{name}”超过 {most} MB，没有收下。请降低扫描分辨率或拆成几个文件后再选。",
        f"“{name}” is larger than {most} MB and was not taken. Scan at a lower resolution or split it, and choose it again.",
    )


def _too_much(name: str) -> Text:
    most = settings.REQUEST_LIMIT // settings.MEBIBYTE
    return Text(
        f"一次发送的文件合计超过 {most} MB，“{name}”没有收下，前面的都已保存。请再选一次这个文件，点“保存草稿”。",
        f"The files sent at once exceed {most} MB; “{name}” was not taken, those before it are saved. Choose it again and press"
        " Save as a draft.",
    )
