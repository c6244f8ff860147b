"""Whom the room tells."""

from waypost.core.events import Silent, declare

declare("reporting.edition_published", Silent("an edition is the first page of visitors and members alike"))
