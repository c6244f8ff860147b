"""The personal-data gate: nothing goes out in which something was found that nobody has removed or justified."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Refused
from waypost.core.policies import only_the_clock
from waypost.gate.lists import known
from waypost.gate.refusing import check_words as check_words
from waypost.gate.refusing import personal
from waypost.gate.scan import findings
from waypost.people.models import Person
from waypost.publications.models import Justification, Publication, Version
from waypost.publications.models.gating import Found, bare, found_in, undecided
from waypost.publications.policies import may_justify, may_now


@action("publications.personal_data_justified", allowed=may_justify)
def justify(
    *, by: Person, publication: Publication, version: int, reasons: Mapping[str, str]
) -> list[Justification]:
    """Say why what was found in this version (by its digest) may stay: all of ``reasons``, or none. A later reason
    replaces an earlier one. The audit row says what kinds stand where, never what it is.
    """
    opened = _opened(by, publication, version)
    found = {each.digest: each for each in found_in(publication, opened)}
    if not reasons:
        raise Refused(_("Say why it may stay, or remove it."), because=_("Say why it may stay."))
    for digest, because in reasons.items():
        _check_reason(found.get(digest), because.strip())
    kept = [_kept(by, opened, found[digest], because.strip()) for digest, because in reasons.items()]
    places, kinds = ({row.place for row in kept}, {row.kind for row in kept})
    doors.note(version=version, place=", ".join(sorted(places)), kind=", ".join(sorted(kinds)))
    return kept


def _check_reason(found: Found | None, reason: str) -> None:
    if found is None:
        raise Refused(_("This sentence was changed meanwhile. Look at what stands there now."))
    if not reason:
        raise Refused(_("Say why it may stay, or remove it."), because=_("Say why it may stay."))
    check_words(because=reason)
    if bare(found.finding.text) in bare(reason):
        raise personal("because")


def _kept(by: Person, version: Version, found: Found, reason: str) -> Justification:
    row = Justification.unfiltered.filter(version=version.pk, digest=found.digest).first() or Justification(
        version_id=version.pk, place=found.place, kind=found.finding.kind.value, digest=found.digest
    )
    row.reason, row.by, row.at = reason, by, clock.now()
    row.save()
    return row


@action("publications.personal_data_found", allowed=only_the_clock)
def tell_found(*, by: Clockwork, publication: Publication, count: int) -> None:  # noqa: ARG001  the door asks who
    """Something is undecided in a file that readers may open already: its originator is told to look."""
    doors.note(count=count)


def look_through_published(publication: Publication) -> None:
    """The worker has read a file of what is published: tell where something in the item is undecided now."""
    live = publication.live_version()
    left = undecided(publication, live) if live is not None else []
    if left:
        tell_found(by=CLOCK, publication=publication, count=len(left))


def check_gate(publication: Publication, version: Version, *, place: str = "") -> None:
    """Raise Refused while something found in the version, or in the ``place`` of it, is undecided. Inside an action."""
    left = [each for each in undecided(publication, version) if each.place.startswith(place)]
    if left:
        raise Refused(
            ngettext(
                "Something in it may be personal data, and nobody has decided about it. "
                "Remove it, or say under “Personal data” why it may stay.",
                "%(n)s things in it may be personal data, and nobody has decided about them. "
                "Remove each, or say under “Personal data” why it may stay.",
                len(left),
            )
            % {"n": len(left)}
        )


def personal_among(sentences: Iterable[str]) -> set[str]:
    """Those of many sentences that hold personal data. Looked at in bundles: few of many have any."""
    shown, found, each_once = known(), set[str](), sorted(set(sentences))
    for at in range(0, len(each_once), _BUNDLE):
        bundle = each_once[at : at + _BUNDLE]
        if findings(_BETWEEN.join(bundle), shown):
            found |= {each for each in bundle if findings(each, shown)}
    return found


_BUNDLE = 200
_BETWEEN = "\n;\n"  # nothing that a finding reaches across


def check_many(name: str, sentences: Iterable[str]) -> None:
    """As ``check_words``, of many sentences of one field."""
    if personal_among(sentences):
        raise personal(name)


def _opened(by: Person, publication: Publication, number: int) -> Version:
    """The version this person may give reasons for now: the draft they write, or what readers see."""
    in_work, live = publication.in_work(), publication.live_version()
    if in_work is not None and in_work.number == number and may_now("edit", by, publication):
        return in_work
    if live is not None and live.number == number and may_now("translate", by, publication):
        return live
    raise Refused(_("Nothing can be justified here now. Take the version back, then give your reason."))
