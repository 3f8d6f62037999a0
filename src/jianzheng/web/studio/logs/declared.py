"""The declared processes a log can be laid against: shipped, one's own, draft editions, services in force."""

from __future__ import annotations

from django.http import HttpRequest

from jianzheng.apps.catalogue.mapping import opened, pack_of
from jianzheng.apps.catalogue.queries import EditionRow, edition, edition_rows, in_force, service, upload_rows
from jianzheng.apps.improve.queries import declined
from jianzheng.apps.people.models import Person
from jianzheng.core.confront import Confronted, confront
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.pack import Pack, read_pack

DRAFT, IN_FORCE = "draft", "service"
MOST_DRAFTS = 50
Choice = tuple[str, Text]


def choices(person: Person) -> list[Choice]:
    """Every process one may choose, as (word, name)."""
    uploads = [row.source for row in upload_rows(person)]
    found = [choice for source in (*uploads, *packs.files()) for choice in _of(source, person)]
    against = declined()
    drafts = [
        (f"{DRAFT}:{row.id}", _draft(row, any((row.source, move) in against for move in row.accepted)))
        for row in edition_rows()[:MOST_DRAFTS]
    ]
    offers = [
        (f"{IN_FORCE}:{offer.published_id}", _said(offer.title, "现行", "in force")) for offer in in_force()
    ]
    return drafts + offers + found


def _draft(row: EditionRow, put_aside: bool) -> Text:
    zh, en = ("（措施未采纳）", " (declined)") if put_aside else ("", "")
    return _said(row.title, f"草案第 {row.number} 版{zh}", f"draft {row.number}{en}")


def _said(title: Text, zh: str, en: str) -> Text:
    return Text(f"{zh}：{title.zh}", f"{en}: {title.en or title.zh}")


def _of(source: str, person: Person) -> list[Choice]:
    pack, _ = pack_of(source, person.pk)
    return [(f"{source}:{process.id}", process.title) for process in pack.processes]


def chosen(request: HttpRequest, word: str) -> Confronted:
    """The process a word names, laid against the law. Raises Refused for none."""
    source, _, name = word.partition(":")
    if source == DRAFT and name.isdecimal():
        return _confronted(read_pack(edition(int(name[:9])).after, "edition.yaml"))
    elif source == IN_FORCE and name.isdecimal():
        if any(offer.published_id == int(name[:9]) for offer in in_force()):
            return confront(service(int(name[:9])).process, packs.lawbook_for(Pack(IN_FORCE, Text(""))))
    elif source and name:
        return opened(source, name, request.user.pk, {}).confronted
    raise Refused("没有这个流程。", "There is no such process.")


def _confronted(pack: Pack) -> Confronted:
    return confront(pack.processes[0], packs.lawbook_for(pack))
