"""What an alert or a reference has to have before it goes out, and what the second person answers for."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.access.keys import Audience, key, people_with
from waypost.alerts.models import Picture, Redaction, Series, Term
from waypost.alerts.part import findings_of
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.places.models import Member
from waypost.publications.models import Attachment, Publication, Version
from waypost.publications.reaching import told


def check_alert(publication: Publication, version: Version) -> None:
    """Raise Refused unless the alert says which document, what is wrong with it, and shows nobody."""
    _check_document(version.part)
    if not version.part.get("fraud"):
        raise Refused(_("Say on the first page which kind of fraud it is."), fraud=_("Choose one."))
    findings = findings_of(version.part)
    if not findings:
        raise Refused(_("No finding is written. Say on the page “Findings” by what the fraud is recognised."))
    bare = next((each for each in findings if not each.expected or not each.observed), None)
    if bare is not None:
        raise Refused(
            _("Finding %(n)d does not say what is genuine and what is fraudulent. Write both.")
            % {"n": bare.n}
        )
    _check_pictures(version)
    _check_series(publication, version)
    _check_issuer_reads(publication, version.part)


def check_specimen(publication: Publication, version: Version) -> None:  # noqa: ARG001  the seam gives both
    """Raise Refused unless the reference says which document it is and shows specimens only."""
    _check_document(version.part)
    _check_pictures(version)


def ticks(publication: Publication, version: Version) -> dict[str, Any]:
    """What the second person answers for: nothing in the pictures points to a holder, and why an issuing state is not
    told of its own documents.
    """
    asked = {}
    if Picture.unfiltered.filter(attachment__version=version.pk).exists():
        asked["redaction"] = (
            _("The pictures show a specimen: no name, number or face of a real person.")
            if publication.kind == "specimen"
            else _("I have looked at every picture: no name, number, face or code of a holder can be read.")
        )
    if version.part.get("without_issuer"):
        asked["without_issuer"] = _(
            "The issuing state's organisations do not read this, because: “%(reason)s”"
        ) % {"reason": version.part["without_issuer"]}
    return asked


def _check_document(part: dict[str, Any]) -> None:
    if not part.get("issuer") and not part.get("issuer_printed"):
        raise Refused(
            _("Say on the first page whose document it is: the issuer, or what is printed as one."),
            issuer=_("Choose one."),
        )
    if not part.get("document"):
        raise Refused(_("Say on the first page which type of document it is."), document=_("Choose one."))


def _check_pictures(version: Version) -> None:
    """Every picture was looked at with a view to what it gives away, and says what it shows."""
    shown = Attachment.unfiltered.filter(version=version.pk).select_related("file").order_by("pk")
    pictures = [each for each in shown if each.file.kind.family == "image"]
    redacted = set(
        Redaction.objects.filter(file__in=[each.file_id for each in pictures]).values_list("file", flat=True)
    )
    placed = set(
        Picture.unfiltered.filter(attachment__in=[each.pk for each in pictures]).values_list(
            "attachment", flat=True
        )
    )
    for each in pictures:
        if each.file_id not in redacted:
            raise Refused(
                _("“%(name)s” was not redacted. Cover what points to a holder, on the page “Pictures”.")
                % {"name": each.file.name}
            )
        if each.pk not in placed:
            raise Refused(
                _(
                    "Say on the page “Pictures” whether “%(name)s” shows the genuine or the fraudulent document."
                )
                % {"name": each.file.name}
            )


def _check_series(publication: Publication, version: Version) -> None:
    """Only the issuer declares its own blanks stolen, its documents lost or a series never issued."""
    declared = Series.unfiltered.filter(version=version.pk, kind__in=Series.DECLARED)
    if set(declared.values_list("issuer", flat=True).distinct()) - own_issuers(publication):
        raise Refused(NOT_YOURS, kind=_("Not yours to declare."))


NOT_YOURS = gettext_lazy(
    "Only the issuing state's own organisation can declare a series stolen, lost or never issued. "
    "Say “numbers seen on counterfeits”."
)


def own_issuers(publication: Publication) -> frozenset[str]:
    """The codes under which the originator's member issues documents: of these it may declare series."""
    own = Term.objects.filter(vocabulary="issuer", member_key=publication.originator.member.key)
    return frozenset(own.values_list("code", flat=True))


def _check_issuer_reads(publication: Publication, part: dict[str, Any]) -> None:
    """The issuing state's organisations are among the readers, unless the author says why not."""
    if part.get("without_issuer"):
        return
    inside = _of_the_issuer(publication, part)
    theirs = set(inside.values_list("acting_as__post__organisation", flat=True)) - {publication.originator_id}
    reached = told(publication).filter(pk__in=inside.values("pk"))
    left = theirs - set(reached.values_list("acting_as__post__organisation", flat=True))
    if left:
        raise Refused(
            _(
                "The issuing state's organisations would not read this. Release it to them on the page "
                "“Who sees it”, or say on the first page why not."
            ),
            without_issuer=_("Say why not."),
        )


def _of_the_issuer(publication: Publication, part: dict[str, Any]) -> QuerySet[Person]:
    """The active persons of the issuing state's organisations in the network of the item."""
    term = Term.objects.filter(vocabulary="issuer", code=part.get("issuer") or "-").first()
    member = Member.objects.filter(key=term.member_key).first() if term and term.member_key else None
    if member is None:
        return Person.objects.none()
    return Person.objects.active().filter(
        people_with({key(Audience.MEMBER, member.pk, publication.network_id)})
    )
