"""The table of cases to be brought over: its columns for a service, and its rows, every wrong cell named."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jianzheng.apps.cases.moving import CHANNEL, MOST, Moved
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.core.case import Application
from jianzheng.core.codes.applicant import kind_of_number
from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.formats.decode import decode
from jianzheng.formats.problems import Problem, Unreadable, unreadable
from jianzheng.formats.table import Row, Table, csv_table, is_workbook, workbook_tables
from jianzheng.web.ui.answers import answers, wrong_answers
from jianzheng.web.ui.applicant import APPLICANT, applicant_of, written, wrong_applicant
from jianzheng.web.ui.say import say
from jianzheng.web.ui.situation import Question, Situation, questions, told, unanswered

LONGEST = 80
"""Characters of a number in another register."""
_DAY = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, what it is called, what one may choose in it (value, words; none: anything), whether it
    must be filled in every row, and a hint."""

    field: str
    title: Text
    choices: tuple[tuple[str, Text], ...] = ()
    needed: bool = True
    hint: Text = Text("")

    @property
    def words(self) -> dict[str, str]:
        """The words it takes, in both languages, and the value of each."""
        return {word: value for value, text in self.choices for word in text if word}


_DATED = Text("如 2026-11-02，可写时刻", "such as 2026-11-02, with the hour if known")
_BEFORE = (
    Column("old", Text("原编号", "Number in the other register")),
    Column("applied", Text("申请日期", "Applied on"), hint=_DATED),
    Column(
        "accepted",
        Text("受理日期", "Accepted on"),
        needed=False,
        hint=Text("尚未受理的留空", "empty: not yet"),
    ),
    Column("name", Text("申请人", "Applicant")),
    Column("code", Text("证件号码", "Id number")),
    Column("phone", Text("联系电话", "Phone")),
    Column("agent", Text("代办人", "Acting for them"), needed=False),
    Column("agent_code", Text("代办人证件号码", "Their id number"), needed=False),
    Column("entrusted", Text("委托情况", "Entrustment"), needed=False),
)


def columns(offered: Service) -> tuple[Column, ...]:
    """The columns of a service: the case, its people, the service's questions, the situation."""
    asked = (Column(f"form-{n}", offered.called(name)) for n, name in enumerate(offered.form))
    return (*_BEFORE, *asked, *_choices(questions(offered, Situation({}, {}), {})))


def _choices(asked: list[Question]) -> Iterator[Column]:
    """A column for each question of the situation; those asked in the same words are told apart by their answers."""
    times = Counter(one.title.zh for one in asked)
    for one in asked:
        title, (_, words, _) = one.title, one.answers[0]
        if times[title.zh] > 1:
            title = Text(f"{title.zh}（{words.zh}…）", f"{title.en} ({words.en or words.zh} …)")
        yield Column(one.field, title, tuple((value, text) for value, text, _ in one.answers))


def read(offered: Service, name: str, content: bytes, now: dt.datetime) -> list[Moved]:
    """The cases of a file. Raises Unreadable with every wrong cell."""
    table = _table(name, content)
    heads = _heads(columns(offered), table)
    problems: list[Problem] = []
    rows = [_row(offered, table, row, heads, now, problems) for row in table.rows]
    if problems:
        raise Unreadable(problems)
    return [row for row in rows if row]


def _table(name: str, content: bytes) -> Table:
    """The one table of the file. Raises Unreadable for several, for none, and for too many rows."""
    tables = (
        workbook_tables(content, name) if is_workbook(content) else [csv_table(decode(content, name), name)]
    )
    filled = [table for table in tables if table.rows]
    if len(filled) != 1:
        zh, en = "要有一张表，每行一件，首行是表头。", "There is one table, one case a row, headers first."
        raise unreadable(name, zh, en)
    if len(filled[0].rows) > MOST:
        raise unreadable(name, f"超过 {MOST} 件，请拆分。", f"More than {MOST} cases; split the file.")
    return filled[0]


def _heads(known: tuple[Column, ...], table: Table) -> dict[str, Column]:
    """The column of each header. Raises Unreadable for headers that are none, and for columns that are lacking."""
    named = {word: one for one in known for word in (one.title.zh, one.title.en) if word}
    strange = [head for head in table.columns if head and head not in named]
    there = {named[head].field for head in table.columns if head in named}
    lacking = [one.title for one in known if one.needed and one.field not in there]
    problems = [
        Problem(
            table.file,
            table.place,
            f"没有“{head[:60]}”这一列，请核对表头。",
            f"No such column: “{head[:60]}”.",
        )
        for head in strange
    ]
    problems += [
        Problem(
            table.file, table.place, f"缺少“{one.zh}”这一列。", f"The column “{one.en or one.zh}” is lacking."
        )
        for one in lacking
    ]
    if problems:
        raise Unreadable(problems)
    return {head: named[head] for head in table.columns if head}


def _row(
    offered: Service,
    table: Table,
    row: Row,
    heads: Mapping[str, Column],
    now: dt.datetime,
    problems: list[Problem],
) -> Moved | None:
    """A case, None where something is wrong with its row, which then stands in `problems`."""
    form, wrong = _form(row, heads, now)
    said = answers(offered, form)
    situation = told(offered, form)
    wrong |= {
        key: Text(text)
        for key, text in _wrong(offered, form, said, situation, now).items()
        if key not in wrong
    }
    days, late = _days(form, now)
    wrong |= {key: text for key, text in late.items() if key not in wrong}
    titles = {one.field: one.title for one in heads.values()}
    for key, text in wrong.items():
        zh, en = titles.get(key, Text(key)), text.en or text.zh
        problems.append(Problem(table.file, row.place, f"{zh.zh}：{text.zh}", f"{zh.en or zh.zh}: {en}"))
    if wrong:
        return None
    given = {question: answer for question, answer in said.items() if answer}
    application = Application(
        "", (), applicant_of(form), CHANNEL, given, {}, situation.conditions, situation.taken
    )
    return Moved(row.place, form["old"], application, *days)


def _form(row: Row, heads: Mapping[str, Column], now: dt.datetime) -> tuple[dict[str, str], dict[str, Text]]:
    """What the row says, by field; and the words that are none of those a column takes."""
    form, wrong = {key: "" for key in ("old", "applied", "accepted", *APPLICANT)}, {}
    for head, column in heads.items():
        cell = row[head].strip()
        if column.needed and not cell:
            wrong[column.field] = Text("请填写。", "Fill this in.")
        elif column.words and cell not in column.words:
            zh, en = "、".join(column.words), ", ".join(column.words)
            wrong[column.field] = Text(
                f"写 {zh} 之一，不是“{cell[:40]}”。", f"One of {en}, not “{cell[:40]}”."
            )
        else:
            form[column.field] = column.words.get(cell, cell)
    people = {key: written(form, key) for key in APPLICANT}
    return form | people | {"kind": kind_of_number(people["code"], now.date())}, wrong


def _wrong(
    offered: Service, form: Mapping[str, str], said: Mapping[str, str], situation: Situation, now: dt.datetime
) -> dict[str, str]:
    """What the forms of portal and window would refuse."""
    wrong = wrong_applicant(form, now.date()) | wrong_answers(offered, said) | unanswered(offered, situation)
    if len(form["old"]) > LONGEST:
        wrong["old"] = say(f"At most {LONGEST} characters.", f"最多 {LONGEST} 个字。")
    return wrong


def _days(form: Mapping[str, str], now: dt.datetime) -> tuple[tuple[int, int], dict[str, Text]]:
    """When it was applied for and accepted; and what is wrong with these days."""
    wrong: dict[str, Text] = {}
    found = {}
    for key in ("applied", "accepted"):
        at = _moment(form[key]) if form[key] else 0
        if at is None:
            wrong[key] = Text("请写日期，如 2026-11-02。", "Give a day, such as 2026-11-02.")
        elif at > moment(now):
            wrong[key] = Text("日期不能晚于现在。", "The day lies ahead.")
        found[key] = at or 0
    applied, accepted = found["applied"], found["accepted"]
    if not wrong and 0 < accepted < applied:
        wrong["accepted"] = Text("受理不能早于申请。", "Accepted before it was applied for.")
    return (applied, accepted), wrong


def _moment(text: str) -> int | None:
    """The moment a cell names; a day alone is its first moment, None for what is no day."""
    if not (found := _DAY.fullmatch(text)):
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups(default="0"))
    try:
        return moment(dt.datetime(year, month, day, hour, minute, tzinfo=rules().zone))
    except ValueError:
        return None
