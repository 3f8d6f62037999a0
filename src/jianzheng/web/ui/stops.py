"""The stops of the guided tour: one complete case of the demonstration, person by person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jianzheng.core.case import Case
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: who to be, where it happens, what to do there, what to look at, and whether a case shows it was done."""

    login: str
    url: str
    where: Text
    do: tuple[Text, ...]
    see: Text
    done: Callable[[Case], bool] = lambda case: False

    def to(self, number: str) -> str:
        """Where the stop leads: to the tour's own case once there is one, until then to the room's first page."""
        if "{case}" in self.url and not number:
            return self.url.partition("cases/")[0]
        return self.url.replace("{case}", number)


GUEST, SERVICE = "demo-li", "hygiene"
"""Who applies on the tour, and for what."""


def _reviewed(case: Case) -> bool:
    return case.is_done(0) and case.is_done(1)


def _nothing_owed(case: Case) -> bool:
    owed = [debt for debt in case.debts if debt.kind == "tolerated" and debt.state == "open"]
    return bool(case.items[0].accepted_at) and not owed


STOPS = (
    Stop(
        "demo-li",
        "/portal/services/hygiene/apply",
        Text("办事大厅：公共场所卫生许可", "Portal: hygiene licence"),
        (
            Text(
                "填写场所名称、地址和面积，其余可不改；材料可以先不传。",
                "Fill in the name, the address and the area of the place; the rest may stay. Files may wait.",
            ),
            Text("点“提交申请”。", "Press “Hand in”."),
        ),
        Text(
            "办件编号，以及五个工作日内要告知的日期和原因。",
            "The case number, and by when they must answer, with the reason.",
        ),
        done=lambda case: True,
    ),
    Stop(
        "demo-wang",
        "/window/cases/{case}/",
        Text("综合窗口", "Window"),
        (
            Text(
                "打开李（演示）刚提交的公共场所卫生许可，勾选现场交来的申请表和场所平面布局图，再点“收件”：凭证列明收到的材料。",
                "Open the hygiene licence that Li has just handed in, tick the form and the floor plan as handed over here, and press"
                " “Receive”: the receipt lists what came.",
            ),
            Text(
                "再逐项勾选：申请表“已交”，卫生检测报告“容缺后补”，平面布局图“已交”，卫生管理制度“告知承诺”（在网上没有作出承诺的，先由申请人在窗口签署，再勾选“申请人已签署”），再点“受理”。",
                "Then tick: form brought, test report to follow, floor plan brought, rules promised (where Li did not promise online: signed at the window, and ticked so); press “Accept”.",
            ),
        ),
        Text(
            "受理通知书自动编号盖章；法定和承诺两个时钟开始走。",
            "The notice of acceptance is numbered and sealed; the legal and the promised clock run.",
        ),
        done=lambda case: bool(case.items[0].accepted_at),
    ),
    Stop(
        "demo-zhao",
        "/desk/cases/{case}/",
        Text("卫生健康委经办人的工作台", "Desk of the handler at the health commission"),
        (
            Text(
                "打开“材料审查”，写意见，选“同意”，办结。",
                "Open “Review of papers”, write an opinion, choose “agree”, finish.",
            ),
            Text(
                "打开“现场核查”：填日期、地点、情况，勾选同事冯；只有一个人时系统不会放行（行政许可法第三十四条）。",
                "Open “On-site inspection”: day, place, findings, and tick the colleague Feng; with one officer alone it is refused (Licensing Law, art. 34).",
            ),
        ),
        Text(
            "试试“特别程序”里的“其他事由”：时钟不停，监督会看到。",
            "Try “another reason” under “Stop the clock”: the clock runs on and supervision hears of it.",
        ),
        done=_reviewed,
    ),
    Stop(
        "demo-sun",
        "/desk/cases/{case}/",
        Text("首席代表的签批", "The chief representative's approvals"),
        (
            Text(
                "打开“决定”，选“容缺准予”。还欠材料时不能直接“准予”。",
                "Open “Decision” and choose “grant, held until the gap closes”; a plain grant is refused while a paper is owed.",
            ),
        ),
        Text(
            "受理人不能作决定。有“签批”环节的事项，审查人不签自己的意见；这一项没有签批，由首席代表直接决定。",
            "Who received does not decide. Where a matter has a signature, who examined does not sign their own opinion; this "
            "one has none: the chief representative decides.",
        ),
        done=lambda case: bool(case.items[0].decided_at),
    ),
    Stop(
        "demo-li",
        "/portal/cases/{case}/",
        Text("我的办件", "My cases"),
        (
            Text(
                "打开这件，补交卫生检测报告（传一个 PDF 或图片）。",
                "Open the case and hand in the test report (any PDF or picture).",
            ),
        ),
        Text(
            "谁在什么时候做了什么，文书可以下载和核验。",
            "Who did what and when; papers to download and verify.",
        ),
        done=_nothing_owed,
    ),
    Stop(
        "demo-zhao",
        "/desk/cases/{case}/",
        Text("核查补交材料，制证", "Check the paper, then issue"),
        (
            Text(
                "打开“核查补交材料”，看李（演示）补交的报告，点“符合要求”；也可以写明理由退回。",
                "Open “Check the paper handed in”, look at Li's report and press “It is right”; or send it back with the reason.",
            ),
            Text("打开“制证”，写一个证件编号。", "Open “Issue” and give the licence a number."),
        ),
        Text("证照带印章和二维码。", "The licence carries the seal and a QR code."),
        done=lambda case: bool(case.items[0].result_no),
    ),
    Stop(
        "demo-wang",
        "/window/cases/{case}/",
        Text("窗口：待送达", "Window: to be delivered"),
        (
            Text(
                "打开这件，填写签收人，确认送达。",
                "Open the case, write who signed for it and confirm the delivery.",
            ),
        ),
        Text("办件归档；李会收到消息。", "The case closes; Li is told."),
        done=lambda case: bool(case.ended_at),
    ),
    Stop(
        "demo-zhou",
        "/watch/cases/{case}/",
        Text("监督大厅", "Watch"),
        (
            Text(
                "看这件的时间线、时钟、发现的问题，以及事件链是否一致。",
                "See the case's timeline, clocks, findings, and whether the chain is whole.",
            ),
            Text(
                "回到看板，打开一件亮红牌的办件，写明理由“催办”：承办机关要在期限内答复。",
                "Back on the board open a case with a red card and remind its office, with a reason: it must answer in time.",
            ),
        ),
        Text(
            "如果试过“其他事由”，这里有一条发现；已办结的件只留存备查，在办的件可以催办、督办、通报、问责。",
            "If you tried “another reason”, there is a finding; a closed case is on record only, one that runs can be reminded, "
            "supervised, notified, held to account.",
        ),
    ),
)
