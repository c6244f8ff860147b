"""Who may do what in the room, beside what ``publications.policies`` says of every item."""

from typing import Any

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.access.marks import Mark
from waypost.alerts.models import Alert, Term, Vocabulary
from waypost.core import clock
from waypost.people.models import Person, Post
from waypost.publications.models import Publication
from waypost.publications.policies import parts_of
from waypost.publications.states import Part, Stage

# Who meets documents, or speaks for those who do.
MEETS_DOCUMENTS = (Post.Role.OFFICER, *Post.APPROVING)


def may_extend_words(by: Viewer, vocabulary: Any = None) -> bool:  # noqa: ARG001
    """Those who run the networks keep the words that all of them share."""
    return by.has_role(Post.Role.SECRETARIAT) and by.is_active_member()


def may_change_word(by: Viewer, term: Term) -> bool:
    """The secretariat's own words only: those that came with the portal are the field's."""
    return may_extend_words(by) and not term.ours


def may_tell_seen(by: Viewer, publication: Publication) -> bool:
    """Another organisation that reads it says that it met the same. Never under RED, which is between persons."""
    return (
        _is_live(publication)
        and by.is_active_member()
        and by.has_role(*MEETS_DOCUMENTS)
        and by.organisation is not None
        and by.organisation.pk != publication.originator_id
        and publication.mark < Mark.RED
        and publication.is_visible_to(by)
    )


def may_contest(by: Viewer, publication: Publication) -> bool:
    """Who approves for an organisation of the issuing state reading the alert says that it is wrong. Not of one's own
    alert, and not under RED: its author is one call away, and an organisation does not know of it.
    """
    organisation = by.organisation
    if organisation is None or organisation.pk == publication.originator_id or not _is_live(publication):
        return False
    if publication.mark == Mark.RED or not publication.is_visible_to(by):
        return False
    if key(Audience.APPROVERS, organisation.pk, publication.network_id) not in keys_of(by):
        return False
    issuers = Alert.visible_to(by).filter(pk=publication.pk).values("issuer")
    return Term.objects.filter(
        vocabulary=Vocabulary.ISSUER, code__in=issuers, member_key=organisation.member.key
    ).exists()


def may_supersede(by: Viewer, publication: Publication) -> bool:
    return _is_live(publication) and works_on(by, publication)


def may_answer_contest(by: Viewer, publication: Publication) -> bool:
    """Those who work on the alert answer, of one they withdrew too."""
    out = publication.stage in (Stage.PUBLISHED, Stage.WITHDRAWN)
    return publication.kind == "alert" and out and works_on(by, publication)


def may_drill(by: Viewer, _exercise: object = None) -> bool:
    """Every active member practises."""
    return by.is_active_member()


def works_on(by: Viewer, publication: Publication) -> bool:
    """The author, and the originator's focal points and deputies."""
    return bool(parts_of(by, publication) & {Part.AUTHOR, Part.ORIGINATOR})


def _is_live(publication: Publication) -> bool:
    return publication.kind == "alert" and publication.stage == Stage.PUBLISHED


def has_card(publication: Publication) -> bool:
    """Is a quick card made of it now? Never under a mark that leaves the portal in no form, nor of what expired."""
    live = publication.kind == "alert" and publication.stage == Stage.PUBLISHED
    return live and publication.marked.terms.leaves_the_portal and not publication.is_expired(clock.today())


def may_preview_card(by: Viewer, publication: Publication) -> bool:
    """Who works on a version sees the card of it before it is out, under the marks that have one."""
    return (
        isinstance(by, Person) and publication.kind == "alert" and publication.marked.terms.leaves_the_portal
    )


def may_take_card(by: Viewer, publication: Publication) -> bool:
    """Whoever reads it, signed in: it is set anew for each."""
    return isinstance(by, Person) and has_card(publication) and publication.is_visible_to(by)
