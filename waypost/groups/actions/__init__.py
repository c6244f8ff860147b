"""What the room changes: groups, who sits in them, what they share, when they meet and what follows."""

from waypost.groups.actions import charters, following, handing, letters, meetings, minutes, seats, threads

__all__ = ["charters", "following", "handing", "letters", "meetings", "minutes", "seats", "threads"]
