"""What the portal holds about one member, for that member: what the page shows and the file carries.

Only rows about the person, in the portal's words; of what they shared or read, references, never content.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from waypost.alerts.models import DrillAnswer
from waypost.groups.models import Message, Thread
from waypost.network.models import Nomination
from waypost.notices.models import Notice
from waypost.people.happened import lately
from waypost.people.models import Endorsement, Invitation, Person, RememberedDevice, Seat, Tenure
from waypost.people.signin import factors
from waypost.publications.models import Acknowledgement, Opening, Publication, Use
from waypost.publications.search.following import kept_of
from waypost.requests.models import Answer, Request
from waypost.training.lists.certificates import own_certificates
from waypost.training.lists.enrolment import courses_of
from waypost.training.models import (
    Assessment,
    Demonstration,
    Participation,
    Rubric,
    Side,
    Sitting,
    TrainerEntry,
)

MOST = 500  # rows of one part


@dataclass(frozen=True)
class Part:
    """One part of it: its name in the file, its title on the page, and its rows (label -> value)."""

    key: str
    title: str
    rows: list[dict[str, Any]]


def parts_of(person: Person) -> list[Part]:
    """Everything, part by part: a constant number of queries."""
    return [
        Part("account", _("Your account"), [_account(person)]),
        Part("posts", _("Your posts"), _posts(person)),
        Part("words", _("Who vouches for you"), _words(person)),
        Part("letters", _("Letters that nominated you"), _letters(person)),
        Part("courses", _("Cohorts you were nominated for"), _courses(person)),
        Part("seats", _("Your seats in groups"), _seats(person)),
        Part("said", _("What you said in groups, and may see"), _said(person)),
        Part("items", _("Items you wrote, that you may see"), _items(person)),
        Part("acknowledgements", _("What you acknowledged, and may see"), _answers(person)),
        Part("openings", _("What you opened, and may see"), _openings(person)),
        Part("requests", _("What you asked and answered, and may see"), _requests(person)),
        Part("uses", _("What you told originators of use"), _uses(person)),
        Part("certificates", _("Your certificates"), _certificates(person)),
        Part("drill", _("Your answers in the drill"), _drill(person)),
        Part("tests", _("Tests you took"), _tests(person)),
        Part("assessments", _("How you were marked"), _assessments(person)),
        Part("evaluations", _("Evaluations you answered"), _evaluations(person)),
        Part("trainer", _("How you stand as a trainer"), _as_trainer(person)),
        Part("taught", _("What was marked"), _demonstrations(person)),
        Part("follows", _("What you follow"), _follows(person)),
        Part("notices", _("Notices to you"), [{_("How many"): Notice.objects.filter(person=person).count()}]),
        Part("browsers", _("Remembered browsers"), _browsers(person)),
        Part("events", _("What happened to your account lately"), _events(person)),
    ]


def _account(person: Person) -> dict[str, Any]:
    return {
        _("Mail address"): person.email,
        _("Full name in Latin letters"): person.name_latin,
        _("Full name in the own script"): person.name_native,
        _("Rank or title"): person.rank_title,
        _("Rank or title in the own script"): person.rank_native,
        _("How to address"): person.address_as,
        _("Language"): str(dict(settings.LANGUAGES).get(person.language, person.language)),
        _("Time zone"): person.time_zone,
        _("A phrase only you and the portal know"): person.mail_phrase,
        _("Handling rules signed"): person.rules_signed_at,
        _("Last sign-in"): person.last_login,
        _("Here last"): person.here_at,
        _("End of the visit before this one"): person.visit_before_at,
        _("Second factors"): factors.of(person).count(),
    }


def _posts(person: Person) -> list[dict[str, Any]]:
    rows = Tenure.objects.filter(person=person).select_related("post__organisation").order_by("since")
    return [
        {
            _("Post"): row.post.title,
            _("Organisation"): row.post.organisation.name,
            _("Task in the portal"): row.post.get_role_display(),
            _("Since"): row.since,
            _("Until"): row.until,
            _("Provisional until"): row.provisional_until,
        }
        for row in rows[:MOST]
    ]


def _words(person: Person) -> list[dict[str, Any]]:
    rows = Endorsement.objects.filter(tenure__person=person).select_related("network", "vouched_by")
    return [
        {
            _("Network"): row.network.name,
            _("Vouched by"): row.vouched_by.name if row.vouched_by else _("the operator of the portal"),
            _("Why"): row.evidence,
            _("Since"): row.since,
            _("Until"): row.until,
        }
        for row in rows.order_by("since", "pk")[:MOST]
    ]


def _letters(person: Person) -> list[dict[str, Any]]:
    """Those by which they came in. A nomination that is still on its way is not yet theirs to know of."""
    used = Invitation.objects.filter(person=person, used_at__isnull=False)
    rows = Nomination.objects.filter(invitation__in=used).select_related("organisation")
    return [
        {
            _("Organisation"): row.organisation.name,
            _("Number of the letter"): row.letter_number,
            _("Date of the letter"): row.letter_date,
            _("Post of whoever signed"): row.signatory,
        }
        for row in rows.order_by("proposed_at")[:MOST]
    ]


def _seats(person: Person) -> list[dict[str, Any]]:
    held = Tenure.objects.filter(person=person).values("post")
    rows = Seat.objects.filter(post__in=held).select_related("group", "post").order_by("since")
    return [
        {
            _("Group"): row.group.name,
            _("Post"): row.post.title,
            _("Since"): row.since,
            _("Until"): row.until,
        }
        for row in rows[:MOST]
    ]


def _said(person: Person) -> list[dict[str, Any]]:
    """Of threads the person still reads: the thread and the day; the words stand there."""
    rows = Message.visible_to(person).filter(by=person).order_by("-at", "-pk")[:MOST]
    threads = Thread.visible_to(person).in_bulk({row.thread_id for row in rows})
    return [
        {_("Thread"): threads[row.thread_id].title, _("When"): row.at, _("Number"): row.number}
        for row in rows
    ]


def _courses(person: Person) -> list[dict[str, Any]]:
    """Number and name only of a programme they read; what became of it in any case."""
    return [
        {
            _("Programme"): each.intake.programme.code if each.intake else "",
            _("Cohort"): each.intake.cohort.name if each.intake else "",
            _("Unit"): each.nominee.seats.name,
            _("Where it stands"): each.nominee.get_status_display(),
            _("Sex"): each.nominee.get_sex_display(),
            _("Rank band"): each.nominee.get_rank_band_display(),
            _("Province"): each.nominee.province,
        }
        for each in courses_of(person)
    ]


def _items(person: Person) -> list[dict[str, Any]]:
    rows = Publication.visible_to(person).filter(author=person).order_by("started_at")
    return [
        {
            _("Reference"): row.reference,
            _("State"): row.get_stage_display(),
            _("Started"): row.started_at,
            _("Published"): row.published_at,
        }
        for row in rows[:MOST]
    ]


def _answers(person: Person) -> list[dict[str, Any]]:
    rows = Acknowledgement.visible_to(person).filter(by=person).order_by("at")
    found = rows.values_list("addressee__version__publication__reference", "answer", "at")
    said = dict(Acknowledgement.Answer.choices)
    return [
        {_("Reference"): ref, _("Answer"): str(said[answer]), _("When"): at}
        for ref, answer, at in found[:MOST]
    ]


def _openings(person: Person) -> list[dict[str, Any]]:
    rows = Opening.visible_to(person).filter(person=person).order_by("-last_at")
    found = rows.values_list("version__publication__reference", "first_at", "last_at")
    return [
        {_("Reference"): ref, _("First opened"): first, _("Last opened"): last}
        for ref, first, last in found[:MOST]
    ]


def _requests(person: Person) -> list[dict[str, Any]]:
    asked = Request.visible_to(person).filter(author=person).values_list("reference", "started_at")
    answered = Answer.visible_to(person).filter(by=person).values_list("asked__request__reference", "at")
    rows = [(ref, _("Asked"), at) for ref, at in asked[:MOST]]
    rows += [(ref, _("Answered"), at) for ref, at in answered[:MOST]]
    rows.sort(key=lambda row: row[2])
    return [{_("Reference"): ref, _("State"): what, _("When"): at} for ref, what, at in rows]


def _uses(person: Person) -> list[dict[str, Any]]:
    rows = Use.visible_to(person).filter(by=person).order_by("at")
    return [
        {_("Reference"): ref, _("When"): at}
        for ref, at in rows.values_list("publication__reference", "at")[:MOST]
    ]


def _drill(person: Person) -> list[dict[str, Any]]:
    rows = DrillAnswer.objects.filter(person=person).order_by("at")
    return [{_("Week from"): row.week, _("Right"): _("Yes") if row.right else _("No")} for row in rows[:MOST]]


def _tests(person: Person) -> list[dict[str, Any]]:
    rows = Sitting.visible_to(person).filter(nominee__person=person, handed_in_at__isnull=False)
    return [
        {
            _("Test"): row.test.get_moment_display(),
            _("Handed in"): row.handed_in_at,
            _("Points"): row.points,
            _("Points there were"): row.out_of,
        }
        for row in rows.select_related("test").order_by("handed_in_at", "pk")[:MOST]
    ]


def _assessments(person: Person) -> list[dict[str, Any]]:
    rows = list(Assessment.visible_to(person).filter(nominee__person=person).order_by("at", "pk")[:MOST])
    rubrics = Rubric.visible_to(person).filter(pk__in={each.rubric_id for each in rows})
    titles = {each.pk: each.title for each in rubrics}
    return [
        {
            _("Exercise"): titles.get(row.rubric_id, ""),
            _("Result"): row.get_decision_display(),
            _("Points"): row.points,
            _("Points there were"): row.out_of,
            _("Note"): row.note or row.repeat_because,
            _("When"): row.at,
        }
        for row in rows
    ]


def _evaluations(person: Person) -> list[dict[str, Any]]:
    """That one answered, and no more: what was answered is nobody's."""
    rows = Participation.visible_to(person).filter(nominee__person=person, side=Side.OFFICER)
    return [
        {_("Level"): row.evaluation.get_level_display(), _("Until"): row.evaluation.closes_on}
        for row in rows.select_related("evaluation").order_by("pk")[:MOST]
    ]


def _as_trainer(person: Person) -> list[dict[str, Any]]:
    rows = TrainerEntry.visible_to(person).filter(trainer__person=person)
    return [
        {
            _("State"): row.get_state_display(),
            _("Why"): " ".join(each for each in (str(row.get_ground_display()), row.because) if each),
            _("Recognised by"): row.recognised_by,
            _("On which prior training"): row.recognised_on,
            _("Valid until"): row.valid_until,
            _("When"): row.at,
        }
        for row in rows.order_by("at", "pk")[:MOST]
    ]


def _demonstrations(person: Person) -> list[dict[str, Any]]:
    rows = Demonstration.visible_to(person).filter(trainer__person=person)
    return [
        {
            _("What"): row.get_exercise_display(),
            _("Result"): _("Passed") if row.passed else _("Not passed"),
            _("Points"): row.points,
            _("Points there were"): row.out_of,
            _("Note"): row.note,
            _("When"): row.on,
        }
        for row in rows.order_by("on", "pk")[:MOST]
    ]


def _follows(person: Person) -> list[dict[str, Any]]:
    return [
        {_("What"): row.name, _("When you hear of it"): row.follow.get_when_display()}
        for row in kept_of(person)
    ]


def _browsers(person: Person) -> list[dict[str, Any]]:
    rows = RememberedDevice.objects.filter(person=person)
    return [
        {_("Browser"): row.browser, _("Since"): row.since, _("Last used"): row.used_at} for row in rows[:MOST]
    ]


def _events(person: Person) -> list[dict[str, Any]]:
    return [{_("When"): each.at, _("What"): str(each.what)} for each in lately(person)]


def _certificates(person: Person) -> list[dict[str, Any]]:
    return [
        {
            _("Serial"): each.certificate.serial,
            _("Name"): each.certificate.name,
            _("Training"): each.certificate.title,
            _("Issued by"): each.certificate.issuer,
            _("Issued"): each.certificate.at,
            _("Valid until"): each.certificate.valid_until,
            _("State"): each.validity.label,
        }
        for each in own_certificates(person)[:MOST]
    ]
