"""What our own events say should change: proposals, decisions, the next edition, its effect."""
