"""Who reacts to what: the one table. Events travel upward through the outbox, never by calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jianzheng.apps.cases.store import REPORTED
from jianzheng.apps.cases.telling import tell

REACTIONS: Mapping[str, Sequence[Callable[..., None]]] = dict.fromkeys(sorted(REPORTED), (tell,))
