"""The real door: an organ's PKCS#12 certificate signs the PDF (PAdES baseline B-B) and shows its seal on the last page."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle

from jianzheng.core.authority import Organ
from jianzheng.links.seal import NoSeal
from jianzheng.links.seal.picture import picture

FIELD = "Seal"
_SAFE = re.compile(r"[\w-]{1,80}")
_FILL = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
)


class _Drawn(ImportedPdfPage):
    """A seal's picture that comes from memory instead of a file."""

    def __init__(self, content: bytes) -> None:
        super().__init__("")  # type: ignore[no-untyped-call]
        self.content = content

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.content)))
        self.resources.xobject["/Drawn"] = page
        left, low, right, high = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=round(right - left), height=round(high - low))
        self.resources.ext_g_state[pdf_name("/Over")] = DictionaryObject(
            {pdf_name("/BM"): pdf_name("/Multiply")}
        )
        return b"/Over gs /Drawn Do"


class _Signer(PdfSigner):
    """A signer that takes the time of sealing from its caller, like everything below the rooms."""

    at: dt.datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        """Start to sign at `self.at`."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class _Update(IncrementalPdfFileWriter):
    """An incremental update that keeps a file in the archive format: its metadata stay word for word, its version 1.7."""

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Stay at 1.7, on which PDF/A-2 stands; a seal with a curve would ask for 2.0."""
        super().ensure_output_version(min(version, (1, 7)))  # type: ignore[no-untyped-call]

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Name the extensions of 1.7 only."""
        if ext.base_version == "/1.7":
            super().register_extension(ext)


class CertificateSeal:
    """Seals with `<folder>/<organ id>.p12`, all opened by one `passphrase`."""

    mark = ""

    def __init__(self, folder: Path, passphrase: str = "") -> None:
        self.folder = folder
        self.passphrase = passphrase

    def key_file(self, organ: Organ, now: dt.datetime) -> Path:
        """Where the organ's certificate is. Raises NoSeal where there is none."""
        path = key_path(self.folder, organ)
        if not path.is_file():
            raise NoSeal(
                f"{organ.title.zh}没有电子印章证书。请把证书放到 {path.name}（SEALS 所指文件夹）后重试。",
                f"{organ.title.en or organ.title.zh} has no seal certificate. Put it into the folder SEALS as {path.name}.",
            )
        return path

    def seal(self, content: bytes, organ: Organ, box: tuple[int, int, int, int], now: dt.datetime) -> bytes:
        """The PDF with the organ's seal in `box` of its last page, as an incremental update. Raises NoSeal."""
        path = self.key_file(organ, now)
        signer = _signer(path, self.passphrase, path.stat().st_mtime_ns)
        _refuse_expired(signer, organ, now)
        drawn = _Drawn(picture(organ.title.zh or organ.title.en, self.mark))
        sealing = _Signer(
            PdfSignatureMetadata(
                field_name=FIELD,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
                name=str(organ.title),
            ),
            signer,
            stamp_style=StaticStampStyle(border_width=0, background=drawn, background_layout=_FILL),
            new_field_spec=SigFieldSpec(FIELD, on_page=-1, box=box),
        )
        sealing.at = now
        made: io.BytesIO = at_once(sealing.async_sign_pdf(_Update(io.BytesIO(content))))
        return made.getvalue()


def at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """What pyHanko's coroutine answers; where an event loop already runs in this thread, in a thread of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, work).result()


def key_path(folder: Path, organ: Organ) -> Path:
    """The file of an organ's certificate; an id that could name another folder is refused with NoSeal."""
    if not _SAFE.fullmatch(organ.id):
        raise NoSeal(
            f"机关代号“{organ.id}”只能由字母、数字、下划线和连字符组成。请更正后重试。",
            f"The organ's id “{organ.id}” may hold letters, digits, _ and - only. Correct it and try again.",
        )
    return folder / f"{organ.id}.p12"


def _refuse_expired(signer: SimpleSigner, organ: Organ, now: dt.datetime) -> None:
    certificate = signer.signing_cert
    if certificate and not certificate.not_valid_before <= now <= certificate.not_valid_after:
        last = certificate.not_valid_after.date()
        raise NoSeal(
            f"{organ.title.zh}的电子印章证书不在有效期内（至 {last}）。请换上新证书后重试。",
            f"The seal certificate of {organ.title.en or organ.title.zh} is not in force (until {last}). Replace it.",
        )


@lru_cache(maxsize=256)
def _signer(path: Path, passphrase: str, _changed: int) -> SimpleSigner:
    signer = SimpleSigner.load_pkcs12(str(path), passphrase=passphrase.encode() or None)
    if not isinstance(signer, SimpleSigner):
        raise NoSeal(
            f"打不开印章证书 {path.name}。请检查文件和口令（SEALS_PASSPHRASE）。",
            f"Cannot open the seal certificate {path.name}. Check the file and SEALS_PASSPHRASE.",
        )
    return signer
