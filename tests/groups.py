"""A group of the leak matrix: its charter, who pays for it, its threads, each text with a canary, and who may meet it.

It is of the regional network and seats the coast guard's officer and focal point; the secretariat runs the network,
and reads of the group what it is for.
"""

from datetime import date

from tests.cast import Cast
from tests.trainings import Training
from waypost.core.doors import CLOCK
from waypost.files.intake import take_in
from waypost.files.tests import corpus
from waypost.groups.actions import charters, handing, letters, seats, threads
from waypost.groups.actions.charters import Purpose
from waypost.groups.actions.letters import Entry
from waypost.groups.models import Charter, Kind, Space, Thread, Wants, Way
from waypost.people.models import Seat, Tenure
from waypost.projects.models import Project

SEATED = {"coast_officer", "coast_focal_point"}
RUNNING = {"secretariat", "second_secretariat"}


def make_groups(cast: Cast) -> list[Training]:
    """After ``make_trainings``: the project that pays is theirs."""
    told, shared = Training(SEATED | RUNNING, "groups/"), Training(SEATED)
    by = cast.secretariat
    purpose = Purpose(Kind.WORKING, told.new(), told.new(), date(2020, 3, 2), told.new())
    # The name of a group is known wherever it is an audience.
    made = charters.found(
        by=by, network=cast.regional, name_en="Working group", name_th="คณะทำงานภูมิภาค", purpose=purpose
    )
    for person, role in ((cast.coast_officer, Seat.Role.MAIN), (cast.coast_focal_point, Seat.Role.CHAIR)):
        assert person.acting_as is not None
        charter = Charter.of_group(made.group_id)
        seats.seat(by=by, charter=charter, post=person.acting_as.post, role=role, since=date(2020, 6, 1))
    project = Project.unfiltered.get()
    charters.fund(by=by, charter=Charter.of_group(made.group_id), project=project, since=date(2020, 6, 1))
    seat = Seat.objects.get(group=made.group_id, role="main")
    handing.hand_over(by=CLOCK, seat=seat, tenure=Tenure.objects.get(post=seat.post_id))
    _thread(cast, told, shared, Space.unfiltered.get(group=made.group_id))
    _letter(cast, told, shared, Space.unfiltered.get(group=made.group_id))
    told.public_id = made.public_id
    return [told, shared]


def _thread(cast: Cast, group: Training, shared: Training, space: Space) -> None:
    space = Space.of_id(space.pk)
    made = threads.begin(by=cast.coast_officer, space=space, title=shared.new(), text=shared.new())
    thread = Thread.unfiltered.get(pk=made.pk)
    threads.say(by=cast.coast_focal_point, thread=thread, text=shared.new(), answers=1)
    group.threads = [made.public_id]


def _letter(cast: Cast, group: Training, shared: Training, space: Space) -> None:
    """One that is scanned and struck out: its words stay for those who sit there."""
    entry = Entry(Way.IN, shared.new(), date(2020, 8, 3), shared.new(), shared.new(), Wants.ACTION)
    scan = take_in(corpus.pdf(shared.new()), f"{shared.new()}.pdf")
    space = Space.of_id(space.pk)
    made = letters.enter(by=cast.coast_focal_point, space=space, entry=entry, scan=scan)
    letters.strike(by=cast.coast_focal_point, space=space, letter=made, because=shared.new())
    group.letters = [made.public_id]
