"""Pages of the room: the board of candidates, one nomination, its letter."""
