"""Verbs of the room: inviting and accepting, persons' accounts and posts, factors, sessions, reading the directory."""

from waypost.people.actions import (
    chains,
    directory,
    factors,
    forgetting,
    founding,
    invitations,
    persons,
    posts,
    referrals,
    renewals,
    rosters,
)

__all__ = [
    "chains",
    "directory",
    "factors",
    "forgetting",
    "founding",
    "invitations",
    "persons",
    "posts",
    "referrals",
    "renewals",
    "rosters",
]
