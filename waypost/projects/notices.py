"""Whom the room tells: nobody yet. What a project is paid for stands on its page, and is looked up."""

from waypost.core.events import Silent, declare

declare("projects.started", Silent("a project is looked up; what happens in it is told by the rooms above"))
declare("projects.written", Silent("a project is looked up; what happens in it is told by the rooms above"))
declare("projects.funded", Silent("the donor and who runs it agreed on it before it is written here"))
declare("projects.line_changed", Silent("the donor and who runs it agreed on it before it is written here"))
declare("projects.line_ended", Silent("the donor and who runs it agreed on it before it is written here"))
for _name in ("activity_written", "activity_changed", "activity_withdrawn", "activities_imported"):
    declare(
        f"projects.{_name}",
        Silent("activities are looked up; what overlaps is told by the room that finds it"),
    )
