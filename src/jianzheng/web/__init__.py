"""The rooms that people enter with a browser; each room is its own package, only ui is shared."""
