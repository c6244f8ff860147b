"""Five minutes in nine steps: what a visitor should not miss.

Each step is one button, ticks itself and offers the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.demo.personas import BY_KEY
from waypost.demo.world.items import an_item
from waypost.publications.models import Publication, Text

COOKIE = "story"  # which steps were taken, as "1.2.4"


@dataclass(frozen=True)
class Step:
    """What to do, what to look at when it is done, as which persona (of nobody else: empty), and on which page.

    ``page`` is called with the public id of the item whose file is ``item``, if the step is about one.
    """

    number: int
    text: Any
    look: Any
    persona: str
    page: Callable[[str], str]
    item: str = ""
    hours: int = 0  # let so much time pass first
    language: str = ""


STEPS = (
    Step(
        1,
        _("As the officer, open an important bulletin"),
        _("Look at its mark and what that allows, at why you see it, and at the deadline: it has passed."),
        "officer",
        lambda item: reverse("item", args=[item]),
        item="freedonia-entry-stamp",
    ),
    Step(
        2,
        _("As the focal point, acknowledge it for the department: it is late"),
        _("Choose an answer and press the button. The originator will see the department, not the person."),
        "focal-point",
        lambda item: reverse("item", args=[item]) + "#ack",
        item="freedonia-entry-stamp",
    ),
    Step(
        3,
        _("As the secretariat, see on the board who has answered"),
        _("Look at who is silent, and whom the portal has told of it by itself."),
        "secretariat",
        lambda item: reverse("board", args=[item]),
        item="freedonia-entry-stamp",
    ),
    Step(
        4,
        _("As the focal point, approve what the officer has written"),
        _("Look at whom it will reach, and who is left out, before you approve. Nobody approves their own."),
        "focal-point",
        lambda item: reverse("item", args=[item]),
        item="small-craft-august",
    ),
    Step(
        5,
        _("Let a day pass, and read what mail followed"),
        _(
            "Load the page again until they have come. What a mail may say depends on the strictest mark in it."
        ),
        "",
        lambda _item: reverse("demo_outbox"),
        hours=24,
    ),
    Step(
        6,
        _("As the officer, see what changed in a bulletin since its first version"),
        _("Look at what was added and what went, paragraph by paragraph."),
        "officer",
        lambda item: reverse("compare", args=[item, 1]),
        item="utopia-passport-k",
    ),
    Step(
        7,
        _("Find a bulletin that was withdrawn"),
        _("Its readers see that it is withdrawn and why. What it said is gone from their pages."),
        "officer",
        lambda item: reverse("item", args=[item]),
        item="freedonia-residence-card",
    ),
    Step(
        8,
        _("Try the same address as an outsider"),
        _("The portal asks who you are, and would ask the same if nothing stood there."),
        "outsider",
        lambda item: reverse("item", args=[item]),
        item="freedonia-residence-card",
    ),
    Step(
        9,
        _("Read the first page in Thai"),
        _("Every page is there in both languages, mails too. Open a figure: its records stand behind it."),
        "",
        lambda _item: reverse("edition"),
        language="th",
    ),
)
BY_NUMBER = {str(step.number): step for step in STEPS}


def page_of(step: Step) -> str | None:
    """Where the step leads; None where a visitor has since discarded or withdrawn the item it is about."""
    if not step.item:
        return step.page("")
    found = _public_id(step.item)
    return step.page(found) if found else None


def taken(cookie: str) -> list[Step]:
    """The steps a cookie says were taken, the last one last."""
    return [BY_NUMBER[number] for number in dict.fromkeys(cookie.split(".")) if number in BY_NUMBER]


def with_step(cookie: str, step: Step) -> str:
    """The cookie after one more step."""
    earlier = [each for each in taken(cookie) if each != step]
    return ".".join(str(each.number) for each in [*earlier, step])


def after(cookie: str) -> dict[str, Step | None] | None:
    """What the strip offers while the story goes on: the step one has ``done`` last, and the ``next`` one."""
    steps = taken(cookie)
    if not steps:
        return None
    return {"done": steps[-1], "next": BY_NUMBER.get(str(steps[-1].number + 1))}


def _public_id(slug: str) -> str | None:
    """The item of a file of the demo's world, found as the officer sees it: by title, or by why it was withdrawn."""
    officer, told = BY_KEY["officer"].person, an_item(slug)
    assert officer is not None  # noqa: S101  a persona with a name
    seen = Publication.visible_to(officer)
    if told.withdrawn:
        seen = seen.filter(withdrawn_because=told.withdrawn.words)
    else:
        titles = [version.words.title for version in told.versions]
        seen = seen.filter(
            pk__in=Text.visible_to(officer).filter(title__in=titles).values("version__publication")
        )
    return seen.values_list("public_id", flat=True).first()
