"""Event logs people brought: where each is kept, how far its import is, what was odd about it."""
