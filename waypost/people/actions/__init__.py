"""Verbs of the room: inviting and accepting, persons' accounts and posts, factors, sessions, reading the directory."""

from waypost.people.actions import directory, factors, founding, invitations, persons, posts, renewals

__all__ = ["directory", "factors", "founding", "invitations", "persons", "posts", "renewals"]
