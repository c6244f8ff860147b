"""What the room changes: groups, who sits in them, and what they share."""

from waypost.groups.actions import charters, seats

__all__ = ["charters", "seats"]
