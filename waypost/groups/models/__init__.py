"""Nouns of the room. Groups and their seats are ``people.Group`` and ``people.Seat``."""
