"""Error pages that say what to do next, in the reader's language."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from jianzheng.apps.people.roles import titles
from jianzheng.core.text import Text
from jianzheng.web.ui.say import said, say


def page(
    request: HttpRequest, status: int, title: str, advice: str, account: bool = False, above: str = ""
) -> HttpResponse:
    """One error page; also for rooms that answer a refusal with a page of its own. `account`: another account may help;
    `above`: the page it belongs to, for who came from none."""
    shown = {
        "title": title,
        "advice": advice,
        "status": status,
        "account": account,
        "back": _came_from(request),
        "above": above,
    }
    answer = render(request, "ui/error.html", shown, status=status)
    if "HX-Request" in request.headers:
        for name, value in _whole_page(request.method == "GET" and status >= 500).items():
            answer.headers[name] = value
    return answer


def _whole_page(looked: bool) -> dict[str, str]:
    """For htmx: the error takes the place of the whole page, not of a corner of it; what only `looked` again (a board that
    renews itself) keeps what it has and tries anew."""
    if looked:
        return {"HX-Reswap": "none"}
    return {"HX-Retarget": "body", "HX-Reswap": "innerHTML", "HX-Reselect": "body > *"}


def _came_from(request: HttpRequest) -> str:
    """The page of this house that led here; "" where there was none, or where it would only lead here again."""
    came = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(came, {request.get_host()}, request.is_secure())
    again = request.method == "GET" and came == request.build_absolute_uri()
    return came if own and not again else ""


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
    """403: signed in, but not with a role that may enter; the exception names those that may."""
    who = titles(exception.args) if exception else Text("")
    for_whom = Text(f"这一页供{who.zh}使用。", f"This page is for: {who.en}. ") if who.zh else Text("", "")
    return page(
        request,
        403,
        say("Your role may not enter here", "您的角色不能进入此页"),
        said(for_whom)
        + say(
            "Sign in with another account, or ask your administrator for the role.",
            "请换一个账号登录，或请管理员授予相应角色。",
        ),
        account=True,
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not ours or too old (CSRF)."""
    return page(
        request,
        403,
        say("This form has expired", "表单已失效"),
        say(
            "Nothing of it was saved: you signed in or out in another tab meanwhile, or your browser keeps no cookies. Open"
            " the page anew, fill it in and send it; what you typed can be copied from the browser's back page.",
            "提交的内容没有保存：可能是您在别的标签页登录或退出过，或浏览器不保存 Cookie。请重新打开这一页填写提交；"
            "已填的内容可用浏览器的“后退”找回复制。",
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing lives at this address."""
    return page(
        request,
        404,
        say("There is nothing here", "这里什么也没有"),
        say(
            "Check the address, or start again from the home page. A case that is neither yours nor your office's is not shown "
            "either.",
            "请核对网址，或从首页重新开始。不属于您本人或本单位的办件，也不会在这里显示。",
        ),
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


def not_allowed(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes a form was opened by itself, or the other way round; leads to the page it belongs to."""
    return page(
        request,
        405,
        say("This address only takes a form", "这个网址只用来提交表单"),
        say(
            "Nothing was done. Open the page with the form again and send it from there.",
            "没有办理任何事项。请重新打开原来的页面，从那里提交。",
        ),
        above=_above(request.path),
    )


def _above(path: str) -> str:
    """The nearest page above an address: of a case, a process, a list; "" where that is the home page."""
    parts = path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        stem = "/" + "/".join(parts[:end]) + "/"
        try:
            if getattr(resolve(stem), "url_name", ""):
                return stem
        except Resolver404:
            continue
    return ""


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing the reader did. Told without the frame where even that cannot be made."""
    now = f"{timezone.localtime():%Y-%m-%d %H:%M:%S}"
    title = say("Something broke on our side", "系统出错了")
    advice = say(
        "Before you repeat it, look whether what you did has been saved. If it happens again, tell your administrator"
        f" the time: {now}.",
        f"重试之前，请先看看刚才的操作是否已经保存。如再次出现，请把发生时间告诉管理员：{now}。",
    )
    try:
        return page(request, 500, title, advice)
    except Exception:
        logging.getLogger("jianzheng.web").exception("the page of an error could not be made")
    return HttpResponse(render_to_string("ui/broken.html", {"title": title, "advice": advice}), status=500)
