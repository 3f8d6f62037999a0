"""How the table of logs came to be, step by step."""
