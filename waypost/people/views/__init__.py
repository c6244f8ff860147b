"""Pages of the room: signing in, coming in, the directory, one's own account."""
