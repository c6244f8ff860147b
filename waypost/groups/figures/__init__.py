"""What the room counts."""

from waypost.groups.figures import meetings, seats

__all__ = ["meetings", "seats"]
