"""Supervision remembered: what was found, which cards fell, what was done about it."""
