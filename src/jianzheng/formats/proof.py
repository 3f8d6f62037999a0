"""The proof of a redesign: assumptions, figures, each move with its ground and what must be amended, how to recompute."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jianzheng import __version__
from jianzheng.core.burden import LABELS, tidy
from jianzheng.core.picture import picture
from jianzheng.core.study import Study
from jianzheng.core.text import Text
from jianzheng.formats.picture import said
from jianzheng.formats.write import to_yaml

TEMPLATE = Path(__file__).with_name("proof.typ")
WORDS = {
    "title": Text("流程简化证明", "Proof of simplification"),
    "figures": Text("简化前后对照", "Before and after"),
    "figure": Text("负担", "Figure"),
    "today": Text("今天", "Today"),
    "after": Text("简化后", "Redesigned"),
    "change": Text("变化", "Change"),
    "picture": Text("同一工作日轴上的今天与简化后", "Today and redesigned on one working-day axis"),
    "noPicture": Text(
        "流程存在互为前置的环节，先改正才能作图。", "Steps wait for one another; mend that first."
    ),
    "chain": Text("最长链", "longest chain"),
    "moves": Text("采纳的措施", "Moves accepted"),
    "kind": Text("措施", "Move"),
    "what": Text("内容", "What"),
    "ground": Text("依据", "Ground"),
    "amend": Text("须修改", "To amend"),
    "effect": Text("增减", "Effect"),
    "kept": Text("保留的先后（法律或数据要求）", "Orders kept (law or data demand them)"),
    "before": Text("先", "Before"),
    "next": Text("后", "After"),
    "none": Text("无。", "None."),
    "assumptions": Text("前提", "Assumptions"),
    "recompute": Text("如何复算", "How to recompute"),
}
COMMON = (
    Text(
        "工作日数为名义数：按承诺时限，无承诺的按法定时限，两者都没有的按 0 计；不含申请人准备材料的时间。",
        "Working days are nominal: the promise, else the legal limit, else 0; the applicant's own preparation is not counted.",
    ),
    Text(
        "多选一的环节只计最重的一个。未说明依据的先后，取消前须由主管部门确认确无依据。",
        "Of alternatives only the heaviest counts. Orders with no stated ground need the owner's word before they go.",
    ),
)


def words(language: str) -> dict[str, str]:
    """The fixed words of the proof in one language."""
    return {name: text.within(language) for name, text in WORDS.items()}


def proof_values(studies: Sequence[Study], day: dt.date, language: str) -> dict[str, Any]:
    """Everything the proof prints, in one language."""
    known = words(language)
    subtitle = Text(
        f"简政 {__version__}　{day}　对每项措施，读者都能用公开数据复算",
        f"Jianzheng {__version__}　{day}　every figure can be recomputed",
    )
    return {
        "title": known["title"],
        "subtitle": subtitle.within(language),
        "lang": "zh" if language.startswith("zh") else "en",
        "day": [day.year, day.month, day.day],
        "words": known,
        "studies": [study_values(study, language) for study in studies],
    }


def study_values(study: Study, language: str) -> dict[str, Any]:
    """What the proof prints of one study."""
    name = {step.id: step.title.within(language) for step in study.process.steps}
    assumptions = [text.within(language) for text in (*study.process.assumptions, *COMMON)]
    assumptions += [
        condition_said(study.confronted.lawbook.condition(known), holds).within(language)
        for known, holds in study.process.conditions.items()
    ]
    return {
        "title": study.process.title.within(language),
        "source": study.process.source,
        "figures": figures(study, language),
        "headline": headline(study).within(language),
        "picture": _picture(study, language),
        "moves": [_move(study, move.id, language) for move in study.accepted],
        "kept": [[name[o.before], name[o.after], said(o.ground, language)] for o in study.kept],
        "assumptions": assumptions,
        **recompute(study, language),
    }


def condition_said(name: Text, holds: bool) -> Text:
    """A condition the study took for known."""
    zh = f"条件“{name.zh}”{'成立' if holds else '不成立'}。"
    return Text(zh, f"The condition “{name.within('en')}” {'holds' if holds else 'does not hold'}.")


def figures(study: Study, language: str) -> list[list[str]]:
    """Rows of the comparison: figure, today, redesigned, change."""
    before, after = asdict(study.burden_before), asdict(study.burden_after)
    return [
        [
            label.within(language),
            _shown(before[name]),
            _shown(after[name]),
            _change(before[name], after[name]),
        ]
        for name, label in LABELS.items()
    ]


def headline(study: Study) -> Text:
    """The gain in one sentence."""
    before, after = study.burden_before, study.burden_after
    if before.days_chain and after.days_chain is not None:
        gain, left = tidy(before.days_chain - after.days_chain), tidy(after.days_chain)
        if gain < 0:
            today = tidy(before.days_chain)
            return Text(
                f"最长链由 {today} 个工作日变为 {left} 个，多 {-gain} 个：补上了来源没有、法律或数据要求的先后。",
                f"The longest chain goes from {today} to {left} working days, {-gain} more: orders that law or data demand,"
                " and the source lacks, are added.",
            )
        return Text(
            f"最长链由 {tidy(before.days_chain)} 个工作日减为 {left} 个，节省 {gain} 个工作日。",
            f"The longest chain falls from {tidy(before.days_chain)} to {left} working days: {gain} saved.",
        )
    fewer = before.materials - after.materials
    return Text(f"申请人少交 {fewer} 份材料。", f"The applicant brings {fewer} materials fewer.")


def _shown(figure: float | None) -> str:
    return "—" if figure is None else f"{tidy(figure)}"


def _change(before: float | None, after: float | None) -> str:
    if before is None or after is None or before == after:
        return "="
    return f"{tidy(after - before):+}".replace("-", "−")


def _picture(study: Study, language: str) -> dict[str, Any] | None:
    made = picture(study.process, study.after)
    if made is None:
        return None
    rows = [
        {
            "name": bar.step.title.within(language),
            "office": lane.office,
            "today": bar.today and asdict(bar.today),
            "after": bar.after and asdict(bar.after),
        }
        for lane in made.lanes
        for bar in lane.bars
    ]
    counted = Text("来源未列时限，横轴按先后计步。", "No limits printed: the axis counts places in line.")
    scale = Text(f"横轴 0–{tidy(made.length)} 个工作日。", f"Axis: 0–{tidy(made.length)} working days.")
    return {
        "rows": rows,
        "length": made.length,
        "note": (counted if made.counted else scale).within(language),
    }


def effect_said(effect: dict[str, float], language: str) -> str:
    """What a move adds to the gain, figure by figure."""
    return "；".join(f"{LABELS[name].within(language)} {_change(0, days)}" for name, days in effect.items())


def _move(study: Study, id: str, language: str) -> dict[str, str]:
    move = next(move for move in study.accepted if move.id == id)
    return {
        "kind": move.label.within(language),
        "said": move.said.within(language),
        "ground": said(move.ground, language),
        "amend": move.amend.within(language),
        "effect": effect_said(study.effects.get(id, {}), language) or "–",
    }


def recompute(study: Study, language: str) -> dict[str, str]:
    """How the reader gets the same figures: the file, the command, the digest of the file."""
    text = to_yaml(study.process)
    rejected = [move.id for move in study.moves if move not in study.accepted]
    command = f"jianzheng redesign {study.process.id}.yaml --json" + "".join(
        f" \\\n  --reject '{id}'" for id in rejected
    )
    how = Text(
        "下载本流程的 YAML 文件（与本证明一同提供），用同一版本运行下列命令，得到相同的数字；"
        "各项措施的增减按列出次序相加，等于总变化。",
        "Take the YAML file of this process (offered with this proof) and run the command with the same version; "
        "the effects of the moves, in the order listed, add up to the whole change.",
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        "recompute": how.within(language),
        "command": command,
        "digest": f"SHA-256 {study.process.id}.yaml = {digest}",
    }


def pdf(studies: Sequence[Study], day: dt.date, language: str = "zh-hans") -> bytes:
    """The proof as PDF/A-2b with its fonts embedded."""
    import typst

    values = proof_values(studies, day, language)
    made = typst.compile(
        TEMPLATE,
        font_paths=[*font_folders()],
        format="pdf",
        pdf_standards="a-2b",
        sys_inputs={"proof": json.dumps(values, ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise TypeError("typst answered no document")
    return made


def font_folders() -> list[Path]:
    """Folders with Chinese fonts: JIANZHENG_FONTS, else the ones `make setup` brings."""
    named = os.environ.get("JIANZHENG_FONTS")
    root = Path(__file__).resolve().parents[3] / "node_modules" / "@expo-google-fonts"
    weights = [root / "noto-sans-sc" / weight for weight in ("400Regular", "700Bold")]
    return [Path(named)] if named else [folder for folder in weights if folder.is_dir()]
