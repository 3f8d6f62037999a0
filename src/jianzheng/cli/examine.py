"""`jianzheng examine`: every defect of a process, with the article and the remedy."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from jianzheng.cli.reading import add_source, situated, source
from jianzheng.core.burden import LABELS, burden
from jianzheng.core.examine import Finding, examine, malformed, repeated
from jianzheng.core.process import Process
from jianzheng.formats.pack import Pack
from jianzheng.formats.study import Json, burden_json, chain_json, finding_json, text_json

ERRORS_FOUND = 1


def run(argv: list[str]) -> int:
    """Examine what is named; exit code 1 when there are serious findings."""
    parser = ArgumentParser("jianzheng examine", description="检查流程 · examine a process")
    add_source(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    pack, processes, lawbook = source(options.source, options.process)
    found = [
        (process, examine(process, lawbook))
        for process in (situated(p, options.when, options.unless) for p in processes)
    ]
    listed = catalogue_findings(pack) if not options.process else []
    if options.json:
        print(json.dumps(examination_json(pack, found, listed), ensure_ascii=False, indent=1))
    else:
        _print(pack, found, listed)
    serious = any(finding.serious for _, findings in found for finding in findings) or any(
        f.serious for f in listed
    )
    return ERRORS_FOUND if serious else 0


def catalogue_findings(pack: Pack) -> list[Finding]:
    """Defects of the codes in a pack's list of matters."""
    rows = [(matter.id, matter.name, matter.code, matter.place) for matter in pack.matters if matter.code]
    return [*malformed(rows), *repeated(rows)]


def examination_json(pack: Pack, found: list[tuple[Process, list[Finding]]], listed: list[Finding]) -> Json:
    """The shape documented in docs/reference/examine.md."""
    return {
        "source": {"id": pack.id, "title": text_json(pack.title)},
        "processes": [
            {
                "id": process.id,
                "title": text_json(process.title),
                "burden": burden_json(burden(process)),
                "chain": chain_json(process),
                "findings": [finding_json(finding) for finding in findings],
                "assumptions": [text_json(text) for text in process.assumptions],
            }
            for process, findings in found
        ],
        "matters": {"count": len(pack.matters), "findings": [finding_json(finding) for finding in listed]},
        "findings": [
            {"process": process.id, **finding_json(finding)}
            for process, findings in found
            for finding in findings
        ]
        + [{"process": None, **finding_json(finding)} for finding in listed],
    }


def _print(pack: Pack, found: list[tuple[Process, list[Finding]]], listed: list[Finding]) -> None:
    for process, findings in found:
        print(f"■ {process.title.zh}  {process.title.en}".rstrip())
        figures = burden_json(burden(process))
        print(
            "  "
            + "  ".join(
                f"{LABELS[name].zh} {value if value is not None else '—'}" for name, value in figures.items()
            )
        )
        for text in process.assumptions:
            print(f"  （{text.zh}）")
        _print_findings(findings)
    if pack.matters:
        print(f"■ {pack.title.zh}：{len(pack.matters)} 个事项 matters")
        _print_findings(listed)


def _print_findings(findings: list[Finding]) -> None:
    if not findings:
        print("  没有发现缺陷 · no defects found\n")
    for number, finding in enumerate(findings, 1):
        mark = "✗" if finding.serious else "·"
        cite = f" 〔{finding.ground.cite}〕" if finding.ground.cite else ""
        at = f" ({finding.at})" if finding.at else ""
        print(f"  {number:>3} {mark} {finding.label.zh} {finding.label.en}{at}")
        print(f"        {finding.said.zh}{cite}\n        {finding.said.en}")
        print(f"        → {finding.remedy.zh} {finding.remedy.en}")
    print()
