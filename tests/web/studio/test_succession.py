"""An edition in force proved against the one before it: its moves, our own cases of both, one frozen value that checks."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

from jianzheng.apps.catalogue.models import Edition, Proof, Published
from jianzheng.apps.improve import actions
from jianzheng.apps.logs.actions import folder_of
from jianzheng.apps.logs.models import KeptLog, State
from jianzheng.cli.main import main
from tests.apps.logs.test_logs import settled
from tests.improve_cast import TONIGHT, engineer, hotels, live, night, order
from tests.web.rooms_cast import be

MOVE = "“On-site inspection” no longer waits for “Review of papers”"


@pytest.fixture
def draft(transactional_db: None) -> Edition:
    """The draft that put review and inspection side by side, in force since tonight, with cases on both sides."""
    hotels()
    night()
    actions.accept(proposal=order().pk, by=engineer(), reasons="没有依据，可以同时办理", now=TONIGHT)
    made = actions.publish(proposal=order().pk, by=engineer(), now=TONIGHT)
    live(made, 30, TONIGHT + dt.timedelta(days=7), TONIGHT + dt.timedelta(days=80), seed=5)
    return Edition.objects.get()


def read(address: str, language: str = "en") -> str:
    """A page as the engineer reads it, without its tags."""
    client = be("wu")
    client.cookies["language"] = language
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("&#x27;", "'")


def test_the_draft_names_moves_and_offices_in_both_languages(draft: Edition) -> None:
    en, zh = (read(f"/studio/editions/{draft.pk}", language) for language in ("en", "zh-hans"))
    assert MOVE in en and "Ground: no ground stated" in en and "in force as edition 2 since" in en
    assert "“现场核查”不再等“材料审查”" in zh and "依据：未说明依据" in zh
    assert "Police" in en and "公安局" in zh and "Hotel licence" in en
    for page in (en, zh, read(f"/studio/process/edition-{draft.pk}/hotel-licence/proof")):
        assert "run_together" not in page and not re.search(r"\b(police|center)\b", page)


def test_is_reached_from_the_service_and_from_its_proposal(draft: Edition) -> None:
    address = f"/studio/process/edition-{draft.pk}/hotel-licence/proof"
    for page in (
        "/studio/process/service-hotel-licence/hotel-licence/proof",
        f"/studio/improve/{order().pk}",
    ):
        assert address in be("wu").get(page).content.decode()
    assert "edition 1 → edition 2" in read(address) and MOVE in read(address)


def test_its_moves_stand(draft: Edition) -> None:
    process = f"/studio/process/edition-{draft.pk}/hotel-licence/"
    assert be("wu").get(process).url == f"/studio/editions/{draft.pk}"
    answer = be("wu").post(process + "decide", {"all": "clear"}, HTTP_HX_REQUEST="true")
    assert "这一版已保存" in answer.content.decode()
    assert be("wu").get("/studio/process/edition-99/hotel-licence/proof").status_code == 404


def test_is_frozen_with_our_own_cases_and_checked_elsewhere(
    draft: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    client, process = be("wu"), f"/studio/process/edition-{draft.pk}/hotel-licence/"
    client.post(f"/studio/editions/{draft.pk}/cases")
    row = settled(KeptLog.objects.get())
    assert (row.state, row.cases) == (State.KEPT, 90)
    asked = client.get(process + "proof").context["asked"]
    since = timezone.localdate(Published.objects.get(number=2).in_force_from).isoformat()
    assert (asked["fit"], asked["log"], asked["cut"]) == (str(row.pk), str(row.pk), since)
    client.post(process + "freeze", asked)
    value = json.loads((proof := Proof.objects.get()).text)
    nominal = value["nominal"]
    assert [move["id"] for move in nominal["moves"]] == draft.accepted == ["run_together:inspect"]
    chain = nominal["figures"]["days_chain"]
    assert chain["after"] - chain["before"] == -3 and value["simulated"]["basis"] == "fitted"
    assert sum(value["measured"]["cases"].values()) == 90
    page = read(f"/studio/proofs/{proof.pk}/")
    assert "Simulated cases are among them (60 before, 30 after)" in page
    assert "Load: Police" in page and "负荷：公安局" in read(f"/studio/proofs/{proof.pk}/", "zh-hans")
    monkeypatch.chdir(tmp_path)
    Path("proof.json").write_text(proof.text)
    Path("hotel-licence.yaml").write_text(proof.today)
    Path(f"log-{row.pk}.parquet").write_bytes(folder_of(row).parquet.read_bytes())
    assert main(["prove", "--check", "proof.json"]) == 0 and "Equal" in capsys.readouterr().out
