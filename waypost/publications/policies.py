"""Who may do what to a publication: the parts a person has in it, looked up in the state table. Pure questions."""

from collections.abc import Callable

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.access.marks import Mark
from waypost.people.models import Network, Organisation, Post
from waypost.publications.kinds import kind_of
from waypost.publications.models import SPEAKING, Addressee, Publication, Urgency
from waypost.publications.states import STEPS, Part, Stage, step


def parts_of(by: Viewer, publication: Publication) -> frozenset[Part]:
    """Every part this viewer has in the publication, judged now. A stranger has none but that."""
    parts = set()
    if _is_author(by, publication):
        parts.add(Part.AUTHOR)
    if publication.author_id != by.pk and publication.approver_key() in keys_of(by):
        parts.add(
            Part.APPROVER
        )  # of a version this person began too: approving it is refused with a sentence
    if _is_originator(by, publication):
        parts.add(Part.ORIGINATOR)
    if publication.is_visible_to(by) and publication.stage in (Stage.PUBLISHED, Stage.WITHDRAWN):
        parts.add(Part.READER)
        if answers(by, publication):
            parts.add(Part.ANSWERER)
    return frozenset(parts or {Part.STRANGER})


def may(act: str) -> Callable[[Viewer, Publication], bool]:
    """The policy of one act of the state table."""

    def policy(by: Viewer, publication: Publication) -> bool:
        return may_now(act, by, publication)

    policy.__name__ = f"may_{act}"
    return policy


def may_now(act: str, by: Viewer, publication: Publication) -> bool:
    """May ``by`` do ``act`` as things stand? The version asked about is the one in work."""
    in_work = publication.in_work()
    found = step(act, head=Stage(publication.stage), version=Stage(in_work.stage) if in_work else None)
    return found is not None and bool(parts_of(by, publication) & found.parts)


def acts_now(by: Viewer, publication: Publication) -> set[str]:
    """Every act of the table this viewer may do now: what the page offers."""
    parts, in_work = parts_of(by, publication), publication.in_work()
    head, version = Stage(publication.stage), Stage(in_work.stage) if in_work else None
    return {each.act for each in STEPS if each.fits(head, version) and parts & each.parts}


def could(act: str, by: Viewer, publication: Publication) -> bool:
    """Has ``by`` the part that ``act`` wants, if not perhaps the right stage: somebody who comes too late, not one who
    has no business there.
    """
    wanted = frozenset().union(*(each.parts for each in STEPS if each.act == act))
    return bool(parts_of(by, publication) & wanted)


# They read and check what others share: a learner, a donor officer and an auditor have nothing to publish.
READS_ONLY = (Post.Role.LEARNER, Post.Role.DONOR, Post.Role.AUDITOR)


def may_start(by: Viewer, organisation: Organisation | None) -> bool:
    """An active member whose post is not for reading only may draft for the organisation they act for."""
    own = organisation is not None and by.organisation is not None and by.organisation.pk == organisation.pk
    return own and by.is_active_member() and not by.has_role(*READS_ONLY)


def may_start_in(by: Viewer, network: Network) -> bool:
    return key(Audience.NETWORK, network.pk) in keys_of(by)


def may_publish_alone(by: Viewer, publication: Publication) -> bool:
    """An urgent item of a kind that cannot wait: who wrote it and approves for the originator publishes it at once, and
    another person checks it afterwards. Never under STRICT or RED.
    """
    in_work = publication.in_work()
    return (
        kind_of(publication.kind).alone_for is not None
        and publication.urgency == Urgency.URGENT
        and publication.mark <= Mark.AMBER
        and in_work is not None
        and in_work.author_id == by.pk
        and may_now("publish_alone", by, publication)
        and Part.ORIGINATOR in parts_of(by, publication)
    )


def may_check_second(by: Viewer, publication: Publication) -> bool:
    """What one person published is checked by another: neither of those who wrote it."""
    live = publication.live_version()
    return (
        live is not None
        and live.waits_for_check
        and by.pk not in (publication.author_id, live.author_id)
        and may_now("second_check", by, publication)
    )


def may_make_public(by: Viewer, publication: Publication) -> bool:
    """CLEAR only, and never an author, of the item or of the live version: the public decision is a second person's."""
    live = publication.live_version()
    not_author = by.pk not in (publication.author_id, live.author_id if live else None)
    return (
        publication.mark == Mark.CLEAR
        and not publication.public_at
        and not (live is not None and live.waits_for_check)
        and not_author
        and may_now("make_public", by, publication)
    )


def may_ask_wider(by: Viewer, publication: Publication) -> bool:
    return could_be_wider(by, publication) and may_now("ask_wider", by, publication)


def could_be_wider(by: Viewer, publication: Publication) -> bool:
    """Readers ask where the mark stops somewhere and the originator is somebody else."""
    own = by.organisation is not None and by.organisation.pk == publication.originator_id
    return publication.mark >= Mark.AMBER and not own


def may_report_use(by: Viewer, publication: Publication) -> bool:
    """Who speaks for another organisation that reads it, under RED whoever it was released to, tells the originator."""
    live = publication.stage == Stage.PUBLISHED and by.is_active_member()
    if not live or by.organisation is None or by.organisation.pk == publication.originator_id:
        return False
    return (publication.mark == Mark.RED or by.has_role(*SPEAKING)) and publication.is_visible_to(by)


def may_read(by: Viewer, publication: Publication) -> bool:
    return publication.is_visible_to(by)


def may_see_board(by: Viewer, publication: Publication) -> bool:
    """Those who work on the item, and, not under STRICT and RED, those who run its network."""
    if parts_of(by, publication) & {Part.AUTHOR, Part.APPROVER, Part.ORIGINATOR}:
        return True
    return _runs_network(by, publication)


def may_remind(by: Viewer, publication: Publication) -> bool:
    """Whoever asked, and whoever runs the network: of those who read the board all but an approver from elsewhere."""
    if parts_of(by, publication) & {Part.AUTHOR, Part.ORIGINATOR}:
        return True
    return _runs_network(by, publication)


def _runs_network(by: Viewer, publication: Publication) -> bool:
    runs = key(Audience.SECRETARIAT, 0, publication.network_id) in keys_of(by)
    return runs and publication.mark <= Mark.AMBER and publication.is_visible_to(by)


def may_erase_file(by: Viewer, publication: Publication) -> bool:
    """The author, and the originator's focal points, once nobody else reads it any more."""
    withdrawn = publication.stage == Stage.WITHDRAWN
    return withdrawn and bool(parts_of(by, publication) & {Part.AUTHOR, Part.ORIGINATOR})


def may_justify(by: Viewer, publication: Publication) -> bool:
    """Who writes the draft, or may change what readers of the published item see, says why something may stay."""
    return may_now("edit", by, publication) or may_now("translate", by, publication)


def may_search(by: Viewer, _in_vain: bool) -> bool:
    """Members' searches are counted. Visitors may search too, but anybody could raise their number."""
    return by.is_active_member()


def answers(by: Viewer, publication: Publication) -> bool:
    """May ``by`` acknowledge: under RED the addressed person, else a focal point or deputy of an addressed
    organisation.
    """
    if publication.mark == Mark.RED:
        return Addressee.visible_to(by).filter(version=publication.live_id, person=by.pk).exists()
    organisation = by.organisation
    if organisation is None or organisation.pk == publication.originator_id:
        return False
    return key(Audience.APPROVERS, organisation.pk, publication.network_id) in keys_of(by)


def _is_author(by: Viewer, publication: Publication) -> bool:
    """The item's author, or whoever began the version in work, while still acting for the originator."""
    own = key(Audience.ORGANISATION, publication.originator_id, publication.network_id)
    if own not in keys_of(by):
        return False
    if by.pk == publication.author_id:
        return True
    in_work = publication.in_work()
    return in_work is not None and in_work.author_id == by.pk


def _is_originator(by: Viewer, publication: Publication) -> bool:
    if publication.mark == Mark.RED:
        return False
    return key(Audience.APPROVERS, publication.originator_id, publication.network_id) in keys_of(by)
