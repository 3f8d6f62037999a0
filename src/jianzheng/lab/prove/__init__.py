"""The proof of a redesign: nominal, simulated and measured gain side by side, recomputed from its inputs and compared."""
