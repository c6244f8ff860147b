"""The demo world: plain data, invented throughout. Nothing here reads or writes the data base."""
