"""What the tests of the leak matrix share: the world, every viewer in it, and every path.

A test of the matrix takes ``matrix``; what it changes is rolled back, the world stays for the next one and the next
module.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import pytest
from django.middleware import csrf

from tests import cast as company
from tests.addresses import Address, Tries, addresses
from tests.cast import Cast
from tests.fixtures import shared_by_a_module
from tests.forgeries import make_alerts
from tests.groups import make_groups
from tests.inquiries import Inquiry, make_inquiries
from tests.knocking import Guest
from tests.leaks import Item, make_patterns, make_world, may_meet, viewer_named, works
from tests.meetings import make_meetings
from tests.personal import Kept, make_people
from tests.test_rule import VIEWERS, expected
from tests.trainings import Training, make_trainings
from waypost.access.keys import NOBODY
from waypost.alerts import urls as alerts_urls
from waypost.alerts.models import Card
from waypost.core import clock
from waypost.core.models import AuditRow, Event
from waypost.curriculum.models import Comment, Curriculum, Paragraph, ProposedTopic, SignOff
from waypost.notices import letters, worker
from waypost.notices.models import Mail, Notice
from waypost.people.models import Invitation
from waypost.people.signin import standing
from waypost.places.models import Route, Topic
from waypost.projects.models import FundingLine
from waypost.publications.models import Attachment
from waypost.training.models import Certificate

NAMES = ["visitor", *VIEWERS]
ABSENT = "x" * 22  # an id of nothing

# What shows, or does, more with an alert: these are opened about an alert and about something else.
OF_ALERTS = {
    *(pattern.name for pattern in alerts_urls.urlpatterns if pattern.name),
    *("review", "read_as_one", "compare", "attachment", "attachment_preview", "attachment_page"),
}

# Leaving would end the viewer's session; it shows nothing.
LEAVES = {"account_logout"}


@dataclass(frozen=True)
class Path:
    """A concrete path, the address it fills, and the item it is about, if it is about one."""

    text: str
    address: Address
    item: Item | None = None
    inquiry: Inquiry | None = None
    training: Training | None = None

    def __str__(self) -> str:
        return self.text


@dataclass
class Matrix:
    """The world and everybody who looks at it."""

    cast: Cast
    items: list[Item]
    kept: Kept
    inquiries: list[Inquiry]
    trainings: list[Training] = field(default_factory=list)
    # What was found out and holds for the whole world: asked once.
    found: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Everybody signs in with the world: what a test adds, a session too, ends with it."""
        self.signed_in_at = time.time()
        self._guests = {name: Guest(viewer_named(self.cast, name)) for name in NAMES}

    def guest(self, name: str) -> Guest:
        return self._guests[name]

    def allowed(self, name: str) -> set[str]:
        """Every canary this viewer may meet."""
        return self.allowed_to(self.guest(name).viewer)

    def allowed_to(self, viewer: Any) -> set[str]:
        asked = "allowed", viewer.pk if viewer is not NOBODY else 0, clock.now()
        if asked not in self.found:
            self.found[asked] = self._may_meet(viewer)
        return set(self.found[asked])

    def _may_meet(self, viewer: Any) -> set[str]:
        return set().union(
            *(may_meet(self.cast, item, viewer) for item in self.items),
            self.kept.met_by(self.cast, viewer),
            *(each.met_by(self.cast, viewer) for each in (*self.inquiries, *self.trainings)),
        )

    @cached_property
    def canaries(self) -> set[str]:
        shared = [each.canaries for each in (*self.items, *self.inquiries, *self.trainings)]
        return set().union(*shared, self.kept.canaries)

    @cached_property
    def paths(self) -> list[Path]:
        known: list[dict[str, Any]] = [
            {each.public_id: each for each in things if each.public_id}
            for things in (self.items, self.inquiries, self.trainings)
        ]
        return [
            Path(text, address, *(_named_in(text, each) for each in known))
            for address in addresses()
            if address.name not in LEAVES
            for text in self._tried(address)
        ]

    @cached_property
    def others(self) -> list[Path]:
        """One path of each address that is about no item: for what does not hang on the value in it."""
        about_none = [path for path in self.paths if path.item is None]
        return list({path.address.route: path for path in reversed(about_none)}.values())

    def others_of(self, name: str) -> Iterator[Path]:
        """The paths about no item that this viewer opens. Of a training's things, for each address one that they read
        and one that they don't: which ones, changes from viewer to viewer.
        """
        turns: dict[tuple[str, bool], list[Path]] = {}
        for path in self.paths:
            if path.item is None and path.training is None:
                yield path
            elif path.item is None and path.training is not None:
                turns.setdefault((path.address.route, name in path.training.readers), []).append(path)
        for paths in turns.values():
            yield paths[NAMES.index(name) % len(paths)]

    def cells(self, name: str) -> Iterator[Path]:
        """The paths this viewer opens (see ``tests/test_leaks.py`` for which)."""
        yield from self.others_of(name)
        yield from (path for path in self.paths if path.item is not None and path.address.name == "item")
        rounds: dict[tuple[str, str, str, bool], list[Path]] = {}
        for path in self.paths:
            if path.item is not None and path.address.name != "item":
                sight, item = self.sight(name, path.item), path.item
                state = item.thing.stage if sight != "hidden" else "live" if item.live else "in work"
                alert = item.shows_pictures if path.address.name in OF_ALERTS else False
                rounds.setdefault((path.address.route, sight, state, alert), []).append(path)
        turn = NAMES.index(name)
        # By the place of the address, the same for everybody: so those who stand alike try one item after the other.
        place = {path.address.route: nth for nth, path in enumerate(self.paths)}
        for (route, *_rest), paths in rounds.items():
            variants = len(paths) // len({path.item.public_id for path in paths if path.item})
            first = (place[route] + turn) * variants % len(paths)
            yield from paths[first : first + variants]

    def sight(self, name: str, item: Item) -> str:
        """How this viewer stands to an item: it is hidden from them, they see it, or they work on it."""
        viewer = self.guest(name).viewer
        if not expected(self.cast, item.thing, viewer):
            return "hidden"
        return "works" if works(self.cast, item, viewer) else "sees"

    @cached_property
    def tries(self) -> Tries:
        """What each parameter of an address can hold. One that isn't here fails the build: say what to try."""
        cast = self.cast
        return {
            "items/": {
                "public_id": [item.public_id for item in self.items],
                "language": ["th", "en", "xx"],
                "number": ["1", "2"],
                "file_id": list(self._owners),
                "level": ["9"],
                "column": ["0"],
                "row": ["0"],
                "reader": ["signed-out", f"organisation:{cast.coast.public_id}"],
            },
            "alerts/words/": {"vocabulary": ["feature", "x"], "code": ["SUB-THR"]},
            "inbox/": {"public_id": self._notices()},
            "inbox/undelivered/": {"token": [Mail.objects.order_by("pk")[0].token]},
            "inbox/unsubscribe/": {"token": [letters.unsubscribe_token(cast.coast_officer), ABSENT]},
            "people/": {"key": ["th", "id"]},
            "people/organisations/": {"public_id": [cast.police.public_id, cast.coast.public_id]},
            "people/mailboxes/": {
                "public_id": [
                    cast.officer.acting_as.post.public_id,
                    cast.coast_officer.acting_as.post.public_id,
                ]
            },
            "people/posts/": {
                "public_id": [p.acting_as.public_id for p in (cast.officer, cast.coast_focal_point)]
            },
            "people/persons/": {
                "public_id": [p.public_id for p in (cast.officer, cast.coast_focal_point, cast.suspended)]
            },
            "people/invitations/": {
                "public_id": [*Invitation.objects.values_list("public_id", flat=True)[:2], ABSENT]
            },
            "network/nominations/": {"public_id": [self.kept.nomination, ABSENT]},
            "network/coverage/": {"name": ["people.mission_focal_points", "people.handovers_overdue", "x"]},
            "requests/": {"public_id": [inquiry.public_id for inquiry in self.inquiries if inquiry.is_tried]},
            "training/": {
                "public_id": self._of_training("training/"),
                "module": [module for each in self.trainings for module in each.modules],
                "question_id": [each.question_id for each in self.trainings if each.question_id],
                "rubric_id": [each.rubric_id for each in self.trainings if each.rubric_id],
                "level": ["reaction", "return", "x"],
                "stage": ["nominated", "certified", "x"],
                "lesson_id": [lesson for each in self.trainings for lesson in each.lessons],
                "page_id": [page for each in self.trainings for page in each.pages],
                "number": ["1"],
            },
            "training/pages/": {"page_id": [page for each in self.trainings for page in each.pages]},
            "training/projects/": {"public_id": self._of_training("projects/")},
            "training/cohorts/": {
                "public_id": self._of_training("training/cohorts/"),
                "nominee_id": [each.nominee_id for each in self.trainings if each.nominee_id],
                "test_id": [each.test_id for each in self.trainings if each.test_id],
                "evaluation_id": [each for one in self.trainings for each in one.evaluations],
                "number": ["1"],
            },
            "training/sessions/": {
                "public_id": self._of_training("training/sessions/"),
                "day_id": [day for each in self.trainings for day in each.days],
                "rubric_id": [each.rubric_id for each in self.trainings if each.rubric_id],
                "nominee_id": [each.marked_id for each in self.trainings if each.marked_id],
                "sheet_id": [sheet for each in self.trainings for sheet in each.sheets],
            },
            "training/certificates/": {
                "public_id": [*Certificate.unfiltered.values_list("public_id", flat=True), ABSENT]
            },
            "training/asked/": {
                "evaluation_id": [each for one in self.trainings for each in one.evaluations]
            },
            "training/trainers/": {"public_id": self._of_training("training/trainers/")},
            # Whoever has a code reads the title: the holder's to show (waypost/training/tests/test_certificates.py).
            "verify/": {"code": [ABSENT]},
            "training/information/": {"public_id": self._of_training("training/information/")},
            "meetings/": {
                "public_id": self._of_training("meetings/"),
                "item_id": [each for one in self.trainings for each in one.items],
                "paragraph_id": [each for one in self.trainings for each in one.paragraphs],
                "comment_id": [each for one in self.trainings for each in one.comments],
                "action_id": [each for one in self.trainings for each in one.tasks],
                "feedback_id": [each for one in self.trainings for each in one.feedback],
            },
            "training/materials/": {"public_id": self._of_training("training/materials/")},
            "groups/charter/": {"slug": ["maritime", "x"]},
            "groups/": {
                "public_id": self._of_training("groups/"),
                "number": ["1"],
                "thread_id": [thread for each in self.trainings for thread in each.threads],
                "letter_id": [letter for each in self.trainings for letter in each.letters],
            },
            "projects/": {
                "public_id": self._of_training("projects/"),
                "line_id": [*FundingLine.unfiltered.values_list("public_id", flat=True), ABSENT],
            },
            "activities/": {"public_id": self._of_training("activities/")},
            "overlaps/": {"public_id": self._of_training("overlaps/")},
            "curricula/": {
                "public_id": [*Curriculum.unfiltered.values_list("public_id", flat=True), ABSENT],
                "number": ["1.0.0", "2.0.0", "x"],
                "before": ["1.0.0", "2.0.0"],
                "topic_id": [*ProposedTopic.unfiltered.values_list("public_id", flat=True), ABSENT],
                "sign_off_id": [*SignOff.unfiltered.values_list("public_id", flat=True), ABSENT],
                "stable": [*Paragraph.unfiltered.values_list("stable", flat=True)[:3], ABSENT],
            },
            "consultations/": {
                "public_id": self._of_training("consultations/"),
                "comment_id": [comment for each in self.trainings for comment in each.comments],
                "stable": [self._paragraph(), "x"],
                "ending": ["xlsx", "docx"],
            },
            "referral/": {"key": ["th", "id"], "public_id": [self.kept.referral, ABSENT]},
            "card/": {"token": [*Card.unfiltered.order_by("pk").values_list("token", flat=True)[:2], ABSENT]},
            "join/": {"secret": [ABSENT]},
            "profile/": {"factor_id": ["1"]},
            "topics/": {"key": list(Topic.objects.values_list("key", flat=True)[:2])},
            "routes/": {"key": list(Route.objects.values_list("key", flat=True)[:1])},
            "members/": {"key": ["th", "id"]},
            "audit/": {
                "token": [*AuditRow.objects.order_by("pk").values_list("token", flat=True)[:2], ABSENT]
            },
            "edition/": {"key": ["july-august-2020"], "name": ["members-covered", "x"]},
        }

    def _paragraph(self) -> str:
        """One that is commented on."""
        return Comment.unfiltered.order_by("pk").values_list("stable", flat=True)[0]

    def _of_training(self, path: str) -> list[str]:
        return [*(each.public_id for each in self.trainings if each.path == path), ABSENT]

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The item of every attached file, by their public ids."""
        rows = Attachment.unfiltered.order_by("pk")
        return dict(rows.values_list("public_id", "version__publication__public_id"))

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The thing of the training rooms that each part of one is of, by their public ids."""
        return {part: each.public_id for each in self.trainings for part in each.parts}

    def _tried(self, address: Address) -> list[str]:
        """A file is tried under its own item, and a part of a training under its own, under another and under none."""
        own: list[str] = []
        strange: dict[bool, str] = {}
        for path in address.filled(self.tries):
            if _is_together(path, self._owners):
                if "public_id" not in address.converters or _is_together(path, self._parts):
                    own.append(path)
                else:
                    strange.setdefault(ABSENT in path, path)
        return [*own, *strange.values()]

    def _notices(self) -> list[str]:
        """One notice about each of four items, of four persons."""
        found = Notice.objects.order_by("pk")
        people = (self.cast.coast_officer, self.cast.coast_focal_point, self.cast.deputy, self.cast.officer)
        rows = [found.filter(person=person).last() for person in people]
        return [row.public_id for row in rows if row is not None]


def _is_together(path: str, owners: dict[str, str]) -> bool:
    parts = path.split("/")
    return all(owners[part] in parts for part in parts if part in owners)


def _named_in(text: str, known: dict[str, Any]) -> Any:
    return next((known[part] for part in text.split("/") if part in known), None)


@dataclass
class _Made:
    """A world as it was made. No module is given these objects, for it might change them: each is given its own."""

    patterns: bool
    contents: tuple[list[Item], Kept, list[Inquiry], list[Training]]
    found: dict[Any, Any] = field(default_factory=dict)

    def anew(self) -> Matrix:
        items, kept, inquiries, trainings = deepcopy(self.contents)
        return Matrix(company.gather(), items, kept, inquiries, trainings, self.found)


class Worlds:
    """The world that stands in the data base: in a transaction that ends when tests follow that don't ask for it."""

    kept = pytest.StashKey["Worlds"]()

    def __init__(self, blocker: Any) -> None:
        self._blocker, self._ends = blocker, ExitStack()
        self._made: _Made | None = None

    def of(self, patterns: bool) -> Matrix:
        """The one that stands, or another. With every pattern there are more items in it."""
        if self._made is None or self._made.patterns != patterns:
            self.end()
            self._ends.enter_context(shared_by_a_module(self._blocker))
            self._made = _Made(patterns, _make(patterns))
        return self._made.anew()

    def end(self) -> None:
        self._made = None
        self._ends.close()


def _make(patterns: bool) -> tuple[list[Item], Kept, list[Inquiry], list[Training]]:
    cast = company.gather()
    kept = make_people(cast)
    cast = company.gather()
    items = [*make_world(cast), *make_alerts(cast), *(make_patterns(cast) if patterns else ())]
    inquiries = make_inquiries(cast)
    trainings = [*make_trainings(cast), *make_meetings(cast), *make_groups(cast)]
    for event in Event.objects.order_by("pk"):
        worker.tell(event)
    return items, kept, inquiries, trainings


@pytest.fixture(scope="session")
def worlds(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Worlds]:
    """``tests/conftest.py`` ends the one that stands, in time."""
    worlds = request.session.stash[Worlds.kept] = Worlds(django_db_blocker)
    yield worlds
    worlds.end()


@pytest.fixture(scope="module")
def whole_world(request: pytest.FixtureRequest, worlds: Worlds) -> Matrix:
    """Made once for the modules that follow each other. One that says EVERY_PATTERN has more items in it."""
    return worlds.of(getattr(request.module, "EVERY_PATTERN", False))


@pytest.fixture
def matrix(whole_world: Matrix, db: None, monkeypatch: pytest.MonkeyPatch) -> Matrix:
    """No session grows older, however long the tests take."""
    monkeypatch.setattr(standing, "time", SimpleNamespace(time=lambda: whole_world.signed_in_at))
    return whole_world


@pytest.fixture
def stillness(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form's token is the same: two answers can be compared byte by byte."""
    monkeypatch.setattr(csrf, "_get_new_csrf_string", lambda: "a" * csrf.CSRF_SECRET_LENGTH)
