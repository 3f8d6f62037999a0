"""Rows to core values: what an upload or pack holds, laid against law and data once and kept in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jianzheng.apps.catalogue.models import Edition, Published, Upload
from jianzheng.core.burden import Burden, burden
from jianzheng.core.confront import Confronted, confront
from jianzheng.core.examine import Finding, examined
from jianzheng.core.process import Process, under
from jianzheng.core.redesign import Move, propose
from jianzheng.core.refusal import Refused
from jianzheng.core.service import decided_last
from jianzheng.core.study import MOST_ATTRIBUTED, Study, lawfully
from jianzheng.formats import packs
from jianzheng.formats.pack import Pack
from jianzheng.formats.pack_service import read_service
from jianzheng.formats.read import read_together

OWN = "own-"
OFFERED = "service-"
"""What stands before the id of a service in force, where its process is redesigned."""
SAVED = "edition-"
"""What stands before the number of a saved draft edition, whose decisions are fixed."""
Conditions = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Opened:
    """A process laid open: the process in its situation, what law and data say, every move proposed."""

    source: str
    pack: Pack
    confronted: Confronted
    moves: tuple[Move, ...]

    @property
    def process(self) -> Process:
        """Today's process."""
        return self.confronted.process

    @cached_property
    def findings(self) -> list[Finding]:
        """Its defects."""
        return examined(self.confronted)

    @cached_property
    def burden(self) -> Burden:
        """Its figures."""
        return burden(self.process)

    @cached_property
    def gains_alone(self) -> dict[str, dict[str, float]]:
        """Move id → what it changes when accepted alone; {} where it cannot stand alone, or where there are too many."""
        if len(self.moves) > MOST_ATTRIBUTED:
            return {}
        start = burden(lawfully(self.confronted, ()))
        gains: dict[str, dict[str, float]] = {}
        for move in self.moves:
            try:
                gains[move.id] = burden(lawfully(self.confronted, (move,))) - start
            except Refused:
                gains[move.id] = {}
        return gains

    def study(self, decisions: Mapping[str, bool]) -> Study:
        """The study with the accepted moves; decisions about moves no longer proposed are passed over."""
        return Study(
            self.confronted, self.moves, tuple(move for move in self.moves if decisions.get(move.id))
        )

    @property
    def conditions(self) -> list[str]:
        """Conditions that matter here: those steps and the articles that touch its steps name."""
        concepts = {concept for step in self.process.steps for concept in self.confronted.lawbook.of(step)}
        named = [step.when for step in self.process.steps]
        named += [
            rule.ground.when
            for rule in self.confronted.lawbook.precedences
            if concepts & {rule.first} and concepts & {rule.second}
        ]
        return [name for name in dict.fromkeys([*self.process.conditions, *named]) if name]


def pack_of(source: str, owner_id: int | None) -> tuple[Pack, str]:
    """The pack a source names and a stamp that changes when it does. Raises Refused when it is not there, or belongs to
    somebody else."""
    if source.startswith(OFFERED):
        return _in_force(source.removeprefix(OFFERED))
    if source.startswith(SAVED):
        today = saved(source).today
        return _of_saved(today), hashlib.sha256(today.encode()).hexdigest()
    if not source.startswith(OWN):
        return packs.load(source), str(packs.files()[source].stat().st_mtime_ns)
    row = Upload.objects.filter(
        pk=int(source[len(OWN) :] or 0) if source[len(OWN) :].isdecimal() else 0, owner_id=owner_id
    ).first()
    if row is None:
        raise Refused(
            "没有这个上传的文件，或不属于您。请重新上传。",
            "No such upload, or it is not yours. Upload it again.",
        )
    return _read(row.pk, row.digest), row.digest


def saved(source: str) -> Edition:
    """The draft edition a source names. Raises Refused when there is none."""
    id = source.removeprefix(SAVED)
    row = Edition.objects.filter(pk=int(id)).first() if id.isdecimal() and len(id) < 10 else None
    if row is None:
        raise Refused("没有这一版。", "There is no such edition.")
    return row


@lru_cache(maxsize=32)
def _of_saved(today: str) -> Pack:
    """The process an edition was made from, read as a frozen proof reads it."""
    return read_together([("edition.yaml", today.encode())])


def _in_force(id: str) -> tuple[Pack, str]:
    """The process of the edition in force, laid against the law that applies by default."""
    row = Published.objects.filter(service=id, in_force_until__isnull=True).first()
    if row is None:
        raise Refused(
            "没有这项服务，或目前没有生效的版本。", "No such service, or no edition of it is in force."
        )
    offered = read_service(row.text)
    return Pack(f"{OFFERED}{id}", offered.title, (decided_last(offered),), source=offered.source), row.digest


@lru_cache(maxsize=32)
def _read(upload_id: int, _digest: str) -> Pack:
    row = Upload.objects.get(pk=upload_id)
    return read_together([(file.name, bytes(file.content)) for file in row.files.all()])


def opened(source: str, process: str, owner_id: int | None, conditions: Mapping[str, bool]) -> Opened:
    """A process of a source in a situation. Raises Refused when there is no such process."""
    pack, stamp = pack_of(source, owner_id)
    if process not in {known.id for known in pack.processes}:
        raise Refused(
            f"没有流程“{process}”。请从列表中选择。", f"No process “{process}”. Choose one from the list."
        )
    return _opened(
        source,
        process,
        stamp,
        tuple(sorted(conditions.items())),
        owner_id if source.startswith(OWN) else None,
    )


@lru_cache(maxsize=64)
def _opened(source: str, process: str, _stamp: str, conditions: Conditions, owner_id: int | None) -> Opened:
    pack, _ = pack_of(source, owner_id)
    printed = next(known for known in pack.processes if known.id == process)
    confronted = confront(under(printed, dict(conditions)), packs.lawbook_for(pack))
    moves = () if confronted.process.network.ringed else tuple(propose(confronted))
    return Opened(source, pack, confronted, moves)
