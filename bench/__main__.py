"""`make bench`: every figure that the documents speak of, measured on this machine now."""

from __future__ import annotations

from bench import interactive, mining, order, running

order.compare()
interactive.measure()
running.measure()
mining.measure()
