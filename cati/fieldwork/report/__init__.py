"""The report: figures in words, tables and plots, the same on the terminal and on one page."""
