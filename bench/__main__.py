"""`make bench`: every figure that the documents speak of, measured on this machine now."""

from __future__ import annotations

from bench import conformance, interactive, mining, order, running, scale, simulation

order.compare()
interactive.measure()
running.measure()
scale.measure()
mining.measure()
simulation.measure()
conformance.measure()
