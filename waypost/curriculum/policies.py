"""Who comments for a department, who speaks for it, and who answers."""

from waypost.access.keys import Audience, Viewer, key, reading_keys_of
from waypost.access.policies import may_write
from waypost.curriculum.models import Comment, Consultation, Consulted, State
from waypost.people.models import Post


def may_comment(by: Viewer, consultation: Consultation) -> bool:
    """Whoever acts for a department that is consulted, in the network of the group."""
    if by.organisation is None or not by.is_active_member():
        return False
    own = key(Audience.ORGANISATION, by.organisation.pk, consultation.network_id)
    return own in reading_keys_of(by) and Consulted.of(consultation, by.organisation.pk) is not None


def may_release(by: Viewer, consultation: Consultation) -> bool:
    """The focal point of a department that is consulted, or the deputy: what they release is the department's."""
    return by.has_role(*Post.APPROVING) and may_comment(by, consultation)


def may_change(by: Viewer, consultation: Consultation, comment: Comment) -> bool:
    """Whoever wrote a comment, until it is released; and the focal point, every one of the department's."""
    if by.organisation is None or comment.organisation_id != by.organisation.pk:
        return False
    in_hand = comment.author_id == by.pk and comment.state != State.RELEASED
    return may_release(by, consultation) or (in_hand and may_comment(by, consultation))


def may_dispose(by: Viewer, consultation: Consultation) -> bool:
    """Whoever coordinates for the organisation that keeps the curriculum, and asked."""
    return may_write(by, consultation)
