"""The process engineer's room: see, examine, redesign, prove."""
