"""Who sealed a PDF, and whether it was touched since: the check that anyone may run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from jianzheng.links.seal.real import at_once

MOST = 16
"""Most seals looked at in one file; a paper has one, a contract a handful."""
_MEBIBYTE = 1024 * 1024
LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=16 * _MEBIBYTE),
    document_budget=DocumentDecodeBudget(base_allowance=64 * _MEBIBYTE, max_ratio=20),
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal on a PDF: `intact` nothing under it changed, `trusted` its certificate leads to a known root, `whole` it
    covers the file to its end."""

    signer: str
    at: dt.datetime | None
    intact: bool
    trusted: bool
    whole: bool

    @property
    def good(self) -> bool:
        """Whether the file is exactly what a known organ sealed."""
        return self.intact and self.trusted and self.whole


def seals(content: bytes, roots: Sequence[Path], now: dt.datetime) -> tuple[Sealed, ...]:
    """Every seal on a PDF, oldest first; () where there is none or the file is no PDF."""
    try:
        signatures = PdfFileReader(
            io.BytesIO(content), strict=False, decode_limits=LIMITS
        ).embedded_signatures
        trusted = list(load_certs_from_pemder([str(path) for path in roots if path.is_file()]))
        return tuple(_seal(signature, trusted, now) for signature in signatures[:MOST])
    except Exception:
        # The file is a stranger's, the reader fails in many ways; what cannot be read carries no seal to believe in.
        return ()


def _seal(signature: EmbeddedPdfSignature, trusted: list[x509.Certificate], now: dt.datetime) -> Sealed:
    context = ValidationContext(trust_roots=trusted, moment=now, allow_fetching=False)
    # What was added after a seal is not weighed: a good seal covers the file to its end.
    status = at_once(async_validate_pdf_signature(signature, context, skip_diff=True))
    return Sealed(
        signer=str(status.signing_cert.subject.native.get("common_name", "")),
        at=status.signer_reported_dt,
        intact=status.intact and status.valid,
        trusted=status.trusted,
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )
