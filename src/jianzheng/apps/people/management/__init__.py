"""Commands of this app for whoever runs an installation."""
