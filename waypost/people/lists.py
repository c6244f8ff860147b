"""The directory by need: whom a person may find, and how they look for them.

The own organisation, the Organizational Focal Points of the networks one belongs to, and duty posts. The secretariat
also finds the mission focal points it runs the network with. Nobody has a list of everybody.
"""

from datetime import timedelta
from typing import Protocol

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from waypost.core import clock
from waypost.core.compiled import Among, Compiled
from waypost.people.models import (
    Endorsement,
    Invitation,
    Network,
    Organisation,
    Person,
    Post,
    Referral,
    Tenure,
)
from waypost.people.models.posts import GRACE, current
from waypost.people.policies import GOVERNS, OFFICIALS
from waypost.places.models import Member

ROWS_A_PAGE = 20
ROWS_OF_A_REVIEW = 50  # an organisation on one page, within what one may read of the directory in an hour
LETTERS_TO_SEARCH = 2
VOUCHED_AGAIN_WITHIN = timedelta(days=60)

Role = Post.Role


class Viewer(Protocol):
    """Who looks: a Person, or the signed-out visitor in its place."""

    @property
    def pk(self) -> int | None: ...

    @property
    def organisation(self) -> Organisation | None: ...

    @property
    def role(self) -> str: ...

    def networks(self) -> list[int]: ...


def entries_visible_to(viewer: Viewer) -> QuerySet[Tenure]:
    """The directory's entries for this viewer: who holds which post now. The one place the rule is written."""
    networks, organisation = viewer.networks(), viewer.organisation
    if not networks or organisation is None:
        return Tenure.objects.none()
    today = clock.today()
    endorsed = Endorsement.objects.filter(current(today), tenure=OuterRef("pk"), network__in=networks)
    across = (
        {Role.FOCAL_POINT, Role.MISSION_FOCAL_POINT}
        if viewer.role == Role.SECRETARIAT
        else {Role.FOCAL_POINT}
    )
    found = Tenure.objects.filter(
        current(today), Q(post__organisation=organisation) | Q(Exists(endorsed), post__role__in=across)
    )
    stands = Q(person__suspended_at=None, person__second_factor=True)
    found = found.filter(stands | _governed(viewer) if isinstance(viewer, Person) else stands)
    return found.select_related("person", "post__organisation__member").order_by("person__sort_key", "pk")


def persons_visible_to(viewer: Viewer) -> QuerySet[Person]:
    """The persons whose page this viewer may open: those of the entries, and oneself."""
    entries = entries_visible_to(viewer).order_by()
    return Person.objects.filter(Q(pk__in=entries.values("person")) | Q(pk=viewer.pk))


def held_as_known_to(by: Person, organisation: Organisation) -> QuerySet[Tenure]:
    """Who holds which post in an organisation, as far as ``by`` may know: as the directory shows it, and to those in
    charge of the post, where a word ever put its holder into a network of theirs.
    """
    entries = entries_visible_to(by).order_by().values("pk")
    together = Endorsement.objects.filter(tenure=OuterRef("pk"), network__in=by.networks())
    known = Q(pk__in=entries) | (_governed(by) & Q(Exists(together)))
    return Tenure.objects.filter(known, current(clock.today()), post__organisation=organisation)


def to_vouch_again(by: Person, *, whole: bool = False) -> QuerySet[Tenure]:
    """Holders of posts ``by`` is in charge of whose last voucher's word ends soon (``last_day``), or has ended; or, for
    a review of the ``whole``, all of them. Not for the secretariat, whose whole is everybody.
    """
    soon = clock.today() + VOUCHED_AGAIN_WITHIN
    found = Tenure.objects.filter(_governed(by), current(clock.today())).exclude(person=by.pk)
    found = found.annotate(last_day=Max("endorsements__until")).filter(last_day__isnull=False)
    if not (whole and reviews_the_whole(by)):
        found = found.filter(last_day__lte=soon)
    return found.select_related("person", "post__organisation__member").order_by(
        "last_day", "person__sort_key", "pk"
    )


def reviews_the_whole(by: Person) -> bool:
    """Whoever is in charge of one organisation, or of the focal points of some members."""
    return by.role in {Role.FOCAL_POINT, Role.MISSION_FOCAL_POINT}


def orphans(by: Person) -> QuerySet[Tenure]:
    """Holders of posts whose word is orphaned and whom ``by`` may take over: ``last_day`` is when their access ends.

    A word is orphaned when its giver stands no longer and no other word follows upon it.
    """
    today = clock.today()
    following = Endorsement.objects.filter(
        tenure=OuterRef("tenure"),
        network=OuterRef("network"),
        since__lte=OuterRef("until"),
        until__gt=OuterRef("until"),
    )
    words = Endorsement.objects.filter(
        ~Exists(following), until__lt=F("given_until"), until__gt=today, until__lte=today + GRACE
    ).filter(network__in=by.networks())
    held = Tenure.objects.filter(_taken_over_by(by), current(today), pk__in=words.values("tenure"))
    held = held.exclude(person=by.pk).annotate(
        last_day=Min("endorsements__until", filter=Q(endorsements__in=words))
    )
    return held.select_related("person", "post__organisation__member").order_by(
        "last_day", "person__sort_key", "pk"
    )


def any_orphaned(by: Person) -> bool:
    """Whether any word of these networks is orphaned at all: cheap to know, and mostly none is."""
    today = clock.today()
    return bool(_ORPHANED(networks=by.networks(), today=today, latest=today + GRACE))


_ORPHANED = Compiled(
    lambda networks, today, latest: Endorsement.objects.filter(
        Among("network", networks), until__lt=F("given_until"), until__gt=today, until__lte=latest
    ).values_list("pk")[:1]
)


def provisional(by: Person) -> QuerySet[Tenure]:
    """Holders of posts ``by`` is in charge of who only read as yet, whose month ends first before the others.

    ``own_word``: ``by`` vouched, so somebody else confirms; ``shared``: they are in a network together; ``beyond``:
    they are in one ``by`` is not in (``policies.may_confirm_member`` and ``may_end_post``, as columns).
    """
    today = clock.today()
    words = Endorsement.objects.filter(current(today), tenure=OuterRef("pk"))
    found = Tenure.objects.filter(_governed(by), current(today), provisional_until__gt=today)
    found = found.exclude(person=by.pk).annotate(
        own_word=Exists(words.filter(vouched_by=by.pk)),
        shared=Exists(words.filter(network__in=by.networks())),
        beyond=Exists(words.exclude(network__in=by.networks())),
    )
    return found.select_related("person", "post__organisation__member").order_by(
        "provisional_until", "person__sort_key", "pk"
    )


def _taken_over_by(by: Person) -> Q:
    """The tenures somebody may take over (``policies.takes_over``, as a condition)."""
    if by.role == Role.DEPUTY and by.organisation is not None and by.is_active_member():
        return Q(post__organisation=by.organisation, post__role__in=OFFICIALS)
    return _governed(by)


def _governed(by: Person) -> Q:
    """The tenures in charge of whose post somebody is (``policies.is_in_charge``, as a condition)."""
    tenure = by.tenure
    if tenure is None or not by.is_active_member():
        return Q(pk=None)
    roles = Q(post__role__in=GOVERNS.get(by.role, ()))
    if by.role == Role.FOCAL_POINT:
        return roles & Q(post__organisation=tenure.post.organisation_id)
    if by.role == Role.MISSION_FOCAL_POINT:
        return roles & Q(post__organisation__member__in=tenure.post.covers.values("pk"))
    return roles


def posts_written_to(organisation: Organisation) -> QuerySet[Post]:
    """The posts others write to: with a mailbox, or such as should have one. For those who keep the mailboxes."""
    found = Post.objects.filter(
        Q(on_duty=True) | Q(role__in=_WRITTEN_TO) | ~Q(mailbox=""), organisation=organisation
    )
    return found.order_by("-on_duty", "title_en", "pk")


_WRITTEN_TO = [*Post.APPROVING, Role.MISSION_FOCAL_POINT, Role.SECRETARIAT]


def duty_posts(viewer: Viewer) -> QuerySet[Post]:
    """Whom members call, whatever the hour: every duty post with a telephone. By member and organisation."""
    if not viewer.networks() or viewer.organisation is None:
        return Post.objects.none()
    return _on_duty().order_by("organisation__member__name_en", "organisation__name_en", "title_en")


def duty_post_of(viewer: Viewer, organisation: int) -> Post | None:
    """Whom members call there, if anybody."""
    return _DUTY_POST.first(organisation=organisation) if viewer.networks() and viewer.organisation else None


def _on_duty() -> QuerySet[Post]:
    return Post.objects.filter(on_duty=True).exclude(phone="").select_related("organisation__member")


_DUTY_POST = Compiled(
    lambda organisation: _on_duty().filter(organisation=organisation).order_by("title_en", "pk")[:1]
)


def programmes_of(by: Person) -> QuerySet[Network]:
    """The programmes into which somebody may invite participants, if they may invite any."""
    return Network.objects.filter(pk__in=by.networks(), is_programme=True)


def invitations_visible_to(by: Person) -> QuerySet[Invitation]:
    """What one made, and what concerns the own organisation if one approves or invites there; never one's own
    invitation to a post. Of new ways in: one's own once it is confirmed, and for the secretariat all.
    """
    renewals = Q(purpose=Invitation.Purpose.RENEWAL)
    concern = Q(invited_by=by)
    if by.organisation is not None and by.networks() and by.role in {*GOVERNS, *Post.APPROVING}:
        concern |= Q(organisation=by.organisation)
    if by.has_role(Role.SECRETARIAT) and by.is_active_member():
        today = clock.today()
        elsewhere = Endorsement.objects.filter(
            current(today), current(today, "tenure__"), tenure__person=OuterRef("person")
        ).exclude(network__in=by.networks())
        concern |= (renewals | Q(secret_hash=None)) & ~Q(Exists(elsewhere))
    if by.tenure is not None and by.has_role(Role.MISSION_FOCAL_POINT) and by.is_active_member():
        covered = by.tenure.post.covers.values("pk")
        concern |= Q(purpose=Invitation.Purpose.POST, secret_hash=None, organisation__member__in=covered)
    own = renewals & Q(person=by, secret_hash__isnull=False, used_at=None, withdrawn_at=None)
    found = Invitation.objects.filter((concern & ~Q(person=by)) | own)
    return found.select_related("person", "organisation__member", "invited_by", "vouching").order_by("-at")


def renewals_to_stop(by: Person) -> QuerySet[Invitation]:
    """New ways in that were confirmed and that this person could still stop."""
    waiting = invitations_visible_to(by).filter(
        purpose=Invitation.Purpose.RENEWAL, secret_hash__isnull=False, used_at=None, withdrawn_at=None
    )
    return waiting.filter(expires_at__gt=clock.now())


def members_to_call(viewer: Viewer) -> QuerySet[Member]:
    """The members that have somebody to call."""
    return Member.objects.filter(pk__in=duty_posts(viewer).order_by().values("organisation__member"))


def referrals(viewer: Viewer, member: Member | None) -> list[Referral]:
    """Whom to call for protection in a member, by need. For active members of any network."""
    if member is None or not viewer.networks() or viewer.organisation is None:
        return []
    return list(Referral.objects.filter(member=member))


def members_to_refer(viewer: Viewer) -> QuerySet[Member]:
    """The members that have entered whom to call for protection."""
    if not viewer.networks() or viewer.organisation is None:
        return Member.objects.none()
    return Member.objects.filter(pk__in=Referral.objects.order_by().values("member"))


def missions_covering(member: Member) -> QuerySet[Organisation]:
    """The missions whose focal point covers this member now."""
    held = Tenure.objects.filter(current(clock.today()), post__role=Role.MISSION_FOCAL_POINT)
    return Organisation.objects.filter(pk__in=held.filter(post__covers=member).values("post__organisation"))


def search(entries: QuerySet[Tenure], words: str) -> QuerySet[Tenure]:
    """Entries with every word in the person's name, the post's title or the organisation's name."""
    for word in words.split():
        entries = entries.filter(
            Q(person__name_latin__icontains=word)
            | Q(person__name_native__icontains=word)
            | Q(post__title_en__icontains=word)
            | Q(post__title_th__icontains=word)
            | Q(post__organisation__name_en__icontains=word)
            | Q(post__organisation__name_th__icontains=word)
        )
    return entries


def long_enough(words: str) -> bool:
    """Has every word at least two letters or digits? One letter would list the directory."""
    found = words.split()
    return bool(found) and all(sum(char.isalnum() for char in word) >= LETTERS_TO_SEARCH for word in found)
