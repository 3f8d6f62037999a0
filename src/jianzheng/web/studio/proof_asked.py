"""What the form of a proof asks: which logs, which staff, which day the change came; and the same as words of the command."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from jianzheng.core.refusal import Refused
from jianzheng.web.studio.numbers import number

LOGS = ("fit", "before", "after", "log")
USUAL = {
    **dict.fromkeys((*LOGS, "cut", "per_day", "staff", "applicant", "steps"), ""),
    "people": "3",
    "opens": "9",
    "closes": "17",
    "effort": "1",
    "seed": "1",
    "calendar": settings.CALENDAR,
}
"""The fields of the form and what stands in them at first."""
LONGEST = 2000
MOST_PEOPLE = 999
SEPARATORS = re.compile(r"[\n;；]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: logs by role, the day of the change, cases a working day (None: as the log shows, or nothing assumed),
    staff, hours, the applicant's activities, which activity is which step, calendar, seed."""

    logs: Mapping[str, int]
    cut: dt.date | None
    per_day: float | None
    people: int
    staff: tuple[tuple[str, int], ...]
    hours: tuple[float, float]
    effort: float
    applicant: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    calendar: str
    seed: int

    @property
    def simulates(self) -> bool:
        """Whether there is enough to simulate."""
        return "fit" in self.logs or self.per_day is not None

    @property
    def measures(self) -> bool:
        """Whether there is a before and an after."""
        return "before" in self.logs or "log" in self.logs

    def cut_at(self, zone: str) -> int:
        """When the day of the change begins, in microseconds."""
        begins = dt.datetime.combine(self.cut or dt.date.min, dt.time(), ZoneInfo(zone))
        return int(begins.timestamp()) * 1_000_000

    def words(self) -> list[str]:
        """The same for `jianzheng prove`."""
        found = [word for role, id in self.logs.items() for word in (f"--{role}", f"log-{id}.parquet")]
        found += ["--cut", self.cut.isoformat()] if self.cut else []
        found += [word for name in self.applicant for word in ("--applicant", name)]
        found += [word for name, step in self.steps for word in ("--step", f"{name}={step}")]
        if self.simulates:
            found += ["--arrivals", f"{self.per_day!r}"] if self.per_day is not None else []
            found += ["--staff", str(self.people)]
            found += [word for office, n in self.staff for word in ("--staff", f"{office}={n}")]
            found += ["--hours", f"{self.hours[0]:g}-{self.hours[1]:g}", "--effort", f"{self.effort!r}"]
        return [*found, "--calendar", self.calendar, "--seed", str(self.seed)]


def fields(form: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form as they are kept and shown again."""
    return {
        name: form.get(name, usual).replace("\x00", "").strip()[:LONGEST] for name, usual in USUAL.items()
    }


def asked_of(form: Mapping[str, str]) -> Asked:
    """Read the fields. Raises Refused for what is no number, no day, or does not go together."""
    logs = {role: int(form[role]) for role in LOGS if form[role].isdecimal() and len(form[role]) < 10}
    if ("before" in logs) != ("after" in logs) or ("log" in logs) != bool(form["cut"]):
        raise Refused(
            "实测要选“之前”和“之后”两份日志，或一份日志和改变的日期。",
            "To measure, choose a log before and a log after, or one log and the day of the change.",
        )
    if "log" in logs and "before" in logs:
        raise Refused("两种实测方式只选一种。", "Choose one of the two ways to measure.")
    hours = (_number(form, "opens", 0, 23), _number(form, "closes", 1, 24))
    if hours[0] >= hours[1]:
        raise Refused("开门须早于关门。", "Offices open before they close.")
    return Asked(
        logs=logs,
        cut=_day(form["cut"]),
        per_day=_number(form, "per_day", 0.01, 5000) if form["per_day"] else None,
        people=int(_number(form, "people", 1, MOST_PEOPLE)),
        staff=tuple(_staff(line) for line in _lines(form["staff"])),
        hours=hours,
        effort=_number(form, "effort", 0.01, 24),
        applicant=tuple(_lines(form["applicant"])),
        steps=tuple(_step(line) for line in _lines(form["steps"])),
        calendar=form["calendar"] or settings.CALENDAR,
        seed=int(_number(form, "seed", 1, 1_000_000)),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in SEPARATORS.split(text) if line.strip()]


def _step(line: str) -> tuple[str, str]:
    activity, _, step = line.replace("＝", "=").rpartition("=")
    if not (activity.strip() and step.strip()):
        raise Refused(
            f"每行写“活动=环节编号”：{line[:40]}。", f"Write ACTIVITY=STEP, one a line: {line[:40]}."
        )
    return activity.strip(), step.strip()


def _number(form: Mapping[str, str], name: str, least: float, most: float) -> float:
    return number(form[name] or USUAL[name], least, most)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(
            f"日期写成 2026-01-31：{text[:20]}。", f"Write the day as 2026-01-31: {text[:20]}."
        ) from None


def _staff(line: str) -> tuple[str, int]:
    office, _, count = line.replace("＝", "=").rpartition("=")
    if not (office.strip() and count.strip().isdecimal() and 1 <= int(count.strip()[:6]) <= MOST_PEOPLE):
        raise Refused(
            f"人手每行写一个部门，如“消防=2”：{line[:40]}。",
            f"Write one office a line, such as Fire=2: {line[:40]}.",
        )
    return office.strip(), int(count)
