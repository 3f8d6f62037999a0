"""The verbs that write improvement: look, file, accept, decline, publish; each one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from jianzheng.apps.cases.rules import rules
from jianzheng.apps.catalogue import actions as catalogue
from jianzheng.apps.catalogue.mapping import OFFERED
from jianzheng.apps.catalogue.models import Edition, Published
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.improve.models import LIVE, PUBLISHED, Entry, Look, Proposal, State
from jianzheng.apps.people.models import Person
from jianzheng.core.kinds.kind import reasoned
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.text import Text
from jianzheng.lab.compare.effect import Verdict

LONGEST = 2000
Json = dict[str, Any]
Found = tuple[str, str, str, float, Json]
"""A finding to file: kind, what, move, working days in all, and what its page shows."""


def take(*, offered: str, night: dt.date, now: dt.datetime) -> dt.datetime | None:
    """Take a service to look at it this night; the lease, or None when it was looked at or somebody else has it."""
    Look.objects.bulk_create([Look(service=offered)], ignore_conflicts=True)
    due = Q(looked_on__isnull=True) | Q(looked_on__lt=night)
    free = Q(taken_until__isnull=True) | Q(taken_until__lte=now)
    lease = now + dt.timedelta(seconds=settings.NIGHT["lease"])
    # Whoever's update finds the row still free has it; a second worker changes nothing.
    return lease if Look.objects.filter(due, free, service=offered).update(taken_until=lease) else None


def look_now() -> int:
    """Let every service be looked at again, as soon as a worker is free; how many are in force."""
    Look.objects.update(looked_on=None)
    return Published.objects.filter(in_force_until__isnull=True).count()


@transaction.atomic
def seen(
    *, edition: Published, found: Iterable[Found], cases: int, lease: dt.datetime, now: dt.datetime
) -> bool:
    """Write what a look at an edition found: new findings are filed, known ones brought up to date, those no longer seen in
    the edition in force superseded. False, writing nothing, when the lease has passed to somebody else."""
    said = {"cases": cases, "zh": "", "en": ""}
    if not _done(edition.service, lease, now, said):
        return False
    known = {
        (row.kind, row.what): row
        for row in Proposal.objects.select_for_update().filter(service=edition.service)
    }
    for one in found:
        row = known.pop((one[0], one[1]), None)
        if row is None:
            _file(edition, one, now)
        else:
            _again(row, edition, one, now)
    for row in known.values():
        if row.state == State.OPEN and row.edition_id != edition.pk:
            row.state = State.SUPERSEDED
            row.save(update_fields=["state"])
            _note(row, "superseded", now, says=_newer(edition.number))
    return True


def missed(*, offered: str, refused: Refused, lease: dt.datetime, now: dt.datetime) -> bool:
    """Write that a service could not be looked at, and why; it is tried again the next night."""
    return _done(offered, lease, now, {"cases": 0, "zh": refused.zh, "en": refused.en})


def _done(offered: str, lease: dt.datetime, now: dt.datetime, said: Mapping[str, Any]) -> bool:
    """End a look, if it is still ours."""
    night = night_of(now)
    mine = Look.objects.filter(service=offered, taken_until=lease)
    return bool(mine.update(looked_on=night, taken_until=None, looked_at=now, **said))


def night_of(now: dt.datetime) -> dt.date:
    """The night a moment belongs to: that of yesterday until the hour the night begins."""
    return (now - dt.timedelta(hours=settings.NIGHT["hour"])).date()


def _file(edition: Published, one: Found, now: dt.datetime) -> None:
    kind, what, move, total, shown = one
    row = Proposal.objects.create(
        service=edition.service,
        kind=kind,
        what=what[:400],
        edition=edition,
        move=move,
        seen=shown,
        total=total,
        found_at=now,
        seen_at=now,
    )
    _note(row, "found", now)


def _again(row: Proposal, edition: Published, one: Found, now: dt.datetime) -> None:
    """A known finding, seen again: what is open shows the new evidence, what was decided keeps that on which it was."""
    _, _, move, total, shown = one
    says = _reopening(row, edition, shown)
    if says is not None:
        row.state, row.reasons, row.decided_by, row.decided_at = State.OPEN, "", None, None
        row.draft = None
        _note(row, "again", now, says=says)
    if row.state == State.OPEN:
        row.edition, row.move, row.total, row.seen = edition, move, total, shown
    row.seen_at = now
    row.save()


def _reopening(row: Proposal, edition: Published, shown: Json) -> Text | None:
    """Why a finding that was put aside is filed again; None where it is not."""
    if row.state == State.SUPERSEDED:
        return Text(f"在第 {edition.number} 版中再次看到", f"seen again in edition {edition.number}")
    grown, least = shown["cases"], settings.NIGHT["grown"]
    if row.state != State.DECLINED or grown * 100 < row.declined_on * (100 + least):
        return None
    more = round(100 * (grown - row.declined_on) / max(row.declined_on, 1))
    return Text(
        f"不采纳后证据由 {row.declined_on} 件增至 {grown} 件（增加 {more}%，达到 {least}% 即重新提出）",
        f"since it was declined the evidence grew from {row.declined_on} to {grown} cases (+{more}%; from +{least}% on it is"
        " filed again)",
    )


def _newer(number: int) -> Text:
    return Text(f"第 {number} 版生效，其中没有再看到", f"edition {number} is in force and does not show it")


def _anew(number: int) -> Text:
    return Text(
        f"第 {number} 版生效，将从该版的办件中重新分析",
        f"edition {number} is in force and its own cases will tell",
    )


@transaction.atomic
def accept(*, proposal: int, by: Person, reasons: str, now: dt.datetime) -> Proposal:
    """Accept a proposal: its move becomes part of the draft of the next edition. Raises Refused without reasons, or where
    the draft would be unlawful."""
    row, words = _locked(proposal), _reasons(reasons)
    if row.state != State.OPEN:
        raise Refused("这条建议已经决定。", "This proposal has been decided already.")
    if row.move:
        if not Published.objects.filter(pk=row.edition_id, in_force_until__isnull=True).exists():
            raise Refused(
                "这条建议依据的版本已不再生效。请等下一次夜间分析。",
                "The edition it rests on is no longer in force. Wait for the next night.",
            )
        row.draft = _drafted(row, by, words, now)
    _decided(row, State.ACCEPTED, by, words, now)
    if row.draft:
        for other in Proposal.objects.filter(service=row.service, state=State.ACCEPTED).exclude(pk=row.pk):
            if other.move in row.draft.accepted:
                Proposal.objects.filter(pk=other.pk).update(draft=row.draft)
    return row


def _source(row: Proposal) -> tuple[str, str]:
    """The source and the process its drafts are kept under."""
    return f"{OFFERED}{row.service}", service(row.edition_id).process.id


def _drafted(row: Proposal, by: Person, words: str, now: dt.datetime) -> Edition:
    """The draft edition with the move; the last one where it has it already."""
    source, process = _source(row)
    catalogue.decide(owner=by, source=source, process=process, decisions={row.move: True}, now=now)
    last = Edition.objects.filter(source=source, process=process).order_by("-number").first()
    try:
        return catalogue.save_edition(author=by, source=source, process=process, note=words, now=now)
    except Refused:
        if last is None or last.author_id != by.pk or row.move not in last.accepted:
            raise
        return last


@transaction.atomic
def decline(*, proposal: int, by: Person, reasons: str, now: dt.datetime) -> Proposal:
    """Decline a proposal, or take back that it was accepted; it is filed again only when its evidence has grown. Raises
    Refused without reasons, or once it is in force."""
    row, words = _locked(proposal), _reasons(reasons)
    if row.state not in LIVE:
        raise Refused("这条建议已经决定。", "This proposal has been decided already.")
    if row.draft and row.decided_by:
        source, process = _source(row)
        undone = {row.move: None}
        catalogue.decide(owner=row.decided_by, source=source, process=process, decisions=undone, now=now)
        row.draft = None
    row.declined_on = row.seen["cases"]
    _decided(row, State.DECLINED, by, words, now)
    return row


def _reasons(reasons: str) -> str:
    words = fits(reasons, "理由", "the reasons", LONGEST)
    if not words:
        raise Refused("请写明理由。", "State the reasons.")
    reasoned(words, rules().local.enough)
    return words


def _decided(row: Proposal, state: State, by: Person, words: str, now: dt.datetime) -> None:
    row.state, row.reasons, row.decided_by, row.decided_at = state, words, by, now
    row.save()
    _note(row, str(state), now, by=by, says=Text(words, words))


@transaction.atomic
def publish(*, proposal: int, by: Person, now: dt.datetime) -> Published:
    """Put the draft of an accepted proposal in force as the next edition; cases under way finish on theirs. Other proposals
    about the edition before are superseded. Raises Refused without a draft, or when it no longer fits."""
    row = _locked(proposal)
    if row.published:
        number = row.published.number
        raise Refused(
            f"这条建议已作为第 {number} 版发布，无需再次发布。",
            f"This proposal was published already, as edition {number}; nothing is left to publish.",
        )
    if row.state != State.ACCEPTED or row.draft is None:
        raise Refused(
            "请先采纳这条建议；没有对应措施的建议不产生新版本。",
            "Accept the proposal first; one without a move makes no edition.",
        )
    draft = row.draft
    made = catalogue.put_in_force(edition_id=draft.pk, now=now)
    live = Proposal.objects.select_for_update().filter(service=row.service, state__in=LIVE)
    for other in live:
        if other.state == State.ACCEPTED and other.move in draft.accepted:
            other.state, other.published, other.draft = State.IN_FORCE, made, draft
            _note(other, "in_force", now, by=by, says=Text(f"第 {made.number} 版", f"edition {made.number}"))
        elif other.state == State.OPEN or other.move:
            other.state = State.SUPERSEDED
            _note(other, "superseded", now, by=by, says=_anew(made.number))
        other.save()
    return made


@transaction.atomic
def measure(*, proposal: int, measured: Json, now: dt.datetime) -> None:
    """Keep what an edition in force has changed so far; said in the history once it can be told."""
    row = _locked(proposal)
    if row.state not in PUBLISHED:
        return
    if row.state == State.IN_FORCE and measured["enough"]:
        row.state = State.MEASURED
        _note(row, "measured", now, says=Verdict(measured["verdict"]).says)
    row.measured = measured
    row.save()


def _locked(proposal: int) -> Proposal:
    """The row, locked until the transaction ends. Raises Refused when there is none."""
    row = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal).first()
    if row is None:
        raise Refused("没有这条建议。", "There is no such proposal.")
    return row


def _note(
    row: Proposal, word: str, now: dt.datetime, *, by: Person | None = None, says: Text | None = None
) -> None:
    """One more line of the history."""
    said = says or Text("", "")
    Entry.objects.create(
        proposal=row, sequence=row.entries.count(), at=now, by=by, word=word, zh=said.zh, en=said.en
    )
