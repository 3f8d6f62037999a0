"""The watch hall."""
