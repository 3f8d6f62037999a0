"""The powers of a post in plain words, for a delegation is read by people."""

from __future__ import annotations

from jianzheng.core.text import Text

POWERS = {
    "receive": Text("收件", "receive"),
    "ask_supplement": Text("一次性告知补正", "give the one notice"),
    "supplement": Text("补正", "supplement"),
    "accept": Text("受理", "accept"),
    "not_required": Text("告知不受理", "say no licence is needed"),
    "not_ours": Text("决定不予受理", "refuse as not ours"),
    "deliver": Text("送达", "deliver"),
    "settle": Text("核销容缺或承诺", "settle what is owed"),
    "withdraw": Text("代申请人撤回", "withdraw for the applicant"),
    "copy_to": Text("抄告", "tell another organ"),
    "claim": Text("认领", "claim work"),
    "release": Text("退回待办", "give work back"),
    "finish": Text("办结环节", "finish a step"),
    "return_step": Text("退回前面的环节", "send back to an earlier step"),
    "answer_copy": Text("答复抄告", "answer another organ"),
    "pause": Text("特别程序（暂停计时）", "stop the clock"),
    "resume": Text("恢复计时", "let the clock run again"),
    "meet": Text("联合会审", "joint meeting"),
    "sign": Text("签批", "sign"),
    "issue": Text("制证", "issue"),
    "decide": Text("作出决定", "decide"),
    "recall": Text("撤回许可", "take a licence back"),
    "extend": Text("批准延长期限", "lengthen a term"),
    "revoke": Text("撤销许可", "annul a licence"),
    "extend_joint": Text("批准延长联合办理期限", "lengthen the term of joint handling"),
    "urge": Text("催办", "urge"),
    "supervise": Text("督办", "supervise"),
    "notify": Text("通报", "make known"),
    "hold_accountable": Text("问责", "hold accountable"),
    "apply": Text("申请", "apply"),
}


def power(verb: str) -> Text:
    """What a power is called; one the city added itself stands by its word."""
    return POWERS.get(verb, Text(verb, verb))
