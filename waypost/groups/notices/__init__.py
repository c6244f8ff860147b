"""What the room tells, to whom, in which words."""

from waypost.groups.notices import charters, meetings

__all__ = ["charters", "meetings"]
