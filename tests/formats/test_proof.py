"""The proof and the picture: everything from the study, nothing unescaped, fonts embedded, an archive format."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from jianzheng.core.lawbook import Lawbook
from jianzheng.core.picture import picture
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.study import study
from jianzheng.core.text import Text
from jianzheng.formats import packs, proof, report
from jianzheng.formats.picture import picture_html

DAY = dt.date(2026, 11, 23)
ATTACK = "<script>alert('x')</script>\"&<b>"


def filing():
    """The development-zone flow with every lawful move accepted."""
    pack = packs.load("kaifaqu-filing")
    return study(pack.processes[0], packs.lawbook_for(pack))


class TestProof:
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_figures_and_effects_add_up_as_printed(self, language):
        values = proof.proof_values([filing()], DAY, language)["studies"][0]
        assert values["figures"][-1][1:] == ["53", "19", "−34"]
        shown = " ".join(move["effect"].replace("−", "-") for move in values["moves"])
        printed = [int(days) for days in re.findall(r"(?:最长链）|longest chain) ([-+]\d+)", shown)]
        assert sum(printed) == -34

    def test_every_order_kept_names_its_article_or_material(self):
        values = proof.proof_values([filing()], DAY, "zh")["studies"][0]
        assert ["建设工程规划许可证", "施工许可证+红线放样", "建筑法第八条"] in values["kept"]

    def test_the_command_recomputes_it(self, tmp_path, capsys):
        from jianzheng.cli.main import main
        from jianzheng.formats.write import to_yaml

        made = study(filing().process, filing().confronted.lawbook, ["run_together:s09", "defer:s05"])
        values = proof.recompute(made, "zh")
        file = tmp_path / f"{made.process.id}.yaml"
        file.write_text(to_yaml(made.process), encoding="utf-8")
        words = re.findall(r"--reject '([^']+)'", values["command"])
        assert main(["redesign", str(file), *[part for id in words for part in ("--reject", id)]]) == 0
        assert f"longest chain: 53 → {made.burden_after.days_chain}" in capsys.readouterr().out

    def test_hostile_names_stay_text(self):
        steps = (Step("a", ATTACK, ATTACK, 1), Step("b", ATTACK, days=2))
        made = study(Process("p", Text(ATTACK), steps, (Order("a", "b"),), source=ATTACK), Lawbook())
        page = report.html([made], DAY)
        assert "<script>alert" not in page
        assert page.count("&lt;script&gt;") > 4
        assert proof.pdf([made], DAY).startswith(b"%PDF")


class TestPdf:
    def test_is_an_archive_format_with_its_fonts_inside(self, tmp_path: Path):
        path = tmp_path / "proof.pdf"
        path.write_bytes(proof.pdf([filing()], DAY))
        content = path.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in content
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
        if shutil.which("pdffonts") and shutil.which("pdftotext"):
            rows = subprocess.run(
                ["pdffonts", path], capture_output=True, text=True, check=True
            ).stdout.splitlines()[2:]
            assert rows
            assert all(row[60:].split()[0] == "yes" or " yes yes " in row for row in rows)
            text = subprocess.run(
                ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
            ).stdout
            assert "节省 34 个工作日" in text


class TestPicture:
    def test_a_step_that_is_gone_is_struck_through(self):
        made = filing()
        html = picture_html(picture(made.process, made.after, made.kept), "zh")
        assert html.count("jz-gone") == 1
        assert "不再单独办理" in html

    def test_without_limits_the_axis_counts_places(self):
        flow = Process("p", Text("无时限"), (Step("a", "甲"), Step("b", "乙")), (Order("a", "b"),))
        drawn = picture(flow, flow)
        assert (drawn.counted, drawn.length) == (True, 2)
        assert "按先后计步" in picture_html(drawn, "zh")

    def test_a_ring_has_no_picture(self):
        ring = Process(
            "p", Text("环"), (Step("a", "甲"), Step("b", "乙")), (Order("a", "b"), Order("b", "a"))
        )
        assert picture(ring, ring) is None

    def test_a_huge_process_draws_its_chain_and_says_what_it_left_out(self):
        steps = tuple(Step(f"s{i}", f"环节{i}", days=1) for i in range(1000))
        huge = Process("p", Text("大"), steps, tuple(Order(f"s{i}", f"s{i + 1}") for i in range(200)))
        drawn = picture(huge, huge)
        assert drawn.left_out == 700
        assert sum(bar.today.on_chain for lane in drawn.lanes for bar in lane.bars) == 201
