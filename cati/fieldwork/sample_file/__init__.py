"""A file with a sample, opened and read row by row, whatever it turns out to be."""
