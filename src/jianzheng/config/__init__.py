"""Where the floors are put together: settings, the one table of URLs, and how the server starts."""
