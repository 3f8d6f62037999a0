"""What the studio's pages show, as frozen values."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jianzheng.apps.catalogue.mapping import OWN, SAVED, Opened, opened, pack_of, saved
from jianzheng.apps.catalogue.models import Draft, Edition, Proof, Published, Upload
from jianzheng.apps.people.models import Person
from jianzheng.core.burden import Burden
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service, Term
from jianzheng.core.study import Study
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.pack import Pack
from jianzheng.formats.pack_service import read_service
from jianzheng.formats.write import to_yaml


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process in the list."""

    source: str
    id: str
    title: Text
    chain: bool
    burden: Burden
    findings: int
    serious: int
    ringed: bool


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack or upload in the list with its processes; `upload_id` and `uploaded_at` for one's own."""

    source: str
    title: Text
    origin: str
    processes: tuple[ProcessRow, ...]
    matters: int
    upload_id: int | None = None
    uploaded_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One saved draft edition."""

    id: int
    source: str
    process: str
    number: int
    title: Text
    note: str
    author: Text
    saved_at: dt.datetime
    days_before: float | None
    days_after: float | None
    moves: int
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbench:
    """One process as its engineer sees it: laid open, with the decisions so far."""

    opened: Opened
    study: Study
    decisions: dict[str, bool]
    conditions: dict[str, bool]


def pack_rows() -> list[PackRow]:
    """The shipped and installed packs, those with processes first."""
    rows = [_row(id, packs.load(id), None) for id in packs.files()]
    return sorted(rows, key=lambda row: not row.processes)


def upload_rows(owner: Person) -> list[PackRow]:
    """One's own uploads, newest first."""
    return [_own(row, owner) for row in Upload.objects.filter(owner=owner)]


def _own(upload: Upload, owner: Person) -> PackRow:
    source = f"{OWN}{upload.pk}"
    return _row(source, pack_of(source, owner.pk)[0], owner.pk, upload)


def _row(source: str, pack: Pack, owner_id: int | None, upload: Upload | None = None) -> PackRow:
    rows = []
    for process in pack.processes:
        known = opened(source, process.id, owner_id, {})
        serious = sum(finding.serious for finding in known.findings)
        rows.append(
            ProcessRow(
                source,
                process.id,
                process.title,
                process.id in pack.chains,
                known.burden,
                len(known.findings),
                serious,
                known.process.network.ringed,
            )
        )
    title = Text(upload.title, "") if upload else pack.title
    return PackRow(
        source,
        title,
        pack.source,
        tuple(rows),
        len(pack.matters),
        upload.pk if upload else None,
        upload.uploaded_at if upload else None,
    )


def workbench(person: Person, source: str, process: str) -> Workbench:
    """One process with this person's decisions, or those of a saved edition. Raises Refused when there is none."""
    if source.startswith(SAVED):
        return _saved(person, source, process)
    draft = Draft.objects.filter(owner=person, source=source, process=process).first()
    conditions = draft.conditions if draft else {}
    known = opened(source, process, person.pk, conditions)
    decisions = draft.decisions if draft else {}
    return Workbench(known, known.study(decisions), decisions, conditions)


def _saved(person: Person, source: str, process: str) -> Workbench:
    row = saved(source)
    known, decisions = opened(source, process, person.pk, row.conditions), dict.fromkeys(row.accepted, True)
    study = known.study(decisions)
    if to_yaml(study.after) != row.after:
        raise Refused(
            "这一版保存之后，法律依据库已更新，由原措施算不出同样的流程。请在流程页重新作决定。",
            "The law on file has changed since this edition was saved: its moves no longer give its process. Decide anew.",
        )
    return Workbench(known, study, decisions, dict(row.conditions))


def edition_rows() -> list[EditionRow]:
    """All draft editions, newest first."""
    return [_edition(row) for row in Edition.objects.select_related("author")[:200]]


def edition(id: int) -> Edition:
    """One edition. Raises Refused when there is none."""
    row = Edition.objects.select_related("author").filter(pk=id).first()
    if row is None:
        raise Refused("没有这一版。", "There is no such edition.")
    return row


def _edition(row: Edition) -> EditionRow:
    author = Text(row.author.name_zh, row.author.name_en)
    before, after = row.figures["before"]["days_chain"], row.figures["after"]["days_chain"]
    title = Text(row.title_zh, row.title_en)
    return EditionRow(
        row.pk,
        row.source,
        row.process,
        row.number,
        title,
        row.note,
        author,
        row.saved_at,
        before,
        after,
        len(row.accepted),
        tuple(row.accepted),
    )


@lru_cache(maxsize=1024)
def service(published_id: int) -> Service:
    """The service of a published edition. Raises Published.DoesNotExist for an unknown one."""
    return read_service(Published.objects.values_list("text", flat=True).get(pk=published_id))


@dataclass(frozen=True, slots=True)
class Offer:
    """A service one can apply for: its edition in force, what it is called, its limits in working or natural days."""

    published_id: int
    service_id: str
    number: int
    title: Text
    about: Text
    audience: str
    matters: int
    asked: int
    legal: Term | None
    promised: Term | None


def in_force() -> tuple[Offer, ...]:
    """Every service in force, by name."""
    return tuple(_offer(row) for row in Published.objects.filter(in_force_until__isnull=True).defer("text"))


def offer(service_id: str) -> Offer:
    """The edition of a service in force. Raises Refused when there is none."""
    row = Published.objects.filter(service=service_id, in_force_until__isnull=True).defer("text").first()
    if row is None:
        raise Refused("没有这项服务，或目前不受理申请。", "No such service, or it takes no applications now.")
    return _offer(row)


def _offer(row: Published) -> Offer:
    offered = service(row.pk)
    one = offered.matters[0] if len(offered.matters) == 1 else None
    return Offer(
        row.pk,
        row.service,
        row.number,
        offered.title,
        offered.about,
        offered.audience,
        len(offered.matters),
        len(offered.asked),
        one.legal if one else None,
        one.promised if one else None,
    )


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One frozen proof: its value, the process it was made from as a pack file, the moves, what was asked."""

    id: int
    source: str
    process: str
    title: Text
    value: dict[str, Any]
    text: str
    today: str
    accepted: tuple[str, ...]
    asked: dict[str, str]
    digest: str
    frozen_at: dt.datetime


def proof_rows(owner: Person, source: str = "", process: str = "") -> list[ProofRow]:
    """One's own proofs, all or those of a process, the newest first."""
    found = Proof.objects.filter(owner=owner)
    return [_proof(row) for row in (found.filter(source=source, process=process) if source else found)[:50]]


def proof_row(owner: Person, id: int) -> ProofRow:
    """One of one's own proofs. Raises Refused when there is none."""
    row = Proof.objects.filter(owner=owner, pk=id).first()
    if row is None:
        raise Refused("没有这份证明，或不属于您。", "No such proof, or it is not yours.")
    return _proof(row)


def _proof(row: Proof) -> ProofRow:
    return ProofRow(
        row.pk,
        row.source,
        row.process,
        Text(row.title_zh, row.title_en),
        json.loads(row.text),
        row.text,
        row.today,
        tuple(row.accepted),
        row.asked,
        row.digest,
        row.frozen_at,
    )
