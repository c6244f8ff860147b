"""Persons, organisations, groups and networks as bodies, dated posts, endorsement, invitations, sign-in."""
