"""Loops over the database: the clock and the post. Several may run at once and be killed at any moment."""
