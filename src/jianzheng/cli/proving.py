"""How `jianzheng prove` comes from words to the frozen value: the same way when it is made and when it is checked."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jianzheng.cli.fitted import add_fit, fitted, steps_said
from jianzheng.cli.logs import kept_cases, moment, pauses, read_log
from jianzheng.cli.progress import bar
from jianzheng.cli.redesign import add_moves, offered
from jianzheng.cli.simulate import add_hall, one_process, when
from jianzheng.cli.staffing import assumed, staffing
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.study import Study, study
from jianzheng.formats import packs
from jianzheng.formats.calendars import calendar
from jianzheng.formats.study import Json

if TYPE_CHECKING:
    from jianzheng.formats.pack import Pack
    from jianzheng.lab.analysis.terms import Terms
    from jianzheng.lab.log.log import Log
    from jianzheng.lab.prove.proof import Input

OUTPUTS = {"--to": 1, "--report": 1, "--language": 1, "--check": 1, "--json": 0}
"""Options that say where the proof goes, not what is proved, and how many words follow."""
LOGS = ("fit", "before", "after", "log")


class Parser(ArgumentParser):
    """Words that cannot be read are refused like everything else."""

    def error(self, message: str) -> NoReturn:
        """Raises Refused."""
        raise Refused(
            f"命令写法有误（{message}），请看 jianzheng prove --help。",
            f"The command is not written right ({message}); see jianzheng prove --help.",
        )


def parser() -> Parser:
    """What may be asked to be proved."""
    made = Parser("jianzheng prove", description="证明简化的成效 · prove the gain", allow_abbrev=False)
    add = made.add_argument
    add("source", nargs="*", metavar="FILE|PACK[:PROCESS]", help="流程 · the process")
    add("--process", help="只取其中一个流程 · only this process of the file")
    for word in ("--when", "--unless"):
        add(word, action="append", default=[], metavar="条件", help="条件成立 / 不成立 · holds / does not")
    taken = "采纳这项措施（不写则采纳全部合法措施）· accept this move; none named: all lawful ones"
    add("--accept", action="append", default=[], metavar="MOVE", help=taken)
    add_moves(made)
    add("--against", metavar="FILE|PACK:PROCESS", help="改变后的流程 · the process after the change")
    add_hall(made)
    add_fit(made)
    for side, said in (
        ("before", "改变之前的日志 · the log before"),
        ("after", "改变之后的日志 · the log after"),
    ):
        add(f"--{side}", metavar="LOG", help=said)
    add("--log", metavar="LOG", help="前后都在其中的日志 · a log that holds both sides")
    add("--cut", metavar="DAY", help="自这一天起为之后 · cases that began on this day or later are after")
    pause = "依法中止的起止活动 · activities that open and close a lawful pause"
    add("--pause", action="append", default=[], metavar="OPENS=CLOSES", help=pause)
    add("--promised", action="append", default=[], metavar="COLUMN", help="到期日所在的列 · the due date")
    add("--ended", default="", metavar="COLUMN", help="办结日所在的列 · the column of the real end")
    return made


def asked(argv: Sequence[str]) -> list[str]:
    """The words that say what is proved, without those that say where it goes; `--name=value` becomes two words."""
    apart = [part for word in argv for part in (word.split("=", 1) if _joined(word) else [word])]
    kept, skip = [], 0
    for word in apart:
        if skip or word in OUTPUTS:
            skip = skip - 1 if skip else OUTPUTS[word]
        else:
            kept.append(word)
    return kept


def _joined(word: str) -> bool:
    return word.startswith("--") and "=" in word


def value(words: Sequence[str], named: Mapping[str, Path]) -> Json:
    """The frozen value of some words; `named` says where an input lies now, where that is not what the words say. Raises
    Refused for what cannot be read, asked or proved."""
    from jianzheng.lab.prove.proof import frozen

    options = parser().parse_args([_placed(word, named) for word in words])
    _checked(options)
    process, pack = one_process(options.source, options)
    other = one_process([options.against], options)[0] if options.against else None
    parts = _parts(options, process, other, pack)
    inputs = _inputs(options, pack, {str(path): name for name, path in named.items()}, parts)
    return frozen((process, other), parts, ["prove", *words], inputs)


def _placed(word: str, named: Mapping[str, Path]) -> str:
    """The word with the file it names where that file lies now."""
    for name, path in named.items():
        if word == name or word.startswith(f"{name}:"):
            return f"{path}{word[len(name) :]}"
    return word


def _checked(options: Namespace) -> None:
    """Raises Refused for words that do not go together."""
    if not options.source:
        raise Refused("请指明流程。", "Name a process.")
    if options.against and (options.accept or options.reject or options.keep_unstated):
        raise Refused(
            "--against 给出了另一个流程，不能再用 --accept、--reject、--keep-unstated。",
            "--against names another process; --accept, --reject and --keep-unstated do not go with it.",
        )
    if bool(options.before) != bool(options.after) or bool(options.log) != bool(options.cut):
        raise Refused(
            "实测要写 --before 日志 --after 日志，或 --log 日志 --cut 日期。",
            "To measure, give --before LOG --after LOG, or --log LOG --cut DAY.",
        )
    if options.log and options.before:
        raise Refused("--log 与 --before 只用一种。", "Use --log or --before, not both.")


def _parts(options: Namespace, process: Process, other: Process | None, pack: Pack) -> Json:
    from jianzheng.lab.prove import nominal

    made = _study(process, pack, options)
    after = other or made.after
    return {
        "nominal": nominal.given_json(made.process, after) if other else nominal.nominal_json(made),
        "simulated": _simulated(options, (made.process, after)),
        "measured": _measured(options, made.process),
        "assumptions": nominal.assumptions_json(made),
    }


def _study(process: Process, pack: Pack, options: Namespace) -> Study:
    lawbook = packs.lawbook_for(pack)
    if options.accept:
        rejected = set(options.reject)
        return study(process, lawbook, [id for id in options.accept if id not in rejected])
    whole = study(process, lawbook, accepted=())
    return study(process, lawbook, [move.id for move in offered(whole, options)])


def _simulated(options: Namespace, sides: tuple[Process, Process]) -> Json | None:
    """None where neither a log nor arrivals or staff were given."""
    if not (options.fit or options.arrivals is not None or options.staff or options.shift):
        return None
    from jianzheng.lab.prove.simulated import Ground, simulated_json
    from jianzheng.lab.simulate.figures import MOST

    seen = Namespace(**vars(options))
    if options.cut and options.fit == options.log and not options.until:
        seen.until = options.cut
    made = fitted(sides[0], seen) if options.fit else None
    arrivals, period = when(made, options)
    log = Path(options.fit).name if options.fit else ""
    ground = Ground(assumed(options), arrivals, period, options.seed, staffing(options), made, log)
    drawn = bar("仿真 simulating")

    def shown(done: int) -> None:
        if drawn:
            drawn(done, MOST)

    return simulated_json(sides, ground, shown)


def _measured(options: Namespace, process: Process) -> Json | None:
    """None where no log after go-live was given."""
    if not (options.before or options.log):
        return None
    from jianzheng.lab.prove.measured import measured, said_first
    from jianzheng.lab.prove.measured_json import measured_json
    from jianzheng.lab.waiting.split import check

    before, after = _sides(options)
    terms = _terms(options)
    check(before, terms.roles)
    steps = steps_said(options)
    return measured_json(measured(before, after, terms, said_first(process, (before, after), steps)))


def _sides(options: Namespace) -> tuple[Log, Log]:
    if options.before:
        return _chosen(options.before, options), _chosen(options.after, options)
    from jianzheng.lab import kept

    log = _chosen(options.log, options)
    at = moment(options.cut, log.zone)
    late = kept.during(log, at, kept.EVER[1])
    if late.all() or not late.any():
        raise Refused(
            f"{options.cut} 之前或之后没有办件。", f"No case began before, or none since {options.cut}."
        )
    return log.chosen(~late), log.chosen(late)


def _chosen(word: str, options: Namespace) -> Log:
    log = read_log(word, options).log
    keep = kept_cases(log, options)
    return log if keep is None else log.chosen(keep)


def _terms(options: Namespace) -> Terms:
    from jianzheng.lab.analysis.terms import Terms
    from jianzheng.lab.deadlines import Columns
    from jianzheng.lab.honesty import Known
    from jianzheng.lab.waiting.split import Roles

    promised = tuple(options.promised)
    return Terms(
        calendar=calendar(options.calendar),
        roles=Roles(frozenset(options.applicant), pauses(options.pause), options.office),
        known=Known(None, next(iter(promised), ""), options.ended),
        deadlines=Columns(promised, options.ended),
    )


def _inputs(options: Namespace, pack: Pack, names: dict[str, str], parts: Json) -> list[Input]:
    """Everything it was computed from, with its SHA-256, under the name the words gave it."""
    from jianzheng.lab.prove import inputs

    found = [("process", path) for word in options.source for path in files(word)]
    found += [("against", path) for path in (files(options.against) if options.against else ())]
    found += inputs.law(pack)
    if parts["simulated"] or parts["measured"]:
        found += inputs.calendar(options.calendar)
    found += [(role, Path(word)) for role in LOGS if (word := getattr(options, role))]
    return inputs.named(found, names)


def files(word: str) -> list[Path]:
    """The files a word names: a file, a folder's, or a pack's."""
    from jianzheng.formats.read import inside

    for name in (word, word.rpartition(":")[0]):
        if name and Path(name).exists():
            return inside(Path(name))
    return [packs.files()[word.partition(":")[0]]]
