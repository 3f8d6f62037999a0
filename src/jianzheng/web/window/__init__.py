"""One window: receive, accept or answer lawfully, hand over results."""
