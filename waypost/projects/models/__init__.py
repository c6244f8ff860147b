"""Nouns of the room. A project says who may see it, and the lines of money it is paid from hang on it; an activity says
who does what, where and when.
"""

from waypost.projects.models.activities import Activity, ActivityBefore, Level, Status
from waypost.projects.models.projects import MARKS, FundingLine, LineBefore, Project

__all__ = ["MARKS", "Activity", "ActivityBefore", "FundingLine", "Level", "LineBefore", "Project", "Status"]
