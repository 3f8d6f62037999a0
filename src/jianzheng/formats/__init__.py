"""Files in and out as core values."""
