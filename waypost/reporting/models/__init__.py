"""Nouns of the room: editions and what they say, and what overlaps."""

from waypost.reporting.models.editions import Edition, Passage
from waypost.reporting.models.overlaps import Judgement, Overlap, Relation

__all__ = ["Edition", "Judgement", "Overlap", "Passage", "Relation"]
