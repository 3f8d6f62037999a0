"""The list of Guang'an is dirty in known ways: what examining it must find was counted from the printed codes."""

from __future__ import annotations

import re
from collections import Counter

from jianzheng.core.examine import malformed, repeated
from jianzheng.formats import packs

MATTERS = packs.load("guangan").matters
CODED = [(matter.id, matter.name, matter.code, matter.place) for matter in MATTERS]
TAIL = re.compile(r"-\d{12}-000-(\w{8}-\w|\w+)-\d-00$")
NO_ORGAN = {
    "1151130108778239R": 59,
    "1151130000877869M": 28,
    "0087790701": 12,
    "2222222222222": 8,
    "8282348": 1,
}
"""What stands where an organ's 18-character credit code or 9-character code belongs → how often."""


def organ(code: str) -> str:
    """The organ a code names, "" where the code ends without region, organ and version."""
    found = TAIL.search(code)
    return found[1] if found else ""


def letter_alone(code: str) -> bool:
    """Whether a code begins with the letter of its kind and no region."""
    return code[1] == "-"


class TestTheList:
    def test_prints_600_matters_each_with_a_code_of_its_own(self) -> None:
        assert len(MATTERS) == len({matter.code for matter in MATTERS} - {""}) == 600
        assert list(repeated(CODED)) == []

    def test_prints_one_matter_twice(self) -> None:
        printed = Counter((matter.name, matter.office) for matter in MATTERS)
        assert [key for key, count in printed.items() if count > 1] == [("求职创业补贴申领", "区人社局")]

    def test_says_for_every_matter_who_does_it_and_what_power_it_is(self) -> None:
        assert [matter.id for matter in MATTERS if not (matter.office and matter.type)] == []
        assert packs.load("guangan").source.startswith("v-luobo/zwfw@11bd6263")


class TestExaminingTheList:
    FOUND = tuple(malformed(CODED))

    def test_finds_108_organs_of_a_length_no_code_has(self) -> None:
        strange = Counter(
            organ(matter.code)
            for matter in MATTERS
            if organ(matter.code) and len(organ(matter.code).replace("-", "")) not in (9, 18)
        )
        assert strange == NO_ORGAN
        assert sum(NO_ORGAN.values()) == 108

    def test_finds_12_codes_that_begin_with_a_letter_alone_and_2_without_organ(self) -> None:
        alone = [matter for matter in MATTERS if letter_alone(matter.code)]
        cut = [matter.code for matter in MATTERS if not organ(matter.code)]
        assert len(alone) - len(cut) == 12
        assert cut == ["E-000004-001-11511301008778386B", "E-000021-001-1111111111111111"]

    def test_finds_exactly_those_122(self) -> None:
        expected = {
            matter.id
            for matter in MATTERS
            if letter_alone(matter.code) or organ(matter.code) in NO_ORGAN or not organ(matter.code)
        }
        assert {finding.places[0] for finding in self.FOUND} == expected
        assert len(self.FOUND) == len(expected) == 122

    def test_points_at_the_line_of_each(self) -> None:
        lines = packs.files()["guangan"].read_text("utf-8").splitlines()
        for finding in self.FOUND:
            _, number = finding.at.split(":")
            assert finding.places[1] in lines[int(number) - 1]


class TestTheMattersOfConstruction:
    def test_hold_one_code_that_begins_with_a_letter_alone(self) -> None:
        rows = [(m.id, m.name, m.code, m.place) for m in packs.load("investment-matters").matters if m.code]
        assert [finding.places[0] for finding in malformed(rows)] == ["I81"]
