"""Finding: from what a reader typed to the publications they may see.

``index(publication)`` keeps the words up to date: every action that changes what readers read calls it.
"""

from waypost.publications.models import Indexed, Publication


def index(publication: Publication) -> None:
    """Write the words of this publication anew, in the transaction of the action that changed them."""
    Indexed.rewrite([publication])
