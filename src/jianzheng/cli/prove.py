"""`jianzheng prove`: nominal, simulated and measured gain side by side, frozen in one file that can be recomputed."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from jianzheng.cli.proving import asked, parser, value
from jianzheng.cli.simulate_said import fit_lines
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.calendars import calendar_files
from jianzheng.formats.study import Json

DIFFERS = 1


def run(argv: list[str]) -> int:
    """Prove what is named, or check a proof; answers 1 where a proof is not what is found again."""
    reading = parser()
    add = reading.add_argument
    add("--to", metavar="FILE.json", help="写出证明 · write the proof")
    add("--report", metavar="OUT.html|pdf", help="写出报告 · write it for people")
    add("--language", choices=["zh", "en"], default="zh", help="报告的语言 · language of the report")
    add("--json", action="store_true", help="输出 JSON · print JSON")
    add("--check", metavar="FILE", help="重算一份证明，指出第一处不同 · recompute a proof; stands alone")
    options = reading.parse_args(argv)
    if options.check:
        return _check(Path(options.check), alone=not asked(argv))
    if options.report and Path(options.report).suffix not in (".html", ".pdf"):
        raise Refused("报告文件名要以 .pdf 或 .html 结尾。", "The report must end in .pdf or .html.")
    made = value(asked(argv), {})
    from jianzheng.lab.prove.proof import written

    if options.to:
        Path(options.to).write_bytes(written(made))
        print(f"已写出 wrote {options.to}  SHA-256 {made['digest']}", file=sys.stderr)
    if options.report:
        _report(made, Path(options.report), options.language)
    print(written(made).decode().rstrip() if options.json else _said(made))
    return 0


def _report(made: Json, path: Path, language: str) -> None:
    from jianzheng.lab.prove import paper

    if path.suffix == ".pdf":
        path.write_bytes(paper.pdf(made, language, dt.date.today()))
    else:
        path.write_text(paper.html(made, language), encoding="utf-8")
    print(f"已写出 wrote {path}", file=sys.stderr)


def _said(made: Json) -> str:
    """The table and the sentence, both languages."""
    from jianzheng.lab.prove.table import headline, rows
    from jianzheng.lab.prove.words import cautions

    lines = [f"■ {made['process']['title']['zh']}  {made['process']['title']['en']}".rstrip()]
    if made["simulated"].get("fit"):
        lines += fit_lines(made["simulated"]["fit"])
    for row in rows(made):
        lines.append(f"  {row.figure.zh} · {row.figure.en}")
        for title, cell in zip(("名义 nominal", "仿真 simulated", "实测 measured"), row.cells, strict=True):
            if cell:
                word = f"  {cell.word.zh} · {cell.word.en}" if cell.word else ""
                lines.append(f"      {title}: {cell.sides}   {cell.change}{word}")
    lines += [f"  ！{text.zh}\n    {text.en}" for text in cautions(made)]
    told = headline(made)
    return "\n".join([*lines, told.zh, told.en, f"SHA-256 {made['digest']}"])


def _check(path: Path, alone: bool) -> int:
    """Recompute a proof from its inputs and compare."""
    from jianzheng.lab.prove.proof import difference, read, versions

    if not alone:
        raise Refused(
            "--check 单独使用：jianzheng prove --check 文件。", "Use it alone: jianzheng prove --check FILE."
        )
    kept = read(path.read_bytes())
    named, lost = _inputs(kept, path.parent)
    if lost:
        return _answer(False, *lost)
    found = difference(kept, value(asked(kept["command"][1:]), named))
    if found:
        return _answer(False, found.said)
    if kept.get("versions") != versions():
        print(f"（版本不同，数字相同 other versions, same figures: {kept.get('versions')} / {versions()}）")
    return _answer(
        True,
        Text(f"相同：重算的每个数字都与证明一致。{kept['digest']}", "Equal: every figure was found again."),
    )


def _answer(equal: bool, *texts: Text) -> int:
    for text in texts:
        print(f"{text.zh}\n{text.en}")
    return 0 if equal else DIFFERS


def _inputs(kept: Json, beside: Path) -> tuple[dict[str, Path], list[Text]]:
    """Where every input lies now, and what is to be said of those that are missing or not what they were."""
    from jianzheng.lab.prove.inputs import sha256

    named: dict[str, Path] = {}
    lost: list[Text] = []
    for row in kept["inputs"]:
        role, name, stated = (str(row[part]) for part in ("role", "name", "sha256"))
        there = [path for path in _places(role, name, beside) if path.is_file()]
        same = next((path for path in there if sha256(path) == stated), None)
        if same is None:
            lost.append(_lost(role, name, stated, there))
        elif str(same) != name and role != "law" and not _shipped(role, name):
            named[name] = same
    return named, lost


def _places(role: str, name: str, beside: Path) -> list[Path]:
    if _shipped(role, name):
        return [calendar_files()[name] if role == "calendar" else packs.files()[name]]
    return [Path(name), beside / name, beside / Path(name).name]


def _shipped(role: str, name: str) -> bool:
    return name in (calendar_files() if role == "calendar" else packs.files()) and not Path(name).is_file()


def _lost(role: str, name: str, stated: str, there: list[Path]) -> Text:
    if not there:
        return Text(
            f"缺少输入：{name}（{role}），SHA-256 {stated}。请把这个文件放在证明旁边。",
            f"An input is missing: {name} ({role}), SHA-256 {stated}. Put that file beside the proof.",
        )
    from jianzheng.lab.prove.inputs import sha256

    now = sha256(there[0])
    return Text(
        f"输入已改变：{name}（{role}），证明写明 SHA-256 {stated}，现为 {now}。",
        f"An input has changed: {name} ({role}); the proof states SHA-256 {stated}, it is now {now}.",
    )
