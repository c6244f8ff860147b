"""Nouns of the room. The head says who may see; versions and texts carry the content and are seen through the head."""

from waypost.publications.models.answers import Acknowledgement, Addressee, Opening, WiderRequest
from waypost.publications.models.attachments import MOST_FILES, AttachedPage, Attachment, attached_pages
from waypost.publications.models.finding import Indexed, SearchDay
from waypost.publications.models.gating import Justification
from waypost.publications.models.heads import Publication, ReferenceSeries, Release, Urgency, Warned
from waypost.publications.models.uses import SPEAKING, Use
from waypost.publications.models.vain import VainAsk, VainWords
from waypost.publications.models.versions import Text, Version

__all__ = [
    "MOST_FILES",
    "SPEAKING",
    "Acknowledgement",
    "Addressee",
    "AttachedPage",
    "Attachment",
    "Indexed",
    "Justification",
    "Opening",
    "Publication",
    "ReferenceSeries",
    "Release",
    "SearchDay",
    "Text",
    "Urgency",
    "Use",
    "VainAsk",
    "VainWords",
    "Version",
    "Warned",
    "WiderRequest",
    "attached_pages",
]
