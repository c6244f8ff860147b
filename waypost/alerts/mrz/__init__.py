"""Machine readable zones of travel documents: ICAO Doc 9303 parts 3 to 7, and the French card issued before 2021.

Pure Python: no model, no settings, nothing kept. ``read`` says what stands in the lines and what is wrong with them,
``told`` says it to an officer; ``typed`` takes what fingers, a clipboard or a reader gave; ``look_alikes`` offers what
may have been misread; ``near`` finds a document number in another guise.

**What a check digit can't do.** Values 0–9, A=10 … Z=35, filler=0, weighted 7, 3, 1, modulo 10. It finds every digit
read as another digit. It doesn't see 104 of the 1,332 ways to take one character for another, those whose values differ
by ten, twenty or thirty: {0 A K U <} {1 B L V} {2 C M W} {3 D N X} {4 E O Y} {5 F P Z} {6 G Q} {7 H R} {8 I S} {9 J T}.
So L passes for 1, G for 6, S and I for 8, K for a filler. Nor does it see two neighbouring digits swapped that differ
by five. Name, sex, nationality and issuer are under no digit at all (but on the old French card), a visa has no
composite one, and whoever alters a document calculates the digits anew. A digit that fails proves nothing either:
issuers have printed wrong ones and publish lists of them. **Digits that agree are never a sign that a document is what
it says.**
"""

from waypost.alerts.mrz.reading import Reading, read

__all__ = ["Reading", "read"]
