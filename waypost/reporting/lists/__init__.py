"""Rows for pages, always from ``visible_to``: a constant number of queries whatever the size."""
