"""The network of focal points: how a member's official becomes one, from the state's letter to a confirmed member.

``states`` is the table: in which stage who acts next, by when, and who sees it. ``people`` keeps what comes of it
(posts, words, invitations); this room stands above it because a letter is a stored file and a step is told.
"""
