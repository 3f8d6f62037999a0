"""Processes people work on: uploads kept as they came, drafts of decisions, editions saved from them."""
