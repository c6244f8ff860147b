"""Draws the demo's travel documents: invented states only, none like a real one, genuine and with a fraud's defects.

    picture = draw("utopia", "passport", ("microprint", "hologram"), light="UVA")

Everything is drawn by rule from the words given, so the same picture comes out each time; it is kept for the life of
the process, since several alerts show the same.
"""

from waypost.demo.drawing.documents import KINDS, draw
from waypost.demo.drawing.sheet import Picture
from waypost.demo.drawing.states import STATES

__all__ = ["KINDS", "STATES", "Picture", "draw"]
