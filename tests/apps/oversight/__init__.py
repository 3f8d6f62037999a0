"""Supervision in the database."""
