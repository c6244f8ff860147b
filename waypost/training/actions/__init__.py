"""Verbs of the room."""

from waypost.training.actions import learning, modules, programmes

__all__ = ["learning", "modules", "programmes"]
