"""The widgets, one a file; each runs alone."""
