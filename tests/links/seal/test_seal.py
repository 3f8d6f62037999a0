"""Seals on papers, judged by programs that nobody here wrote: poppler and openssl; a changed byte is found."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import stat
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509 import load_pem_x509_certificate
from cryptography.x509.verification import Store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianzheng.core.authority import Organ
from jianzheng.core.document import DocumentKind
from jianzheng.core.text import Text
from jianzheng.formats.document import SEAL_BOX, pdf
from jianzheng.links.seal import NoSeal
from jianzheng.links.seal.authority import ROOT, DemoSeal, set_up
from jianzheng.links.seal.check import seals
from jianzheng.links.seal.real import CertificateSeal
from tests.paper_cast import NOW, ORGAN, paper, program

RANGES = re.compile(rb"/ByteRange \[\s*(\d+) (\d+) (\d+) (\d+)\s*\]")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration authority with one organ."""
    return set_up(tmp_path_factory.mktemp("seals"), (ORGAN,), NOW)


@pytest.fixture(scope="module")
def sealed(authority: Path) -> bytes:
    """A decision with its seal."""
    return DemoSeal(authority.parent).seal(pdf(paper(DocumentKind.DECISION)), ORGAN, SEAL_BOX, NOW)


def parts(content: bytes) -> tuple[bytes, bytes]:
    """What is signed and the signature, cut out by hand from the byte range."""
    first, length, second, rest = (int(number) for number in RANGES.findall(content)[-1])
    hexed = content[first + length + 1 : second - 1].rstrip(b"0")
    signature = bytes.fromhex((hexed + b"0" * (len(hexed) % 2)).decode())
    return content[first : first + length] + content[second : second + rest], signature


class TestASealedPaper:
    def test_is_valid_in_the_eyes_of_poppler(self, sealed: bytes, tmp_path: Path) -> None:
        path = tmp_path / "sealed.pdf"
        path.write_bytes(sealed)
        said = program("pdfsig", "-nocert", path)
        assert "Signature is Valid" in said
        assert "Total document signed" in said
        assert "杏山市行政审批局 DEMO 演示" in said
        assert "ETSI.CAdES.detached" in said

    def test_is_valid_in_the_eyes_of_openssl_and_leads_to_the_root(
        self, sealed: bytes, authority: Path, tmp_path: Path
    ) -> None:
        signed, signature = parts(sealed)
        (tmp_path / "signed").write_bytes(signed)
        (tmp_path / "signature").write_bytes(signature)
        verify = ("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "signature")
        known = ("-CAfile", authority, "-purpose", "any", "-attime", str(int(NOW.timestamp())))
        known = (*known, "-out", tmp_path / "out")
        said = program(*verify, "-content", tmp_path / "signed", *known)
        assert "Verification successful" in said
        (tmp_path / "signed").write_bytes(signed[:-1] + b" ")
        assert "Verification failure" in program(*verify, "-content", tmp_path / "signed", *known)

    def test_is_good_in_our_own_eyes_and_names_who_and_when(self, sealed: bytes, authority: Path) -> None:
        (seal,) = seals(sealed, [authority], NOW)
        assert seal.good
        assert seal.signer == "杏山市行政审批局 DEMO 演示"
        assert seal.at == NOW

    def test_stays_an_archive_file_with_its_fonts_inside(self, sealed: bytes, tmp_path: Path) -> None:
        before = pdf(paper(DocumentKind.DECISION))
        assert sealed.startswith(before)
        assert b"pdfaid" not in sealed[len(before) :]
        assert b"/Version" not in sealed[len(before) :]
        assert b"/BaseVersion /2.0" not in sealed
        path = tmp_path / "sealed.pdf"
        path.write_bytes(sealed)
        rows = program("pdffonts", path).splitlines()[2:]
        assert [row for row in rows if " yes yes " not in row] == []
        assert "杏山市行政审批局" in re.sub(r"\s", "", program("pdftotext", "-raw", path, "-"))

    def test_shows_its_seal_in_red(self, sealed: bytes, tmp_path: Path) -> None:
        path = tmp_path / "sealed.pdf"
        path.write_bytes(sealed)
        program("pdftoppm", "-r", "40", "-singlefile", path, tmp_path / "page")
        header, pixels = (tmp_path / "page.ppm").read_bytes().split(b"255\n", 1)
        red = sum(
            pixels[n] > 150 and pixels[n + 1] < 110 and pixels[n + 2] < 110
            for n in range(0, len(pixels) - 2, 3)
        )
        assert header.startswith(b"P6")
        assert red > 100


class TestAChange:
    @pytest.mark.parametrize("place", [0.01, 0.3, 0.6, 0.8])
    def test_of_one_byte_is_found(self, place: float, sealed: bytes, authority: Path, tmp_path: Path) -> None:
        changed = bytearray(sealed)
        changed[int(len(changed) * place)] ^= 1
        assert not any(seal.good for seal in seals(bytes(changed), [authority], NOW))
        path = tmp_path / "changed.pdf"
        path.write_bytes(changed)
        assert "Signature is Valid" not in program("pdfsig", "-nocert", path)

    def test_added_at_the_end_is_found(self, sealed: bytes, authority: Path) -> None:
        appended = (
            DemoSeal(authority.parent).seal(pdf(paper(DocumentKind.DECISION)), ORGAN, SEAL_BOX, NOW)
            + b"\n%more"
        )
        assert not any(seal.good for seal in seals(appended, [authority], NOW))

    def test_of_the_root_is_found(self, sealed: bytes, tmp_path: Path) -> None:
        stranger = set_up(tmp_path, (ORGAN,), NOW)
        (seal,) = seals(sealed, [stranger], NOW)
        assert (seal.intact, seal.trusted, seal.good) == (True, False, False)

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\0" * 5000, b"%PDF-1.7\n%%EOF"])
    def test_of_everything_leaves_no_seal(self, content: bytes, authority: Path) -> None:
        assert seals(content, [authority], NOW) == ()

    @settings(max_examples=120, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), min_size=1, max_size=30),
        st.floats(0.5, 1),
    )
    def test_of_any_kind_is_found_and_breaks_nothing(self, sealed, authority, changes, cut) -> None:
        changed = bytearray(sealed)
        for place, byte in changes:
            changed[int(len(changed) * place)] = byte
        changed = changed[: int(len(changed) * cut)]
        good = any(seal.good for seal in seals(bytes(changed), [authority], NOW))
        assert not good or bytes(changed) == sealed

    def test_to_a_paper_without_seal_is_no_seal(self, authority: Path) -> None:
        assert seals(pdf(paper(DocumentKind.DECISION)), [authority], NOW) == ()


def _start(folder: str) -> bytes:
    """What one starting process does; answers the root it ended with."""
    return set_up(Path(folder), (ORGAN, Organ("other", Text("杏山市水务局"))), NOW).read_bytes()


class TestTheDemonstrationAuthority:
    def test_knows_an_organ_with_a_long_name(self, tmp_path: Path) -> None:
        """A name in a certificate holds 64 bytes, twenty Chinese signs are sixty."""
        title = Text("杏山市高新技术产业开发区自然资源和规划局", "Planning Bureau of the High-tech Zone")
        assert set_up(tmp_path, (replace(ORGAN, title=title),), NOW).is_file()

    def test_is_named_demo_and_kept_from_others(self, authority: Path) -> None:
        root = load_pem_x509_certificate(authority.read_bytes())
        assert "DEMO" in root.subject.rfc4514_string()
        Store([root])
        modes = {stat.S_IMODE(path.stat().st_mode) for path in authority.parent.iterdir()}
        assert modes == {0o600}

    def test_started_twice_at_once_is_one(self, tmp_path: Path) -> None:
        with ProcessPoolExecutor(4) as starts:
            roots = set(starts.map(_start, [str(tmp_path / "seals")] * 8))
        assert len(roots) == 1
        root = load_pem_x509_certificate(roots.pop())
        for name in (ORGAN.id, "other"):
            packed = (tmp_path / "seals" / f"{name}.p12").read_bytes()
            _, certificate, _ = pkcs12.load_key_and_certificates(packed, None)
            assert certificate is not None
            certificate.verify_directly_issued_by(root)
        assert {path.name for path in (tmp_path / "seals").iterdir()} == {
            ROOT,
            "root-demo.p12",
            "other.p12",
            f"{ORGAN.id}.p12",
        }

    def test_seals_a_paper_of_a_day_before_its_certificate_was_made(self, tmp_path: Path) -> None:
        root = set_up(tmp_path, (ORGAN,), NOW + dt.timedelta(days=400))
        made = DemoSeal(tmp_path).seal(pdf(paper(DocumentKind.DECISION)), ORGAN, SEAL_BOX, NOW)
        assert seals(made, [root], NOW)[0].good

    def test_refuses_an_organ_whose_id_is_a_path(self, tmp_path: Path) -> None:
        with pytest.raises(NoSeal):
            set_up(tmp_path, (Organ("../escape", Text("无")),), NOW)


class TestTheRealDoor:
    def test_says_where_a_missing_certificate_goes(self, tmp_path: Path) -> None:
        with pytest.raises(NoSeal, match=re.escape(f"{ORGAN.id}.p12")):
            CertificateSeal(tmp_path).seal(pdf(paper(DocumentKind.DECISION)), ORGAN, SEAL_BOX, NOW)

    def test_opens_a_certificate_with_its_passphrase_and_no_other(
        self, authority: Path, tmp_path: Path
    ) -> None:
        kept = (authority.parent / f"{ORGAN.id}.p12").read_bytes()
        key, certificate, _ = pkcs12.load_key_and_certificates(kept, None)
        closed = BestAvailableEncryption("杏山".encode())
        locked = pkcs12.serialize_key_and_certificates(b"organ", key, certificate, None, closed)
        (tmp_path / f"{ORGAN.id}.p12").write_bytes(locked)
        content = pdf(paper(DocumentKind.DECISION))
        later = NOW + dt.timedelta(hours=1)
        made = CertificateSeal(tmp_path, "杏山").seal(content, ORGAN, SEAL_BOX, later)
        (seal,) = seals(made, [authority], later)
        assert (seal.good, seal.at) == (True, later)
        with pytest.raises(NoSeal, match="SEALS_PASSPHRASE"):
            CertificateSeal(tmp_path, "wrong").seal(content, ORGAN, SEAL_BOX, NOW)

    @pytest.mark.parametrize("years", [-9, 11])
    def test_refuses_a_certificate_that_is_not_in_force(self, years: int, authority: Path) -> None:
        with pytest.raises(NoSeal, match="not in force"):
            CertificateSeal(authority.parent).seal(b"", ORGAN, SEAL_BOX, NOW + dt.timedelta(days=365 * years))

    def test_refuses_an_organ_whose_name_no_font_has(self, authority: Path) -> None:
        odd = Organ(ORGAN.id, Text("\ufdfa局"))
        with pytest.raises(NoSeal, match="cannot be drawn"):
            CertificateSeal(authority.parent).seal(b"", odd, SEAL_BOX, NOW)

    def test_works_where_an_event_loop_runs(self, authority: Path) -> None:
        async def inside() -> bytes:
            return DemoSeal(authority.parent).seal(pdf(paper(DocumentKind.DECISION)), ORGAN, SEAL_BOX, NOW)

        with ThreadPoolExecutor(1) as apart:
            made = apart.submit(lambda: asyncio.run(inside())).result()
        assert seals(made, [authority], NOW)[0].good
