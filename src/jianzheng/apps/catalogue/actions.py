"""The verbs that write the catalogue: each one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction

from jianzheng.apps.catalogue.mapping import OFFERED, OWN, SAVED, opened
from jianzheng.apps.catalogue.models import Draft, Edition, Proof, Published, Upload, UploadFile
from jianzheng.apps.people.models import Person
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.core.study import Study
from jianzheng.formats.pack import Pack
from jianzheng.formats.pack_service import placeless, read_service, service_to_yaml
from jianzheng.formats.read import read_together
from jianzheng.formats.write import to_yaml
from jianzheng.lab.prove.proof import written

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ProofMade:
    """A proof and what is needed to compute it again: its value, the process as a pack file, the moves, what was asked."""

    value: dict[str, Any]
    today: str
    accepted: Sequence[str]
    asked: Mapping[str, str]


def upload(*, owner: Person, files: Sequence[tuple[str, bytes]], now: dt.datetime) -> Upload:
    """Keep files that can be read, byte for byte; the same files again are the same upload. Raises Unreadable with every
    problem, or Refused when there is neither a process nor a list in them."""
    if not files:
        raise Refused("请先选择文件。", "Choose a file first.")
    named = [(name[-LONGEST_NAME:].replace("\x00", ""), content) for name, content in files]
    pack = read_together(named)
    if not pack.processes and not pack.matters:
        raise Refused(
            "文件里没有流程。请按模板填写。", "There is no process in the file. Fill in the template."
        )
    digest = hashlib.sha256(
        b"\0".join(part for name, content in named for part in (name.encode(), content))
    ).hexdigest()
    return _keep(owner, named, _title(pack, named), digest, now)


@transaction.atomic
def _keep(
    owner: Person, files: Sequence[tuple[str, bytes]], title: str, digest: str, now: dt.datetime
) -> Upload:
    row, new = Upload.objects.get_or_create(
        owner=owner, digest=digest, defaults={"title": title, "uploaded_at": now}
    )
    if new:
        UploadFile.objects.bulk_create(
            UploadFile(upload=row, place=place, name=name, content=content)
            for place, (name, content) in enumerate(files)
        )
    return row


def _title(pack: Pack, files: Sequence[tuple[str, bytes]]) -> str:
    titles = [process.title.zh or process.title.en for process in pack.processes]
    return (titles[0] if len(titles) == 1 else str(pack.title) or files[0][0])[:LONGEST_NAME]


@transaction.atomic
def remove(*, owner: Person, upload_id: int) -> None:
    """Delete an upload with its drafts; saved editions stay. Raises Refused when it is not the owner's."""
    row = Upload.objects.filter(pk=upload_id, owner=owner).first()
    if row is None:
        raise Refused("没有这个上传的文件，或不属于您。", "No such upload, or it is not yours.")
    Draft.objects.filter(source=f"{OWN}{row.pk}").delete()
    row.delete()


@transaction.atomic
def decide(
    *, owner: Person, source: str, process: str, decisions: Mapping[str, bool | None], now: dt.datetime
) -> Draft:
    """Accept (True), reject (False) or leave open (None) moves. Raises Refused, changing nothing, when the redesign that
    would come out is unlawful or impossible, or a move is unknown."""
    draft = _locked(owner, source, process, now)
    known = opened(source, process, owner.pk, draft.conditions)
    proposed = {move.id for move in known.moves}
    unknown = set(decisions) - proposed
    if unknown:
        names = "、".join(sorted(unknown))[:200]
        raise Refused(f"没有这项措施：{names}。请刷新页面。", f"No such move: {names}. Reload the page.")
    merged = {**draft.decisions, **decisions}
    kept = {id: taken for id, taken in merged.items() if taken is not None and id in proposed}
    _ = known.study(kept).after
    draft.decisions, draft.changed_at = kept, now
    draft.save()
    return draft


@transaction.atomic
def situate(
    *, owner: Person, source: str, process: str, conditions: Mapping[str, bool], now: dt.datetime
) -> Draft:
    """Say which conditions hold; decisions about moves no longer proposed are dropped."""
    draft = _locked(owner, source, process, now)
    known = opened(source, process, owner.pk, dict(conditions))
    strange = set(conditions) - set(opened(source, process, owner.pk, {}).conditions)
    if strange:
        names = "、".join(sorted(strange))[:200]
        raise Refused(f"这个流程不涉及条件：{names}。", f"This process has no such condition: {names}.")
    proposed = {move.id for move in known.moves}
    draft.decisions = {id: taken for id, taken in draft.decisions.items() if id in proposed}
    draft.conditions, draft.changed_at = dict(conditions), now
    draft.save()
    return draft


def _locked(owner: Person, source: str, process: str, now: dt.datetime) -> Draft:
    """The draft, locked until the transaction ends (SQLite locks the whole database instead). Raises Refused for a saved
    edition, whose decisions stand."""
    if source.startswith(SAVED):
        raise Refused(
            "这一版已保存，措施不能再改。请在该流程的页面上重新作决定并另存一版。",
            "This edition is saved and its moves stand. Decide on the page of its process and save another.",
        )
    Draft.objects.get_or_create(owner=owner, source=source, process=process, defaults={"changed_at": now})
    return Draft.objects.select_for_update().get(owner=owner, source=source, process=process)


@transaction.atomic
def save_edition(*, author: Person, source: str, process: str, note: str, now: dt.datetime) -> Edition:
    """Save the redesign as the next draft edition. Raises Refused when nothing is accepted or nothing changed since the
    last one (so that sending a form twice saves once)."""
    draft = _locked(author, source, process, now)
    study = opened(source, process, author.pk, draft.conditions).study(draft.decisions)
    if not study.accepted:
        raise Refused(
            "还没有采纳任何措施，没有可保存的内容。", "No move is accepted yet; there is nothing to save."
        )
    last = Edition.objects.filter(source=source, process=process).order_by("-number").first()
    _refuse_same(last, author, study, draft.conditions)
    return Edition.objects.create(
        source=source,
        process=process,
        number=last.number + 1 if last else 1,
        conditions=draft.conditions,
        note=note.replace("\x00", "")[:2000],
        author=author,
        saved_at=now,
        **_frozen(study),
    )


def _refuse_same(last: Edition | None, author: Person, study: Study, conditions: Mapping[str, bool]) -> None:
    accepted = [move.id for move in study.accepted]
    if last and (last.author_id, last.accepted, last.conditions) == (author.pk, accepted, conditions):
        number = last.number
        raise Refused(
            f"与第 {number} 版相同，没有重复保存。", f"The same as edition {number}; it was not saved again."
        )


def _frozen(study: Study) -> dict[str, Any]:
    """What an edition keeps of a study."""
    return {
        "title_zh": study.process.title.zh[:300],
        "title_en": study.process.title.en[:300],
        "today": to_yaml(study.process),
        "after": to_yaml(study.after),
        "accepted": [move.id for move in study.accepted],
        "figures": {"before": asdict(study.burden_before), "after": asdict(study.burden_after)},
    }


@transaction.atomic
def put_in_force(*, edition_id: int, now: dt.datetime) -> Published:
    """Publish a draft edition of a service in force as its next edition. Raises Refused when another edition has come into
    force since, when it stands under a condition, or when a matter would lose its decision."""
    row = Edition.objects.select_for_update().get(pk=edition_id)
    known = Published.objects.select_for_update().filter(
        service=row.source.removeprefix(OFFERED), in_force_until__isnull=True
    )
    last = known.first() if row.source.startswith(OFFERED) else None
    if last is None or row.conditions:
        raise Refused(
            "只有生效中的服务的草案、且不附适用条件的，才能发布。",
            "Only the draft of a service in force, under no condition, can be published.",
        )
    today = opened(row.source, row.process, row.author_id, {})
    after = today.study(dict.fromkeys(row.accepted, True)).after
    if to_yaml(after) != row.after:
        raise Refused(
            "生效版本已经变更，这份草案不再适用。请重新作决定。",
            "Another edition has come into force since this draft was saved. Decide anew.",
        )
    return publish(service=_redesigned(read_service(last.text), after), now=now)


def _redesigned(service: Service, after: Process) -> Service:
    """The service with the redesigned process. Raises Refused when a matter would end without a decision."""
    redesigned = replace(service, process=placeless(after))
    for place, matter in enumerate(service.matters):
        kinds = {step.kind for step in redesigned.steps_of(place)}
        if "decide" not in kinds:
            raise Refused(
                f"“{matter.title.zh}”将没有决定环节，不能发布。",
                f"“{matter.title.en or matter.title.zh}” would have no decision; this cannot be published.",
            )
    return redesigned


@transaction.atomic
def publish(*, service: Service, now: dt.datetime) -> Published:
    """Put a service in force as its next edition; what is in force ends. The same content again changes nothing."""
    text = service_to_yaml(service)
    digest = hashlib.sha256(text.encode()).hexdigest()
    last = Published.objects.select_for_update().filter(service=service.id).order_by("-number").first()
    if last and last.digest == digest and last.in_force_until is None:
        return last
    if last and last.in_force_until is None:
        last.in_force_until = now
        last.save(update_fields=["in_force_until"])
    return Published.objects.create(
        service=service.id,
        number=last.number + 1 if last else 1,
        title_zh=service.title.zh[:300],
        title_en=service.title.en[:300],
        audience=service.audience[:16],
        text=text,
        digest=digest,
        in_force_from=now,
    )


@transaction.atomic
def freeze(*, owner: Person, source: str, made: ProofMade, now: dt.datetime) -> Proof:
    """Keep a proof as its file says it; the same proof again is the one kept."""
    title = made.value["process"]["title"]
    row, _ = Proof.objects.get_or_create(
        owner=owner,
        source=source,
        process=made.value["process"]["id"],
        digest=made.value["digest"],
        defaults={
            "title_zh": title["zh"][:300],
            "title_en": title["en"][:300],
            "today": made.today,
            "accepted": list(made.accepted),
            "asked": dict(made.asked),
            "text": written(made.value).decode(),
            "frozen_at": now,
        },
    )
    return row
