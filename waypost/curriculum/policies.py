"""Who may do what with a curriculum besides writing it (``access.policies.may_write``): who comments for a department,
who speaks for it, who answers, and who signs off. Pure questions.
"""

from waypost.access.keys import Audience, Viewer, key, opened, reading_keys_of
from waypost.access.policies import may_write
from waypost.curriculum.models import Comment, Consultation, Consulted, Curriculum, ProposedTopic, State
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


def sits_in_its_group(by: Viewer, curriculum: Curriculum) -> bool:
    """Has the viewer's post a seat in the group that is consulted on it?"""
    group = curriculum.group_id
    return group is not None and key(Audience.GROUP, group, curriculum.network_id) in reading_keys_of(by)


def may_sign_off(by: Viewer, curriculum: Curriculum) -> bool:
    """Whoever sits in the group, for the own department; and the keeper, to whom letters came, for each."""
    return may_write(by, curriculum) or (by.is_active_member() and sits_in_its_group(by, curriculum))


def may_propose(by: Viewer, curriculum: Curriculum) -> bool:
    return by.is_active_member() and sits_in_its_group(by, curriculum)


def may_support(by: Viewer, topic: ProposedTopic) -> bool:
    groups = {opened(each)[1] for each in reading_keys_of(by) if opened(each)[0] == Audience.GROUP}
    return by.is_active_member() and topic.group_id in groups


def is_consulted(by: Viewer, curriculum: Curriculum) -> bool:
    """Is this viewer of the organisation that keeps it, or of the group? They know who signed, and what is proposed."""
    own = key(Audience.ORGANISATION, curriculum.organisation_id, curriculum.network_id) in reading_keys_of(by)
    return curriculum.group_id is not None and (own or sits_in_its_group(by, curriculum))
