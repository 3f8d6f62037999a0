"""Improve: what our own events show becomes a proposal, a proposal a decision, a decision an edition, an edition an effect."""
