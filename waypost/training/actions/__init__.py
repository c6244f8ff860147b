"""Verbs of the room."""

from waypost.training.actions import programmes

__all__ = ["programmes"]
