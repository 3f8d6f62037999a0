"""Services in force."""
