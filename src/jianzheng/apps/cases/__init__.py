"""Cases: events appended and chained, rows derived from them, everything a page lists."""
