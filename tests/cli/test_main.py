"""The command itself: what it offers, how it refuses, what it imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jianzheng import __version__
from jianzheng.cli.main import VERBS, main

FLOW = "flow,seq,matter,department,promised_wd\n小店,1,登记,市监局,3\n小店,2,许可,卫健局,5\n"


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    """A small list in GB18030, as offices send it."""
    path = tmp_path / "流程.csv"
    path.write_bytes(FLOW.encode("gb18030"))
    return path


class TestUsage:
    def test_help_names_every_verb_in_both_languages(self, capsys):
        assert main(["--help"]) == 0
        shown = capsys.readouterr().out
        for verb, (zh, en) in VERBS.items():
            assert verb in shown
            assert zh in shown
            assert en in shown

    def test_version_is_the_version(self, capsys):
        assert main(["--version"]) == 0
        assert capsys.readouterr().out.strip() == f"jianzheng {__version__}"

    @pytest.mark.parametrize(
        "words", [[], ["dance"], ["examine", "no-such-file.csv"], ["redesign", "packs-nobody-wrote"]]
    )
    def test_nonsense_is_refused_with_exit_code_two(self, words, capsys):
        assert main(words) == 2
        captured = capsys.readouterr()
        assert "jianzheng" in captured.out + captured.err or " / " in captured.err
        assert "Traceback" not in captured.err

    @pytest.mark.parametrize("verb", VERBS)
    def test_every_verb_explains_its_options(self, verb, capsys):
        with pytest.raises(SystemExit) as left:
            main([verb, "--help"])
        assert left.value.code == 0
        assert verb in capsys.readouterr().out


class TestStart:
    def test_listing_packs_imports_neither_django_nor_solver_nor_typesetter(self):
        code = "import sys; from jianzheng.cli.main import main; main(['packs']); print(sorted(sys.modules))"
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for heavy in ("'django'", "'ortools'", "'typst'", "'numpy'", "'pandas'", "'xlsxwriter'"):
            assert heavy not in out

    def test_a_closed_pipe_ends_quietly(self):
        command = f"{sys.executable} -m jianzheng.cli examine nanjing-2018 | head -1"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
        assert done.stdout.count("\n") == 1
        assert done.stderr == ""


class TestExamine:
    def test_exit_code_says_whether_there_are_errors(self, flow, capsys):
        assert main(["examine", str(flow)]) == 0
        assert main(["examine", "nanjing-2018"]) == 1
        assert "互为前置" in capsys.readouterr().out

    def test_a_condition_from_the_command_line_counts(self, capsys):
        main(["examine", "nanjing-2018", "--unless", "占用农用地"])
        assert "占用农用地时" not in capsys.readouterr().out


class TestRedesign:
    def test_a_budget_prints_the_proved_optimum(self, capsys):
        assert main(["redesign", "kaifaqu-filing", "--budget", "4"]) == 0
        assert "27（已证明最优 proved optimal" in capsys.readouterr().out

    def test_keep_unstated_leaves_every_unexplained_order(self, flow, capsys):
        main(["redesign", str(flow), "--keep-unstated"])
        assert "longest chain: 8 → 8" in capsys.readouterr().out
        main(["redesign", str(flow)])
        assert "longest chain: 8 → 5" in capsys.readouterr().out

    @pytest.mark.parametrize("ending", ["pdf", "html"])
    def test_the_report_is_written(self, flow, tmp_path, ending):
        out = tmp_path / f"proof.{ending}"
        assert main(["redesign", str(flow), "--report", str(out)]) == 0
        assert out.stat().st_size > 5000

    @pytest.mark.parametrize(
        "words",
        [
            ["--report", "proof.docx"],
            ["--budget", "-1"],
            ["--reject", "drop:moon"],
            ["--cost", "x=1"],
            ["--budget", "2", "--cost", "x"],
        ],
    )
    def test_options_that_make_no_sense_are_refused(self, flow, words, capsys):
        assert main(["redesign", str(flow), *words]) == 2
        assert "/" in capsys.readouterr().err


class TestConvert:
    @pytest.mark.parametrize("ending", ["yaml", "json", "xlsx"])
    def test_there_and_back_is_the_same_process(self, flow, tmp_path, ending, capsys):
        out = tmp_path / f"out.{ending}"
        assert main(["convert", str(flow), "--to", str(out)]) == 0
        capsys.readouterr()
        main(["examine", str(out), "--json"])
        again = capsys.readouterr().out
        assert '"days_chain": 8' in again
        assert '"steps": 2' in again

    def test_a_file_with_several_processes_asks_which(self, capsys):
        assert main(["convert", "one-thing-chains", "--to", "x.yaml"]) == 2
        assert "supermarket" in capsys.readouterr().err


class TestTemplateAndChain:
    def test_the_template_is_written_and_reads_back(self, tmp_path, capsys):
        path = tmp_path / "t.xlsx"
        assert main(["template", str(path)]) == 0
        assert main(["examine", str(path)]) == 0

    def test_a_chain_joins_processes(self, tmp_path, capsys):
        out = tmp_path / "chain.yaml"
        assert main(["chain", "one-thing-chains:hotel", "one-thing-chains:pharmacy", "--to", str(out)]) == 0
        assert main(["examine", str(out), "--json"]) in (0, 1)
        assert '"steps": 8' in capsys.readouterr().out

    def test_the_same_process_twice_is_no_chain(self, capsys):
        assert main(["chain", "one-thing-chains:hotel", "one-thing-chains:hotel"]) == 2
