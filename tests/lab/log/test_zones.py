"""The zone of a log is that of its own times."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianzheng.lab.log.zones import zone_seen
from tests.shared import shared

WINTER, SUMMER = "2024-01-15T09:00:00.000+01:00", "2024-07-15T09:00:00+02:00"


class TestTheZoneOfALog:
    @pytest.mark.parametrize(
        ("times", "expected", "zone"),
        [
            (["2024-01-15T09:00:00+08:00"], (), "Asia/Shanghai"),
            ([WINTER, SUMMER], (), "Europe/Amsterdam"),
            ([WINTER, SUMMER], ("Europe/Berlin",), "Europe/Berlin"),
            ([WINTER], ("Asia/Shanghai",), "Etc/GMT-1"),
            ([WINTER], ("Europe/Berlin",), "Europe/Berlin"),
            (["2024-01-15 09:00:00-0300"], (), "Etc/GMT+3"),
            (["2024-01-15T09:00:00Z", "2024-01-15T09:00:00+00:00"], ("Asia/Shanghai",), ""),
            (["2024-01-15 09:00"], ("Asia/Shanghai",), ""),
            (["2024-13-45T09:00+08:00"], (), ""),
        ],
    )
    def test_explains_the_offsets_they_carry(
        self, tmp_path: Path, times: list[str], expected: tuple[str, ...], zone: str
    ) -> None:
        (path := tmp_path / "log.csv").write_text("\n".join(times), encoding="utf-8")
        assert zone_seen(path, expected) == zone

    @pytest.mark.parametrize("name", ["BPIC15_1", "receipt"])
    def test_of_a_dutch_town_is_dutch_whatever_was_expected(self, name: str) -> None:
        assert zone_seen(shared(f"logs/{name}.xes.gz"), ("Asia/Shanghai",)) == "Europe/Amsterdam"
