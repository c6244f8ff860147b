"""What the room tells, to whom. No notice names a person; who was decided about, and why, is read on the
page by those who may.
"""

from waypost.training.notices import cohorts, resources, silent, trainers

__all__ = ["cohorts", "resources", "silent", "trainers"]
