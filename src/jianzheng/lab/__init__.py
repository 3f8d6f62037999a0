"""The laboratory: evidence about processes. No Django."""
