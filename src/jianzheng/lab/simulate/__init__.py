"""A hall on paper: what a process, its staff and its calendar make of the cases that arrive, before anybody moves a desk."""
