"""Bulletins and resources."""
