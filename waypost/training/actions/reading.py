"""A learner goes through the pages of a lesson. What they answer is judged here."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from waypost.core import clock
from waypost.core.doors import quiet_action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.training.models import (
    NATIVE,
    Attempt,
    EModule,
    LessonPage,
    ModuleVersion,
    PageKey,
    Progress,
)
from waypost.training.models.runtime import Status
from waypost.training.policies import may_take


@quiet_action(
    "training.lesson_page_done",
    allowed=may_take,
    because="a learner's own way, kept on every page they turn, which only they see",
)
def go_through(*, by: Person, module: EModule, page: str, chosen: Sequence[int] = ()) -> Progress:
    """Keep that somebody went through a page, with what they chose where it asks. A question is done once it is
    answered right; its point is won at the first answer or not at all.
    """
    found = _page_before(by, module, page)
    now = clock.now()
    attempt, _made = Attempt.objects.get_or_create(
        person=by, version_id=found.version_id, defaults={"module_id": module.pk, "begun_at": now}
    )
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    progress = Progress.objects.filter(attempt=attempt, part=found.number - 1).first()
    progress = progress or Progress(attempt=attempt, part=found.number - 1)
    if progress.done_at is None:
        progress.open(NATIVE, found.as_part(), now)
        _judge(progress, found, chosen)
        progress.save()
    attempt.last_part = found.number - 1
    attempt.save(update_fields=["last_part"])
    return progress


def _page_before(by: Person, module: EModule, page: str) -> LessonPage:
    """A page of the newest version, or of one that they began."""
    rows = LessonPage.unfiltered.filter(public_id=page, version__module=module.pk)
    found = rows.first()
    newest = (
        ModuleVersion.unfiltered.filter(module=module.pk).order_by("-number").values_list("pk", flat=True)
    )
    if found is None or (
        found.version_id != newest[0]
        and not Attempt.objects.filter(person=by, version=found.version_id).exists()
    ):
        raise Refused(_("There is a new version of this lesson. Read it from its first page."))
    return found


def _judge(progress: Progress, page: LessonPage, chosen: Sequence[int]) -> None:
    if not page.asked:
        progress.take(Status.COMPLETED, None, progress.at)
        return
    if not chosen or not set(chosen) <= set(range(len(page.options))):
        raise Refused(_("Choose an answer first."))
    key = PageKey.unfiltered.get(page=page.pk)
    right = set(chosen) == set(key.right)
    progress.told = {"chosen": sorted(set(chosen)), "said": [key.said[each] for each in sorted(set(chosen))]}
    score = progress.score if progress.score is not None else Decimal(right)
    progress.take(Status.PASSED if right else Status.FAILED, score, progress.at)
