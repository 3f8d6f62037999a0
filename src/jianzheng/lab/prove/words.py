"""What must be said beside the figures: every caution in the frozen value, in one list."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.text import Text
from jianzheng.formats.study import Json
from jianzheng.lab.analysis.section import WARNED

SIDES = {"before": Text("之前", "before"), "after": Text("之后", "after")}


def cautions(value: Json) -> list[Text]:
    """Of the nominal, the simulated, the measured part, in this order; each once."""
    return list(dict.fromkeys([*_notes(value, "nominal"), *_simulated(value), *_measured(value)]))


def _notes(value: Json, part: str) -> list[Text]:
    return [text_of(row) for row in value[part].get("notes", ())]


def text_of(row: Json) -> Text:
    """Both languages of a text as the value keeps it."""
    return Text(row["zh"], row["en"])


def _simulated(value: Json) -> Iterator[Text]:
    yield from _notes(value, "simulated")
    for side, word in SIDES.items():
        for office in value["simulated"].get("overloaded", {}).get(side, ()):
            yield Text(
                f"仿真（{word.zh}）：“{office}”工作量超过人手，队伍只会越来越长，历时没有意义。",
                f"Simulated ({word.en}): “{office}” has more work than people; its queue grows without end.",
            )


def _measured(value: Json) -> Iterator[Text]:
    yield from _notes(value, "measured")
    reasons = [
        text_of(row) for change in value["measured"].get("changes", {}).values() for row in change["reasons"]
    ]
    yield from reasons
    for side, word in SIDES.items():
        for row in value["measured"].get("doubts", {}).get(side, ()):
            if row["share"] >= WARNED:
                says, spoils = text_of(row["says"]), text_of(row["spoils"])
                yield Text(
                    f"日志（{word.zh}）：{says.zh}占 {row['share']:.0%}；{spoils.zh}。",
                    f"The log ({word.en}): {says.en}: {row['share']:.0%}; {spoils.en}.",
                )
