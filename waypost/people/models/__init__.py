"""Nouns of the room: bodies, persons, what ties persons to bodies over time, and what they sign in with."""

from waypost.people.models.bodies import Group, Network, Organisation, Seat
from waypost.people.models.counts import SignInDay
from waypost.people.models.factors import RecoveryCode, RememberedDevice
from waypost.people.models.invitations import Invitation
from waypost.people.models.persons import NAMES, Named, NamedThen, Person, PersonQuerySet
from waypost.people.models.posts import Endorsement, Post, Tenure
from waypost.people.models.readings import DirectoryReading
from waypost.people.models.referrals import Referral

__all__ = [
    "NAMES",
    "DirectoryReading",
    "Endorsement",
    "Group",
    "Invitation",
    "Named",
    "NamedThen",
    "Network",
    "Organisation",
    "Person",
    "PersonQuerySet",
    "Post",
    "RecoveryCode",
    "Referral",
    "RememberedDevice",
    "Seat",
    "SignInDay",
    "Tenure",
]
