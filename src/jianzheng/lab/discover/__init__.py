"""What the log shows of how work is really done: orders that are only habit, rework, batches, hand-overs."""
