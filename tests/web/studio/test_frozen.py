"""Frozen proofs: one value on page, paper and file, computed again here and at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianzheng.apps.catalogue.models import Proof
from jianzheng.apps.logs.actions import folder_of
from jianzheng.apps.logs.models import KeptLog
from jianzheng.apps.people.models import Person
from jianzheng.cli.main import main
from jianzheng.lab.prove import proof
from tests.cli.test_json import faults
from tests.lab.prove.made import hall, register
from tests.web.studio.conftest import FILING, LIMITS
from tests.web.studio.logs_made import brought

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(engineer):
    """The engineer, every lawful move of the filing flow accepted."""
    engineer.post(FILING + "decide", {"all": "accept"})
    return engineer


def logs(cases_a_day: float = 7) -> dict[str, int]:
    """The registers of an office before and after it got a second officer, as the engineer's logs."""
    owner = Person.objects.get(role="engineer")
    return {
        name: brought(owner, register(hall(people), cases_a_day, 120, people), title=name)
        for name, people in (("before", 1), ("after", 2))
    }


def frozen(client, **form: object) -> Proof:
    """Freeze a proof as the form says."""
    answer = client.post(FILING + "freeze", form)
    assert answer.status_code == 302, answer.content.decode()
    return Proof.objects.latest("pk")


class TestThePageOfAProof:
    def test_has_three_columns_and_says_what_is_absent(self, accepted):
        page = accepted.get(FILING + "proof").content.decode()
        for word in ("名义", "仿真", "实测", "53 → 19 (−34)", "未测量：没有给出上线后的日志", "冻结证明"):
            assert word in page

    def test_lists_the_proofs_frozen_already(self, accepted):
        row = frozen(accepted)
        for page in (FILING + "proof", "/studio/"):
            assert f"/studio/proofs/{row.pk}/" in accepted.get(page).content.decode()


class TestFreezing:
    def test_keeps_one_value_with_three_gains(self, accepted):
        row = frozen(accepted, per_day="0.3", people="3", **logs())
        value = json.loads(row.text)
        assert faults("prove", value) == []
        assert value["simulated"]["basis"] == "assumed" and value["measured"]["verdict"] == "shorter"
        page = accepted.get(f"/studio/proofs/{row.pk}/").content.decode()
        for word in ("已冻结", row.digest, "缩短了", "随机种子", "jianzheng prove filing.yaml"):
            assert word in page

    def test_the_same_again_is_the_same_proof(self, accepted):
        assert frozen(accepted).pk == frozen(accepted).pk
        assert Proof.objects.count() == 1

    def test_in_english_is_the_same_value(self, accepted):
        first = frozen(accepted)
        accepted.cookies["language"] = "en"
        assert frozen(accepted).pk == first.pk
        assert "Nominal" in accepted.get(f"/studio/proofs/{first.pk}/").content.decode()

    def test_nothing_accepted_is_nothing_to_prove(self, engineer):
        answer = engineer.post(FILING + "freeze", {})
        assert answer.status_code == 422 and "还没有采纳任何措施" in answer.content.decode()

    @pytest.mark.parametrize(
        "form",
        [
            {"per_day": "many"},
            {"per_day": "5000"},
            {"cut": "2024-01-01"},
            {"cut": "soon"},
            {"before": "1"},
            {"before": "999999", "after": "999998"},
            {"fit": "999999"},
            {"staff": "Fire", "per_day": "1"},
            {"staff": "Nowhere=2", "per_day": "1"},
            {"opens": "17", "closes": "9"},
            {"calendar": "nowhere", "per_day": "1"},
        ],
    )
    def test_a_refusal_keeps_what_was_filled_in(self, accepted, form):
        answer = accepted.post(FILING + "freeze", {"applicant": "my applicant", **form})
        assert answer.status_code == 422 and Proof.objects.count() == 0
        assert 'role="alert"' in answer.content.decode() and "my applicant" in answer.content.decode()


class TestRecomputing:
    def test_says_equal(self, accepted):
        row = frozen(accepted, per_day="0.3", **logs())
        page = accepted.post(f"/studio/proofs/{row.pk}/recompute", follow=True).content.decode()
        assert "相同：重算的每个数字都与证明一致" in page

    def test_names_the_first_difference(self, accepted):
        row = frozen(accepted)
        value = json.loads(row.text)
        value["nominal"]["figures"]["days_chain"]["after"] = 3
        Proof.objects.update(text=proof.written(value).decode())
        page = accepted.post(f"/studio/proofs/{row.pk}/recompute", follow=True).content.decode()
        assert "nominal.figures.days_chain.after" in page

    def test_says_that_a_log_is_gone_or_another(self, accepted):
        chosen = logs()
        row = frozen(accepted, **chosen)
        path = folder_of(KeptLog.objects.get(pk=chosen["before"])).parquet
        with path.open("ab") as file:
            file.write(b" ")
        changed = accepted.post(f"/studio/proofs/{row.pk}/recompute", follow=True).content.decode()
        assert "inputs" in changed and "sha256" in changed
        KeptLog.objects.filter(pk=chosen["before"]).delete()
        gone = accepted.post(f"/studio/proofs/{row.pk}/recompute", follow=True).content.decode()
        assert "无法重算" in gone and "没有这份日志" in gone

    def test_gives_the_same_at_a_terminal(self, accepted, tmp_path: Path, capsys):
        """The proof, its process and its logs are taken away and checked by the command."""
        chosen = logs()
        form = {"per_day": "0.3", "staff": "消防=2", "applicant": "accept", "seed": "5"}
        row = frozen(accepted, **form, **chosen)
        taken = {"proof.json": "proof.json", "filing.yaml": "proof.yaml"}
        taken |= {f"log-{id}.parquet": f"log-{id}.parquet" for id in chosen.values()}
        for name, address in taken.items():
            answer = accepted.get(f"/studio/proofs/{row.pk}/{address}")
            assert answer.status_code == 200
            (tmp_path / name).write_bytes(b"".join(answer) if answer.streaming else answer.content)
        assert main(["prove", "--check", str(tmp_path / "proof.json")]) == 0, capsys.readouterr()

    def test_fitted_to_the_cases_before_the_change_gives_the_same_at_a_terminal(
        self, accepted, tmp_path: Path, capsys
    ):
        log = logs()["before"]
        form = {"fit": log, "log": log, "cut": "2024-02-05", "steps": "accept=s01\ndecide=s02"}
        row = frozen(accepted, **form)
        value = json.loads(row.text)
        assert value["simulated"]["fit"]["cases"] == value["measured"]["cases"]["before"]
        for name, address in (
            ("p.json", "proof.json"),
            ("filing.yaml", "proof.yaml"),
            (f"log-{log}.parquet",) * 2,
        ):
            answer = accepted.get(f"/studio/proofs/{row.pk}/{address}")
            (tmp_path / name).write_bytes(b"".join(answer) if answer.streaming else answer.content)
        assert main(["prove", "--check", str(tmp_path / "p.json")]) == 0, capsys.readouterr()

    def test_a_log_of_other_activities_is_refused_with_what_to_do(self, accepted):
        answer = accepted.post(FILING + "freeze", {"fit": logs()["before"]})
        assert answer.status_code == 422 and "--step" in answer.content.decode()


class TestAnUploadedProcess:
    def test_leaves_its_proof_when_it_is_deleted(self, engineer, bring):
        process = bring(("店.csv", LIMITS)).url
        engineer.post(process + "decide", {"all": "accept"})
        assert engineer.post(process + "freeze", {}).status_code == 302
        row = Proof.objects.get()
        upload = int(row.source.removeprefix("own-"))
        engineer.post(f"/studio/uploads/{upload}/remove")
        assert engineer.get(f"/studio/proofs/{row.pk}/").status_code == 200
        page = engineer.post(f"/studio/proofs/{row.pk}/recompute", follow=True).content.decode()
        assert "相同：重算的每个数字都与证明一致" in page


class TestTakingAway:
    def test_json_is_the_bytes_kept_and_pdf_is_an_archive(self, accepted):
        row = frozen(accepted)
        assert accepted.get(f"/studio/proofs/{row.pk}/proof.json").content == row.text.encode()
        assert b"<pdfaid:part>2</pdfaid:part>" in accepted.get(f"/studio/proofs/{row.pk}/proof.pdf").content
        assert accepted.get(f"/studio/proofs/{row.pk}/proof.exe").status_code == 404

    def test_is_for_its_owner_alone(self, accepted, signed_in):
        row = frozen(accepted)
        assert signed_in("supervisor").get(f"/studio/proofs/{row.pk}/").status_code == 403
        Proof.objects.update(owner=Person.objects.exclude(role="engineer").first())
        for address in ("", "proof.json", "proof.pdf", "log-1.parquet"):
            assert accepted.get(f"/studio/proofs/{row.pk}/{address}").status_code == 404
