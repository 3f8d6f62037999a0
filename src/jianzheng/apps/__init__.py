"""Memory: what the house keeps in its database, one Django app for each subject."""
