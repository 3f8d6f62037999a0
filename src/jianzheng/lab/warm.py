"""Compiles every loop beforehand, by doing everything once with a small log: python -m jianzheng.lab.warm"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from jianzheng.core.calendar import Calendar
from jianzheng.core.confront import confront
from jianzheng.core.lawbook import Lawbook
from jianzheng.lab.analysis import Terms, analyse, asked, worktime
from jianzheng.lab.compare.sides import compare
from jianzheng.lab.deadlines import Columns
from jianzheng.lab.discover.seen import process_seen
from jianzheng.lab.kept import being, going, repeating
from jianzheng.lab.log.log import DAY, NEVER, SECOND, Coded, Log
from jianzheng.lab.log.parquet import write_parquet
from jianzheng.lab.log.read import read
from jianzheng.lab.log.write import write_ocel, write_xes
from jianzheng.lab.loops import WHOLE
from jianzheng.lab.simulate.fit import Said, fit
from jianzheng.lab.simulate.model import Hall, Length, Pool, Shift, Task
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.run import Arrivals, run
from jianzheng.lab.waiting.split import Roles

CASES, STEPS = 60, 5
BEGINNING = 1_704_067_200 * SECOND
CALENDAR = Calendar("weekdays")
ROLES = Roles(frozenset({"a3"}), {"a1": frozenset({"a2"})}, "office")


def _small() -> Log:
    """A log with every kind of column."""
    events = CASES * STEPS
    place = np.arange(events)
    at = BEGINNING + place // STEPS * DAY // 7 + place % STEPS * DAY // 3 + place * SECOND
    column = Coded((place % STEPS % 4).astype(np.int32), ("a0", "a1", "a2", "a3"))
    people = Coded((place % 7 - 1).astype(np.int32), ("p0", "p1", "p2", "p3", "p4", "p5"))
    of_case = Coded((np.arange(CASES) % 2).astype(np.int32), ("web", "desk"))
    return Log(
        cases=tuple(f"c{n}" for n in range(CASES)),
        bounds=np.arange(0, events + 1, STEPS),
        activity=column,
        at=at,
        began=at - DAY // 9,
        resource=people,
        columns={"office": Coded(place.astype(np.int32) % 3, ("x", "y", "z"))},
        dates={"due": np.where(place % 5, at + DAY, NEVER)},
        case_columns={"channel": of_case},
        case_dates={"ended": at[STEPS - 1 :: STEPS]},
    )


def _formats(log: Log, folder: Path) -> Log:
    """The log through every format, in the end as it was."""
    for name, write in (("l.xes", write_xes), ("l.jsonocel", write_ocel), ("l.parquet", write_parquet)):
        write(log, folder / name)
        log_read = read(folder / name).log
    rows = (f"c{n % 9},a{n % 4},2024-01-{1 + n % 28:02} 09:00,p{n % 3}" for n in range(90))
    (folder / "l.csv").write_text("case,activity,at,resource\n" + "\n".join(rows), encoding="utf-8")
    read(folder / "l.csv")
    return log_read


def _mined(log: Log) -> None:
    """Every question about a log, without and with a process and a calendar."""
    plain = Terms()
    analyse(log, plain)
    seen = process_seen(log, log.columns["office"], asked(plain))
    due = Columns(ended="ended", due=("due",))
    declared = Terms(Calendar("all"), confront(seen, Lawbook()), roles=ROLES, deadlines=due)
    analyse(log, declared, being(log, "channel", {"web"}) & repeating(log, "a0"))
    going(log, ["a0", "a1"])
    sides = [(name, log.chosen(being(log, "channel", {name}))) for name in ("web", "desk")]
    compare(sides, worktime(log, CALENDAR), ROLES)
    fit(log, seen, CALENDAR, Said({step.name: step.id for step in seen.steps}))


def _simulated() -> None:
    """A hall with all that a hall can have."""
    pools = (Pool("p", 2, shifts=(Shift(1, (9, 12)), Shift(1, (13, 17)))), Pool("q", 1))
    tasks = (
        Task("a", "p", Length.gamma(2, 600), delays=(60.0, 900.0)),
        Task("b", "", Length.of((60.0, 90.0)), ("a",), 0.5),
        Task("c", "q", Length.lognormal(6, 1), ("b",), 1, "a", 0.2),
    )
    run(Hall(tasks, pools), Arrivals(5, urgent=0.2), Period(dt.date(2024, 1, 1), 5, CALENDAR), 1)


def everything() -> None:
    """Do everything once."""
    with TemporaryDirectory() as folder:
        _mined(_formats(_small(), Path(folder)))
    _simulated()


def main() -> int:
    """Compile what is not compiled yet; whatever else the machine does goes first."""
    if WHOLE and not WHOLE.exists():
        os.nice(10)
        said = "编译计算循环，仅此一次，约半分钟… compiling loops, once, about half a minute …"
        print(said, file=sys.stderr, flush=True)
        everything()
        WHOLE.touch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
