"""Alerts and references as readers meet them: always from ``visible_to``."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.access.keys import ANYBODY, NOBODY, Viewer, viewer_given
from waypost.access.marked import SeenQuerySet
from waypost.access.marks import Mark
from waypost.alerts.models import (
    MOST_SHOWN,
    Alert,
    Line,
    Picture,
    Series,
    Specimen,
    Term,
    Vocabulary,
    genuine_previews,
    ids_holding,
    sharing_numbers,
)
from waypost.alerts.part import Finding, findings_of, for_the_card
from waypost.alerts.policies import may_preview_card, may_take_card
from waypost.alerts.shown import Pair, Shown, side_by_side
from waypost.alerts.vocabulary import Terms, terms
from waypost.core import clock
from waypost.core.compiled import Among, Compiled, Given
from waypost.publications.kinds import Readers
from waypost.publications.lists import Row, best_texts, columns, listed, rows_for
from waypost.publications.models import Publication, Version
from waypost.publications.states import Stage


def terms_of(vocabulary: Vocabulary) -> list[Term]:
    """Every word of one vocabulary, those that ended too."""
    return list(Term.objects.filter(vocabulary=vocabulary))


@dataclass(frozen=True)
class Sign:
    """A finding in the reader's words."""

    finding: Finding
    where: Any
    feature: Any
    technique: Any
    tool: Any

    @property
    def place(self) -> str:
        """Where to look, and at what."""
        return ", ".join(str(each) for each in (self.where, self.feature) if each)

    @property
    def line(self) -> str:
        return str(Line(self.finding.line).label)


@dataclass(frozen=True)
class Reading:
    """What the page of an alert or a reference shows of one version, for one viewer who sees it."""

    number: int  # of the version
    is_alert: bool
    frauds: list[Term]
    signs: list[Sign]
    genuine: list[Shown]
    false: list[Shown]
    details: list[Shown]
    series: list[Series]
    requests: list[Term]
    specimen: Specimen | None
    lent: list[Shown]  # the genuine pictures of that reference
    card: str  # the name of its address; empty where there is none

    def without_reference(self) -> "Reading":
        """As for those who do not see the genuine reference."""
        return replace(self, specimen=None, lent=[])

    @cached_property
    def pairs(self) -> list[Pair]:
        """Genuine and fraudulent pictures, side by side."""
        return side_by_side(self.genuine, self.false, self.lent)

    @cached_property
    def pictures(self) -> list[Shown]:
        """In the order in which they are looked at."""
        return [each for pair in self.pairs for each in pair if each is not None] + self.details

    @property
    def first_pictures(self) -> list[Shown]:
        """Those of the first view of a page: the first pair, most often."""
        return self.pictures[:FIRST_PICTURES]

    @property
    def more_pictures(self) -> list[Shown]:
        """Those that are fetched when somebody wants them: in other lights, of other places."""
        return self.pictures[FIRST_PICTURES:]

    @property
    def more_lights(self) -> str:
        return ", ".join(dict.fromkeys(each.light_said for each in self.more_pictures))

    @property
    def first_checks(self) -> list[Sign]:
        """What to look at first: as on the quick card, three of it."""
        chosen = for_the_card(each.finding for each in self.signs)
        ranked = sorted(chosen, key=lambda each: (each.line > 1, not each.decisive, each.n))[:3]
        return [each for each in self.signs if each.finding in ranked]

    @property
    def more_series(self) -> bool:
        return len(self.series) == MOST_SHOWN


FIRST_PICTURES = 2


def read(viewer: Viewer, publication: Publication, version: Version) -> Reading:
    """Five queries, whatever there is to show."""
    words, findings = terms(), tuple(findings_of(version.part))
    specimen = specimen_of(viewer, version.part)
    items = {version.pk: publication} | ({} if specimen is None else _lending([specimen]))
    pictures = _shown(viewer, items, findings)
    own = [each for each in pictures if not each.lent]
    part = version.part
    return Reading(
        number=version.number,
        is_alert=publication.kind == "alert",
        frauds=_words(words, Vocabulary.FRAUD, [part.get("fraud", ""), *part.get("frauds", [])]),
        signs=signs_of(version),
        genuine=[each for each in own if each.is_genuine],
        false=[each for each in own if each.role == Picture.Role.FALSE],
        details=[each for each in own if each.role in (Picture.Role.DETAIL, Picture.Role.PAIR)],
        series=series_of(viewer, version),
        requests=[
            words[key] for code in version.part.get("requests", []) if (key := ("request", code)) in words
        ],
        specimen=specimen,
        lent=[each for each in pictures if each.lent],
        card="card" if version.pk == publication.live_id and may_take_card(viewer, publication) else "",
    )


def read_as(
    viewer: Viewer, publication: Publication, version: Version, readers: Readers
) -> tuple[Reading, list[str]]:
    """What ``read`` will give these readers of a version that ``viewer`` works on. The genuine reference has readers of
    its own: it is left out where the rule shows it to none of them, and what they lack is said.
    """
    reading = read(viewer, publication, version)
    working = version.stage != Stage.PUBLISHED
    if readers is not None and working and may_preview_card(viewer, publication):
        reading = replace(reading, card="card_draft")
    if reading.specimen is None:
        return reading, []
    some, everybody = _seeing(reading.specimen, readers)
    if everybody:
        return reading, []
    said = _SOME_DO_NOT if some else _NONE_DO
    unseen = [said % {"reference": reading.specimen.reference}]
    return (reading if some else reading.without_reference()), unseen


def _seeing(specimen: Specimen, readers: Readers) -> tuple[bool, bool]:
    """Do some of these readers see it, and do all of them?"""
    if readers is None:
        seen = specimen.is_visible_to(NOBODY)
        return seen, seen
    seeing = Q(pk__in=specimen.people_who_can_see().order_by().values("pk"))
    return readers.filter(seeing).exists(), not readers.exclude(seeing).exists()


_NONE_DO = gettext_lazy("They do not see the genuine reference %(reference)s: their page does not name it.")
_SOME_DO_NOT = gettext_lazy(
    "Some of them do not see the genuine reference %(reference)s: their page does not name it."
)


def _lending(specimens: Iterable[Specimen]) -> dict[int, Publication]:
    """By the version that is out, the references whose pictures stand beside an alert: a withdrawn one lends none."""
    return {each.live_id: each for each in specimens if each.live_id and each.stage == Stage.PUBLISHED}


def _shown(viewer: Viewer, items: dict[int, Publication], findings: tuple[Finding, ...]) -> list[Shown]:
    """The pictures of these versions of items that the viewer was shown, the first item's own; the others lend what
    they show of the genuine document. One query.
    """
    words, own = terms(), next(iter(items), 0)
    found = [
        Shown(
            attachment=each.attachment,
            item=items[each.attachment.version_id],
            role=each.role,
            light=each.light,
            side=each.side,
            findings=findings,
            light_said=str(words.get(("light", each.light), each.light)),
            lent=each.attachment.version_id != own,
        )
        for each in _PICTURES(versions=list(items), **viewer_given(viewer))
    ]
    return [each for each in found if not each.lent or (each.is_genuine and not each.file.is_erased)]


def lent_by(viewer: Viewer, named: Iterable[str], version: Version) -> list[Shown]:
    """What of these references (their public ids), as far as the viewer sees them, the findings of a version may point
    at. Two queries.
    """
    found = Specimen.visible_to(viewer).filter(public_id__in=sorted(named))
    none: dict[int, Publication] = {0: Publication()}  # nothing of its own
    return _shown(viewer, none | _lending(found), tuple(findings_of(version.part)))


_PICTURES = Compiled(
    lambda versions: (
        Picture.visible_to(ANYBODY)
        .filter(Among("attachment__version", versions))
        .select_related("attachment__file")
        .order_by("role", "pk")
    )
)


def signs_of(version: Version) -> list[Sign]:
    """The findings of a version, in the reader's words."""
    words = terms()
    return [_sign(words, each) for each in findings_of(version.part)]


def _words(words: Terms, vocabulary: Vocabulary, codes: Iterable[str]) -> list[Term]:
    """The words behind these codes, each once."""
    return [words[key] for code in dict.fromkeys(codes) if (key := (vocabulary.value, code)) in words]


def _sign(words: Terms, finding: Finding) -> Sign:
    def word(vocabulary: Vocabulary, code: str) -> Any:
        return words.get((vocabulary.value, code), code)

    return Sign(
        finding,
        word(Vocabulary.LOCATION, finding.where),
        word(Vocabulary.FEATURE, finding.feature),
        word(Vocabulary.TECHNIQUE, finding.technique),
        word(Vocabulary.TOOL, finding.tool),
    )


def lines(viewer: Viewer, version: Version) -> list[str]:
    """The findings of a version, its genuine reference and its number series, each in one line."""
    said = [_said(each) for each in signs_of(version)]
    reference = specimen_of(viewer, version.part)
    if reference is not None:
        said.append(f"{_('Genuine reference')}: {reference.reference}")
    return said + [
        f"{each.shown_first} – {each.shown_last}: {each.get_kind_display()}"
        for each in series_of(viewer, version)
    ]


def _said(sign: Sign) -> str:
    told = (
        (_("Genuine"), sign.finding.expected.text),
        (_("Fraudulent"), sign.finding.observed.text),
        (_("Checked with"), str(sign.tool)),
    )
    parts = "; ".join(f"{label}: {text}" for label, text in told if text)
    return f"{sign.finding.n}. {sign.place}. {parts}"


def series_of(viewer: Viewer, version: Version) -> list[Series]:
    """The series of a version, the beginning of a long list. One query."""
    rows = Series.visible_to(viewer).filter(version=version.pk).order_by("prefix", "first", "pk")
    return list(rows[:MOST_SHOWN])


def specimen_of(viewer: Viewer, part: dict[str, Any]) -> Specimen | None:
    """The genuine reference an alert points at, if this viewer may see it."""
    named = part.get("specimen", "")
    return Specimen.visible_to(viewer).filter(public_id=named).first() if named else None


def references_for(viewer: Viewer, part: dict[str, Any]) -> list[tuple[str, str]]:
    """(public id, words) of the genuine references an alert may be compared with: the newest that the viewer sees
    of its issuer, those of its document first, and the one it names already. Of no issuer: of any. Two queries.
    """
    named, issuer = part.get("specimen", ""), part.get("issuer", "")
    fitting = Q(issuer=issuer) | Q(public_id=named) if issuer else Q()
    same = Case(When(document=part.get("document", ""), then=0), default=1)
    found = Specimen.visible_to(viewer).filter(fitting, stage=Stage.PUBLISHED)
    rows = list(
        found.order_by(Case(When(public_id=named, then=0), default=1), same, "-published_at", "-pk")[
            :MOST_ALERTS
        ]
    )
    texts = best_texts(viewer, [each.live_id for each in rows if each.live_id])
    return [
        (each.public_id, f"{each.reference} · {texts[each.live_id].title}")
        for each in rows
        if each.live_id in texts
    ]


def series_with(viewer: Viewer, number: str) -> list[Series]:
    """The series of live versions that hold this (normalised) number, as far as the viewer may see them."""
    return series_with_any(viewer, [number])


def series_with_any(viewer: Viewer, numbers: list[str]) -> list[Series]:
    """Those that hold one of these numbers; of what was withdrawn none does, for its author either.

    Two queries, whether any holds one or not: what is there is found by its drawers, and asked next is which of it this
    viewer may see. Asked of nothing too, so that nobody learns from the time it takes that there is something.
    """
    return _HOLDING(series=[0, *ids_holding(numbers)], **viewer_given(viewer))


_HOLDING = Compiled(
    lambda series: (
        Series.visible_to(ANYBODY)
        .filter(
            Among("pk", series),
            version=F("version__publication__live"),
            version__publication__stage=Stage.PUBLISHED,
        )
        .select_related("version__publication")
        .order_by("pk")
    )
)


MOST_COMPARED = 200  # series of a draft, typed ones first


def alike(viewer: Viewer, publication: Publication, version: Version) -> list[Row]:
    """The other published alerts on the same issuer and type of document with a number in common with this version's
    series, as far as the viewer may see them: perhaps one of them is to be updated instead.
    """
    issuer, document = version.part.get("issuer", ""), version.part.get("document", "")
    series = Series.visible_to(viewer).filter(version=version.pk).order_by("imported", "pk")
    mine = list(series.values_list("pk", flat=True)[:MOST_COMPARED]) if issuer and document else []
    if not mine:
        return []
    theirs = sharing_numbers(mine).filter(version=OuterRef("live"))
    found = Alert.visible_to(viewer).filter(
        Exists(theirs), stage=Stage.PUBLISHED, issuer=issuer, document=document
    )
    others = found.exclude(pk=publication.pk).order_by("-published_at")
    return rows_for(viewer, others.select_related("originator")[:MOST_ALERTS])


MOST_ALERTS = 20


def alerts_about(viewer: Viewer, issuer: str, document: str) -> list[Row]:
    """The valid alerts about an issuer's documents, those about this type first, then the newest. Three queries more
    than one for their words.
    """
    given = {"issuer": issuer, "document": document, "on": clock.today(), **viewer_given(viewer)}
    return rows_for(viewer, listed(_ABOUT(**given)))


def newest_alert(viewer: Viewer) -> datetime | None:
    """When the newest alert was published that the viewer may see: how old what the check knows is."""
    return _NEWEST.first(on=clock.today(), **viewer_given(viewer))


def _valid(on: Given) -> SeenQuerySet[Alert]:
    """For a compiled query: the published alerts that have not expired."""
    return Alert.visible_to(ANYBODY).filter(Publication.still_valid(on), stage=Stage.PUBLISHED)


def _about(issuer: Given, document: Given, on: Given) -> QuerySet[Any, tuple[Any, ...]]:
    same = Case(When(document=document, then=0), default=1)
    return columns(_valid(on).filter(issuer=issuer).order_by(same, "-published_at", "-pk")[:MOST_ALERTS])


def with_cards(viewer: Viewer, alerts: set[int]) -> frozenset[int]:
    """Of these alerts, those that a quick card is made of for whoever reads them (``policies.has_card`` of a row of a
    list), and that none replaces. One query.
    """
    given = {"alerts": sorted(alerts), "on": clock.today(), **viewer_given(viewer)}
    return frozenset(_WITH_CARDS(**given)) if alerts else frozenset()


_LEAVING = [mark for mark in Mark if mark.terms.leaves_the_portal]
_WITH_CARDS = Compiled(
    lambda alerts, on: (
        _valid(on)
        .filter(Among("pk", alerts), mark__in=_LEAVING, superseded_by__isnull=True)
        .values_list("pk", flat=True)
    )
)
_ABOUT = Compiled(_about)
_NEWEST = Compiled(lambda on: _valid(on).order_by("-published_at").values_list("published_at", flat=True)[:1])


@dataclass(frozen=True)
class Pictured:
    """An issuer and a type of document that the viewer sees alerts about, and a picture of the genuine one."""

    issuer: Any
    document: Any
    count: int
    publication: str
    attachment: str


def pictured(viewer: Viewer) -> list[Pictured]:
    """What the check opens on: by issuer and type, how many valid alerts there are. Two queries."""
    rows = _PICTURED(on=clock.today(), **viewer_given(viewer))
    genuine = genuine_previews([live for *_about, live in rows])
    words, found = terms(), dict[tuple[str, str], list[tuple[str, str]]]()
    for issuer, document, public_id, live in rows:
        found.setdefault((issuer, document), []).append((public_id, genuine.get(live, "")))
    return [
        Pictured(
            words.get(("issuer", issuer), issuer),
            words.get(("document", document), document),
            len(each),
            *next((pair for pair in each if pair[1]), each[0]),
        )
        for (issuer, document), each in found.items()
    ]


MOST_PICTURED = 1000
_PICTURED = Compiled(
    lambda on: (
        _valid(on)
        .exclude(issuer="")
        .order_by("issuer", "document", "-published_at")
        .values_list("issuer", "document", "public_id", "live")[:MOST_PICTURED]
    )
)
