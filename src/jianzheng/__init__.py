"""Jianzheng (简政): lawful simplification of government processes, proved and witnessed."""
