"""Doors to other systems: one folder for each kind, the real door, what stands in for it in the demo, and a README."""
