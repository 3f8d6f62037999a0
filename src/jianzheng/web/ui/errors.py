"""Error pages that say what to do next, in the reader's language."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jianzheng.web.ui.say import say


def page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """One error page; also for rooms that answer a refusal with a page of its own."""
    return render(
        request, "ui/error.html", {"title": title, "advice": advice, "status": status}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood, or brings more files than one form may."""
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return page(
            request,
            400,
            say("Too many files at once", "一次发送的文件太多"),
            say(
                f"At most {most} files in one send; nothing of this one was saved. Go back with the browser's back button,"
                " choose fewer files, press “Save as a draft”, then add the rest.",
                f"一次最多 {most} 个文件，这次的都没有保存。请用浏览器的“后退”回到表单，少选一些，"
                "点“保存草稿”，再添加其余的。",
            ),
        )
    return page(
        request,
        400,
        say("This request cannot be understood", "看不懂这个请求"),
        say("Go back, reload the page and try again.", "请返回上一页，刷新后重试。"),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not with a role that may enter."""
    return page(
        request,
        403,
        say("Your role may not enter here", "您的角色不能进入此页"),
        say(
            "Sign in with another account, or ask your administrator for the role.",
            "请换一个账号登录，或请管理员授予相应角色。",
        ),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not ours or too old (CSRF)."""
    return page(
        request,
        403,
        say("This form has expired", "表单已失效"),
        say("Go back, reload the page and send it again.", "请返回上一页，刷新后重新提交。"),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing lives at this address."""
    return page(
        request,
        404,
        say("There is nothing here", "这里什么也没有"),
        say("Check the address, or start again from the home page.", "请核对网址，或从首页重新开始。"),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: the file is larger than this installation accepts."""
    most = settings.UPLOAD_LIMIT // settings.MEBIBYTE
    return page(
        request,
        413,
        say("The file is too large", "文件过大"),
        say(
            f"At most {most} MB. Go back with the browser's back button, make the file smaller (scan at a lower resolution,"
            " leave out pictures and empty rows) or split it, and send it again.",
            f"最大 {most} MB。请用浏览器的“后退”回到表单，把文件变小（降低扫描分辨率、删去图片和空行）或拆成几个后再传。",
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing the reader did."""
    return page(
        request,
        500,
        say("Something broke on our side", "系统出错了"),
        say(
            "Nothing was saved. Try again; if it happens again, tell your administrator the time.",
            "没有保存任何内容。请重试；如再次出现，请把发生时间告诉管理员。",
        ),
    )
