"""Speed, measured and printed; nothing here is asserted but that the answers agree."""
