"""The pages of event logs: bring one, see whether it can be believed, where the time goes, and what to change."""
