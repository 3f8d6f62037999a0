"""Who signs in, and the one role that says what they may do."""
