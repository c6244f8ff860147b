"""Whom the room tells: nobody yet. Working groups and programmes will tell of the versions they work with."""

from waypost.core.events import Silent, declare

declare("curriculum.begun", Silent("there is nothing to read in it yet"))
declare("curriculum.version_written", Silent("a draft is read by the organisation that keeps it"))
declare(
    "curriculum.written", Silent("a curriculum is looked up; its versions are told of by the rooms above")
)
declare("curriculum.signed_off", Silent("the keeper and the group read it on the page of the version"))
declare("curriculum.version_begun", Silent("a draft is read by the organisation that keeps it"))
declare("curriculum.document_written", Silent("a draft is read by the organisation that keeps it"))
declare("curriculum.version_moved", Silent("who is consulted or teaches from it is told by the rooms above"))
for _name in ("topic_proposed", "topic_supported", "topics_ranked", "topic_answered"):
    declare(f"curriculum.{_name}", Silent("the group and the keeper read it on the page of proposed topics"))
