"""What the room changes: groups, who sits in them, what they share, when they meet and what follows."""

from waypost.groups.actions import charters, following, meetings, minutes, seats

__all__ = ["charters", "following", "meetings", "minutes", "seats"]
