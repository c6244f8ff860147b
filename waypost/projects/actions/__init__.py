"""Verbs of the room. Importing it registers their doors."""

from waypost.projects.actions import activities, projects

__all__ = ["activities", "projects"]
