"""Event logs as columns: coded, sorted by case and time, the same whether they come from a file or from our own events."""
