"""Rows for pages: marked things always from ``visible_to``."""
