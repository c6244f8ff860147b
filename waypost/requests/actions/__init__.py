"""The verbs of the room: asking, changing what is asked, answering, and what the clock does about silence."""

from waypost.requests.actions import answering, asking, changing, finding, reminding

__all__ = ["answering", "asking", "changing", "finding", "reminding"]
