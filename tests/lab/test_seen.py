"""The process seen in a log is the one the log was made from, and the other verbs take it."""

from __future__ import annotations

import random
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.cli.main import main
from jianzheng.core import network as graph
from jianzheng.formats import read
from jianzheng.lab.discover.habits import Question
from jianzheng.lab.discover.seen import process_seen
from jianzheng.lab.log.log import Coded, Log
from tests.lab.logs import MINUTE, Cases, Event, compiling, log_of, way

HOUR = 60 * MINUTE
PAIRS = st.sets(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1]), max_size=8
)


def office(log: Log) -> Coded:
    """People stand for offices here."""
    assert log.resource is not None
    return log.resource


def ran(pairs: set[tuple[int, int]], count: int, seed: int) -> Cases:
    """Cases of steps a–f under these orders, each step waiting for its turn and working for random times."""
    chance, net = random.Random(seed), graph.network([1] * 6, sorted(pairs))
    made: Cases = []
    for number in range(count):
        over: dict[int, int] = {}
        events = []
        for step in net.topo:
            ready = max((over[before] for before in net.before[step]), default=0)
            began = ready + chance.randrange(1, 9 * HOUR)
            over[step] = began + chance.randrange(1, 5 * HOUR)
            events.append(Event("abcdef"[step], over[step], "Li", began))
        made.append((str(number), sorted(events, key=lambda event: event.at)))
    return made


class TestTheProcessSeen:
    @compiling
    @given(PAIRS, st.integers(0, 9))
    def test_keeps_every_order_the_log_was_made_from(self, pairs: set[tuple[int, int]], seed: int) -> None:
        log = log_of(ran(pairs, 60, seed))
        made = process_seen(log, office(log), Question(threshold=1.0))
        name = {step.id: "abcdef".index(step.name) for step in made.steps}
        printed = graph.ancestors(
            graph.network([1] * 6, sorted((name[o.before], name[o.after]) for o in made.orders))
        )
        assert all(printed[b] >> a & 1 for a, b in pairs)

    def test_says_how_long_each_step_takes_once_it_can_begin(self) -> None:
        rows = ran({(0, 1), (1, 2)}, 31, 4)
        log = log_of([(case, [e for e in events if e.activity in "abc"]) for case, events in rows])
        made = process_seen(log, office(log), Question(threshold=1.0))
        took = []
        for _, events in rows:
            ends = {event.activity: event.at for event in events}
            took.append((ends["c"] - ends["b"]) / 86_400_000_000)
        assert made.steps[2].days == round(median(took), 4)
        assert [(o.before, o.after) for o in made.orders] == [("s01", "s02"), ("s02", "s03")]

    def test_leaves_out_what_is_rare_and_says_so(self) -> None:
        rows = [way(str(n), "abc", who="LLW") for n in range(30)] + [way("odd", "abxc", who="LWWW")]
        log = log_of(rows)
        made = process_seen(log, office(log))
        assert [(step.name, step.office) for step in made.steps] == [("a", "L"), ("b", "L"), ("c", "W")]
        assert made.assumptions[2].en == "1 rare activities are no steps."

    def test_is_taken_by_the_other_verbs(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        table, out = tmp_path / "log.csv", tmp_path / "seen.yaml"
        lines = ["case,activity,timestamp,resource"]
        for n in range(30):
            lines += [
                f"{n},{name},2024-03-{day:02} 09:{n:02}:00,Li"
                for name, day in (("受理", 4), ("审查", 6), ("决定", 11))
            ]
        table.write_text("\n".join(lines), encoding="utf-8")
        assert main(["analyse", str(table), "--to", str(out), "--json"]) == 0
        [process] = read.read([out]).processes
        assert [(step.name, step.days) for step in process.steps] == [("决定", 5), ("受理", 0), ("审查", 2)]
        assert process.schedule.length == 7
        assert main(["redesign", str(out)]) == 0
        assert "7 → 5" in capsys.readouterr().out
