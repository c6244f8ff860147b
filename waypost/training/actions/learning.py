"""A learner opens an e-module, goes through its parts, and what they tell is kept."""

import hashlib
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from waypost.core import clock
from waypost.core.doors import Clockwork, quiet_action
from waypost.core.errors import Refused
from waypost.core.failpoints import fail_point
from waypost.core.ids import secret
from waypost.core.policies import only_the_clock
from waypost.people.models import Person
from waypost.training.models import (
    HOLDS_FOR,
    Attempt,
    EModule,
    Launch,
    Launched,
    ModuleVersion,
    Part,
    Progress,
)
from waypost.training.models.runtime import Status, Told, suspended
from waypost.training.policies import may_go_on, may_take
from waypost.training.waits import is_closed

LONGEST = 400 * 24 * 3600  # seconds: what one part may have taken altogether


def hash_of(token: str) -> str:
    """How the secret of a launch is kept: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


@quiet_action(
    "training.module_launched",
    allowed=may_take,
    because="a learner's own way, which only they see; opening TLP:AMBER is recorded by the page",
)
def launch(*, by: Person, module: EModule, session_key: str, language: str) -> str:
    """Open an e-module: the secret for its address, which holds for eight hours and as long as this session."""
    version = ModuleVersion.unfiltered.filter(module=module.pk).order_by("-number")[0]
    if version.file_id is None:
        raise Refused(_("This is a lesson of the portal. Read it page by page."))
    attempt, _made = Attempt.objects.get_or_create(
        person=by, version_id=version.pk, defaults={"module_id": module.pk, "begun_at": clock.now()}
    )
    token = secret()
    Launch.objects.create(
        secret_hash=hash_of(token),
        person=by,
        attempt=attempt,
        programme_id=module.programme_id,
        within_id=version.file_id,
        session_key=session_key,
        language=language,
        ends_at=timezone.now() + HOLDS_FOR,
    )
    return token


@dataclass(frozen=True)
class Opened:
    """A part that was opened, with how it stood before."""

    standard: str
    part: Part
    progress: Progress


@quiet_action("training.part_opened", allowed=may_go_on, because="a learner's own way, which only they see")
def open_part(*, by: Launched, part: int) -> Opened:
    """Open one part, and begin to count what it tells. What an opening before it still tells comes too late."""
    attempt = Attempt.objects.select_for_update().get(pk=by.launch.attempt_id)
    version = ModuleVersion.unfiltered.get(pk=attempt.version_id)
    parts = version.parts
    if part >= len(parts) or not parts[part].opens:
        raise Refused(_("There is no such part in this e-module. Choose another."))
    now = clock.now()
    if parts[part].prerequisites:
        _check_open(parts, part, attempt)
    progress = Progress.objects.filter(attempt=attempt, part=part).first()
    progress = progress or Progress(attempt=attempt, part=part)
    progress.open(version.standard, parts[part], now)
    progress.save()
    attempt.last_part = part
    attempt.save(update_fields=["last_part"])
    return Opened(version.standard, parts[part], progress)


def _check_open(parts: list[Part], part: int, attempt: Attempt) -> None:
    stands = {each.part: each for each in Progress.objects.filter(attempt=attempt).only("part", "status")}
    if is_closed(parts, part, stands):
        sentence = _("“%(title)s” opens after other parts are done. Do them first.")
        raise Refused(sentence % {"title": parts[part].title})


@dataclass(frozen=True)
class Sent:
    """What a part tells: all of it, each time. ``said``: it set a status of its own."""

    opening: int
    sequence: int
    told: Told
    finished: bool = False
    said: bool = False


@quiet_action(
    "training.progress_kept",
    allowed=may_go_on,
    because="a learner's own way, kept on every page they turn, which only they see",
)
def keep_progress(*, by: Launched, part: int, sent: Sent) -> Progress:
    """Keep what a part tells. The same once more changes nothing; what is older than what is kept is refused."""
    progress = Progress.locked(by.launch.attempt_id, part)
    if progress is None or sent.opening > progress.opening:
        raise Refused(_("This part was not opened. Open it again from the portal."))
    if (sent.opening, sent.sequence) == (progress.opening, progress.sequence):
        return progress
    if (sent.opening, sent.sequence) < (progress.opening, progress.sequence):
        raise Refused(_("Something newer is kept already, and stays. This came too late."))
    _take(progress, sent)
    progress.save(update_fields=_TOLD)
    fail_point("progress written")
    return progress


_TOLD = ["sequence", "told", "said", "resumes", "status", "score", "seconds", "done_at", "at"]


def _take(progress: Progress, sent: Sent) -> None:
    now = clock.now()
    progress.sequence, progress.told, progress.at = sent.sequence, sent.told, now
    progress.said = progress.said or sent.said
    judged = progress.judged(sent.told, finished=sent.finished)
    progress.resumes = not sent.finished or suspended(sent.told) or judged.status is Status.INCOMPLETE
    progress.seconds = min(progress.seconds_before + judged.seconds, LONGEST)
    progress.take(judged.status, judged.score, now)


@quiet_action(
    "training.launches_swept", allowed=only_the_clock, because="they hold no more, and nobody misses them"
)
def sweep_launches(*, by: Clockwork) -> int:
    """Delete the launches that hold no more."""
    return Launch.past().delete()[0]
