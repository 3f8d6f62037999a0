"""The watch hall: supervisors see what is near due or over, who has it, what was found, and act on it."""
