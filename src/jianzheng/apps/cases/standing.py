"""Events, and a case as it stands, as compact JSON: named tuples are lists in field order.

Read and written at every transition, so by msgspec, which makes the tuples themselves.
"""

from __future__ import annotations

from typing import Any

import msgspec

from jianzheng.core.case import Case
from jianzheng.core.case.plain import said

_written = msgspec.json.Encoder().encode
_read = msgspec.json.Decoder(Case).decode


def standing(case: Case) -> str:
    """The JSON of a case, to be kept beside its events and made from them again at any time."""
    return _written(case).decode()


def stood(text: str | bytes) -> Case:
    """The case of a standing. Raises msgspec.ValidationError for what is none."""
    return _read(text)


def dumped(event: Any) -> str:
    """The JSON of an event, as it is kept and hashed; the letters of core.case.plain.dumps, faster."""
    return _written(said(event)).decode()
