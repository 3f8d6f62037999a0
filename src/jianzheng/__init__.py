"""Jianzheng (简政): lawful simplification of government processes, proved and witnessed."""

__version__ = "0.2.0"
