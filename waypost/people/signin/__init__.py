"""Signing in: by invitation only, a password or a passkey, and a second factor before the first page.

    enter(request, person)     signs a person in with the second factor passed (the demo's persona switch, tests)
    demand_fresh(request)      sends the person through a factor again unless they passed one in the last five minutes
    login_not_required         Django's own mark of a page that signed-out visitors may open; every other one is closed

allauth does the ceremonies; ``standing`` says what a session has passed, ``factors`` what counts as a second factor,
``devices`` which browsers are remembered, ``record`` writes the audit rows of what happens here.
"""

from waypost.people.signin.adapters import InvitationOnly, SealedFactors
from waypost.people.signin.standing import before_rules, demand_fresh, enter

__all__ = ["InvitationOnly", "SealedFactors", "before_rules", "demand_fresh", "enter"]
