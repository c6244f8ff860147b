"""Stored files: taken in, sealed, read, and given out. Its owner has the address and the rule, never the file.

``intake`` makes a clean file of what was sent, in a process of its own (``confined``); ``vault`` seals it at rest
(``seal``, ``keys``); ``serving.respond`` is the one way out, after the owner's rule has decided; ``reading`` gets its
text; ``ticks`` reads texts and erases what nothing points at.
"""
