"""The citizens' room: what anyone may look up, apply for and follow."""
