"""Asking in tests, by the room's own actions: ``asked(cast, Mark.AMBER, cast.coast)``."""

from typing import Any

from tests.cast import Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.notices.models import Notice
from waypost.people.models import Organisation, Person
from waypost.publications.tests.sharing import tell_all
from waypost.requests.actions import answering, asking
from waypost.requests.actions.asking import Draft
from waypost.requests.models import Answer, Request
from waypost.requests.outlines import Kind

WORDS = {"title": "Is this stamp genuine?", "text": "We saw a round stamp of the series K. Is it yours?"}


def keys(cast: Cast, *whom: Organisation | Person) -> frozenset[int]:
    return frozenset(
        key(Audience.PERSON, each.pk)
        if isinstance(each, Person)
        else key(Audience.ORGANISATION, each.pk, cast.regional.pk)
        for each in whom
    )


def drafted(
    cast: Cast,
    mark: Mark = Mark.AMBER,
    *whom: Organisation | Person,
    by: Person | None = None,
    kind: Kind = Kind.DOCUMENT,
    **words: Any,
) -> Request:
    """The focal point's draft; of ``by``, where somebody else writes it."""
    author = by or cast.focal_point
    assert author.organisation is not None
    made = asking.start(by=author, organisation=author.organisation, network=cast.regional, kind=kind)
    draft = Draft(**{**WORDS, **words}, mark=mark, asked=keys(cast, *whom))
    return asking.write(by=author, request=made, revision=1, draft=draft)


def asked(cast: Cast, mark: Mark = Mark.AMBER, *whom: Organisation | Person, **draft: Any) -> Request:
    """Asked of ``whom``: the coast guard, under RED its focal point, where nobody is named."""
    named = whom or ((cast.coast_focal_point,) if mark == Mark.RED else (cast.coast,))
    made = drafted(cast, mark, *named, **draft)
    return asking.ask(by=draft.get("by") or cast.focal_point, request=made, revision=2)


def answered(by: Person, request: Request, text: str = "Yes.", *, on: int = 0, **given: Any) -> Answer:
    return answering.answer(
        by=by, request=fresh(request), opened_on=on, text=text, **{"outcome": "answered", **given}
    )


def fresh(request: Request) -> Request:
    return Request.unfiltered.get(pk=request.pk)


def told(kind: str) -> set[str]:
    """The addresses, before the @, of everybody who has a notice of this kind."""
    tell_all()
    found = Notice.objects.filter(kind=f"requests.{kind}").values_list("person__email", flat=True)
    return {email.partition("@")[0].replace("-", "_") for email in found}
