"""Pages of the room: lists, one request, writing it, answering it."""
