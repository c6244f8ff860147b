"""The benchmark's world: as large as a region's portal after some years, written in bulk and always the same."""

import random

from benchmarks.world.bodies import Bodies, write_bodies
from benchmarks.world.copying import in_bulk
from benchmarks.world.inboxes import write_inboxes
from benchmarks.world.items import Items, write_items
from benchmarks.world.sizes import Size
from benchmarks.world.words import Language

__all__ = ["Bodies", "Items", "Language", "Size", "World", "build"]


class World:
    """What was written, as far as the measures need to know it."""

    def __init__(self, size: Size) -> None:
        self.size = size
        dice = random.Random(2020)
        self.language = Language(dice, size.vocabulary)
        with in_bulk():
            self.bodies = write_bodies(size, dice)
            self.items = write_items(size, dice, self.bodies, self.language)
            write_inboxes(size, dice, self.bodies, self.items)


def build(size: Size) -> World:
    """Write the world into an empty, migrated data base (PostgreSQL). The same size gives the same world."""
    return World(size)
