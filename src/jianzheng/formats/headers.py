"""The headers of the lists we know, in English as published and in Chinese as offices write them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jianzheng.core.text import Text
from jianzheng.formats.steps_list import COLUMNS
from jianzheng.formats.table import Row, Table


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: the columns that tell it, and those it may also have."""

    id: str
    title: Text
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it knows."""
        return (*self.required, *self.optional)


KINDS = (
    Kind(
        "limits",
        Text("时限清单", "a list of limits"),
        ("seq", "matter", "promised_wd"),
        ("flow", "department", "legal_wd", "parallel_group", "note", "source"),
    ),
    Kind(
        "materials",
        Text("流程材料清单", "the materials of a flow"),
        ("box_no", "matter", "mat_no", "material"),
        ("flow", "department", "first_time_only", "produced_by", "statutory_basis_check", "source"),
    ),
    Kind(
        "boxes",
        Text("流程框清单", "the boxes of a flow"),
        ("box_no", "box"),
        ("flow", "department", "source"),
    ),
    Kind(
        "precedences",
        Text("法定先后清单", "a list of what law puts before what"),
        ("predecessor", "successor", "law", "article"),
        ("id", "relation", "condition", "quote", "source"),
    ),
    Kind(
        "guides",
        Text("办事指南清单", "a list of guides"),
        ("matter", "legal_limit", "promised_limit", "steps"),
        ("area", "department", "materials", "note", "source", "source_quality"),
    ),
    Kind(
        "matters",
        Text("事项清单", "a list of matters"),
        ("id", "matter", "power_type", "statutory_limit"),
        ("department", "item_code", "stage", "law", "limit_as_printed", "note", "source"),
    ),
    Kind(
        "sub-items",
        Text("事项编码清单", "a list of coded matters"),
        ("sub_item", "item_code"),
        ("department", "power_type", "source"),
    ),
    Kind(
        "steps",
        Text("环节清单", "a list of steps"),
        ("id", "name", "waits_for"),
        tuple(column for column in COLUMNS if column not in ("id", "name", "waits_for")),
    ),
)
_CHINESE = {
    "流程": "flow",
    "流程名称": "flow",
    "序号": "seq",
    "事项": "matter",
    "事项名称": "matter",
    "部门": "department",
    "办理部门": "department",
    "承诺工作日": "promised_wd",
    "法定工作日": "legal_wd",
    "并联组": "parallel_group",
    "备注": "note",
    "来源": "source",
    "框号": "box_no",
    "框": "box",
    "材料序号": "mat_no",
    "材料": "material",
    "材料名称": "material",
    "仅首次提供": "first_time_only",
    "产出事项": "produced_by",
    "法定依据核对": "statutory_basis_check",
}


def named_as_ours(table: Table) -> Table:
    """The table with the column names used here: Chinese ones translated, capitals and spaces evened out."""
    ours = {column: _ours(column) for column in table.columns}
    if all(name == column for column, name in ours.items()):
        return table
    rows = tuple(
        Row(row.place, {ours[column]: cell for column, cell in row.cells.items()}) for row in table.rows
    )
    return replace(table, columns=tuple(ours.values()), rows=rows)


def _ours(column: str) -> str:
    bare = column.strip()
    return _CHINESE.get(bare, bare.lower().replace(" ", "_"))


def kind_of(table: Table) -> Kind | None:
    """The first kind of list whose columns the table has."""
    return next((kind for kind in KINDS if table.has(*kind.required)), None)


def nearest(table: Table) -> tuple[Kind, list[str]]:
    """The kind of list the table comes closest to, with the columns it lacks for it."""

    def shared(kind: Kind) -> tuple[float, int]:
        mine = [column for column in kind.columns if column in table.columns]
        wanted = [column for column in kind.required if column in table.columns]
        return len(wanted) / len(kind.required), len(mine)

    kind = max(KINDS, key=shared)
    return kind, [column for column in kind.required if column not in table.columns]
