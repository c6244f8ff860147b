"""The verbs of the room: asking, answering, and what the clock does while somebody stays silent."""

from waypost.requests.actions import answering, asking, reminding

__all__ = ["answering", "asking", "reminding"]
