"""Petri nets from PNML (ISO/IEC 15909-2), the form other tools write."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from jianzheng.core.refusal import Refused
from jianzheng.lab.conform.net import Net, Transition
from jianzheng.lab.log.xes_slow import NO_TYPES


def read_pnml(path: Path) -> Net:
    """The net of a file. Silent are transitions without a name, with an empty one, or marked invisible by ProM. Where no final
    marking is written, one token on every place that nothing takes from. Raises Refused for what is no PNML."""
    seen = _Seen()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = seen.start, seen.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = seen.letters, _no_types
    try:
        parser.Parse(path.read_bytes(), True)
    except expat.ExpatError as broken:
        raise Refused(
            f"不是完整的 XML 文件：第 {broken.lineno} 行。", f"Not a whole XML file: line {broken.lineno}."
        ) from None
    return seen.net()


def _no_types(*_: object) -> None:
    raise NO_TYPES


class _Seen:
    """What the parser has met."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.here = ""
        self.text = ""
        self.places: dict[str, int] = {}
        self.initial: dict[str, int] = {}
        self.final: dict[str, int] = {}
        self.labels: dict[str, str | None] = {}
        self.arcs: list[tuple[str, str]] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = tag.rpartition(" ")[2]
        self.path.append(tag)
        self.text = ""
        if tag == "place":
            self.here = given.get("id") or given.get("idref", "")
            if "finalmarkings" not in self.path:
                self.places.setdefault(self.here, len(self.places))
        elif tag == "transition":
            self.here = given.get("id", "")
            self.labels[self.here] = None
        elif tag == "arc":
            self.arcs.append((given.get("source", ""), given.get("target", "")))
        elif tag == "toolspecific" and given.get("activity") == "$invisible$" and self.here in self.labels:
            self.labels[self.here] = None

    def letters(self, text: str) -> None:
        """Letters between tags."""
        self.text += text

    def end(self, tag: str) -> None:
        """An element ends."""
        tag, said = tag.rpartition(" ")[2], self.text.strip()
        self.path.pop()
        if tag != "text" or not said:
            return
        if self.path[-1:] == ["name"] and self.here in self.labels:
            self.labels[self.here] = said
        elif "initialMarking" in self.path and said.isdecimal():
            self.initial[self.here] = int(said)
        elif "finalmarkings" in self.path and said.isdecimal():
            self.final[self.here] = int(said)

    def net(self) -> Net:
        """The net of what was met."""
        takes: dict[str, list[int]] = {name: [] for name in self.labels}
        gives: dict[str, list[int]] = {name: [] for name in self.labels}
        for source, target in self.arcs:
            if source in self.places and target in takes:
                takes[target].append(self.places[source])
            elif source in gives and target in self.places:
                gives[source].append(self.places[target])
        if not self.places or not takes:
            raise Refused("文件里没有 Petri 网。", "There is no Petri net in the file.")
        taken = {place for row in takes.values() for place in row}
        final = self.final or {name: 1 for name, place in self.places.items() if place not in taken}
        made = tuple(Transition(self.labels[n], tuple(takes[n]), tuple(gives[n])) for n in self.labels)
        initial, end = (tuple(row.get(name, 0) for name in self.places) for row in (self.initial, final))
        return Net(len(self.places), made, initial, end)
