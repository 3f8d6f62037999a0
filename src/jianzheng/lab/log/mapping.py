"""Which column of a table means what: given by the user, or guessed by the names that columns usually have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jianzheng.core.refusal import Refused

ABOUT_CASE = "case:"
"""Columns whose name begins so are of the case, not of the event."""
USUAL = {  # in the order of Mapping
    "case": (
        "case:concept:name", "case", "case_id", "caseid", "case id", "traceid", "trace_id", "case_concept_name",
        "id_case", "办件编号", "办件号", "业务流水号", "案件编号", "办件", "案件", "受理编号", "申办流水号", "case_enquiry_id",
    ),
    "activity": (
        "concept:name", "activity", "activity_name", "task", "event", "operation", "环节", "环节名称", "活动",
        "办理环节", "步骤", "activity name",
    ),
    "at": (
        "time:timestamp", "timestamp", "at", "complete_timestamp", "complete timestamp", "completed_at", "end",
        "end_time", "endtime", "time", "date", "完成时间", "办理时间", "时间", "结束时间",
    ),
    "began": (
        "start_timestamp", "time:start", "began", "start", "start_time", "start timestamp", "starttime",
        "开始时间", "接收时间",
    ),
    "resource": (
        "org:resource", "resource", "worker", "user", "operator", "employee", "worker id", "经办人", "办理人", "操作人",
    ),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition", "生命周期"),
    "office": (
        "org:group", "department", "office", "organ", "org:role", "部门", "办理部门", "承办部门",
        "办理单位", "承办单位", "单位",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of a table: `case`, `activity` and `at` must be there; an empty name means there is none.

    `at_format` is a strptime pattern, or "epoch_s", "epoch_ms", "excel"; empty: guessed from the values. `day_first` says how
    03/04/2024 is read where the pattern is guessed. `stages`: a row is a whole
    case, each of these columns the moment of one event."""

    case: str
    activity: str
    at: str
    began: str = ""
    resource: str = ""
    lifecycle: str = ""
    at_format: str = ""
    day_first: bool | None = None
    stages: tuple[str, ...] = ()
    office: str = ""

    @property
    def named(self) -> frozenset[str]:
        """The columns with a meaning of their own; `lifecycle` and `office` stay among the others."""
        return frozenset((self.case, self.activity, self.at, self.began, self.resource))

    def check(self, names: Collection[str]) -> None:
        """Raises Refused when a column is not in the table or a needed one is not named."""
        for what_zh, what_en, name in (
            ("办件编号", "the case", self.case),
            ("活动", "the activity", self.activity),
            ("时间", "the time", self.at),
        ):
            if not name and not (self.stages and self.case):
                shown = "、".join(list(names)[:20])
                raise Refused(
                    f"请指明哪一列是{what_zh}；现有：{shown}。",
                    f"Say which column holds {what_en}; there are: {shown}.",
                )
        missing = sorted({*self.named, self.lifecycle, self.office, *self.stages} - set(names) - {""})
        if missing:
            raise Refused(
                f"表里没有“{missing[0]}”这一列；现有：{'、'.join(list(names)[:20])}。",
                f"There is no column “{missing[0]}”; there are: {', '.join(list(names)[:20])}.",
            )


def guessed(names: Sequence[str]) -> Mapping:
    """The mapping the names suggest; what none suggests stays empty."""
    plain = {name.strip().lower(): name for name in reversed(names)}
    case, activity, at, began, resource, lifecycle, office = (
        next((plain[word] for word in usual if word in plain), "") for usual in USUAL.values()
    )
    return Mapping(case, activity, at, began, resource, lifecycle, office=office)
