"""A case as it stands, as compact JSON beside its events: named tuples are lists in field order.

Read and written at every transition, so by msgspec, which makes the tuples themselves.
"""

from __future__ import annotations

import msgspec

from jianzheng.core.case import Case

_written = msgspec.json.Encoder().encode
_read = msgspec.json.Decoder(Case).decode


def standing(case: Case) -> str:
    """The JSON of a case, to be kept beside its events and made from them again at any time."""
    return _written(case).decode()


def stood(text: str | bytes) -> Case:
    """The case of a standing. Raises msgspec.ValidationError for what is none."""
    return _read(text)
