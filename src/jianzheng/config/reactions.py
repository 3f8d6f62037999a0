"""Who reacts to what: the one table. Events travel upward through the outbox, never by calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jianzheng.apps.cases.paperwork_clock import WRITTEN, write_for_clock
from jianzheng.apps.cases.store import REPORTED
from jianzheng.apps.cases.telling import tell
from jianzheng.apps.oversight.reactions import TELLING, look_again

REACTIONS: Mapping[str, Sequence[Callable[..., None]]] = {
    kind: (
        tell,
        *((look_again,) if kind in TELLING else ()),
        *((write_for_clock,) if kind in WRITTEN else ()),
    )
    for kind in sorted(REPORTED)
}
