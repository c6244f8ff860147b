"""The ten whom one can be in the demo: nine persons of its world, and nobody."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.demo.seed.persons import address
from waypost.demo.world.persons import PERSONAS
from waypost.people.backend import with_post
from waypost.people.models import Person


@dataclass(frozen=True)
class Persona:
    """``does`` says what one meets as this persona, as far as it is built."""

    key: str
    label: Any
    does: Any

    @property
    def person(self) -> Person | None:
        """The person to sign in; None for the outsider."""
        if self.key not in PERSONAS:
            return None
        return with_post().get(email=address(PERSONAS[self.key]))


ALL = (
    Persona("officer", _("Officer"), _("reads, searches, writes a first draft")),
    Persona("focal-point", _("Organizational Focal Point"), _("acknowledges, approves, vouches")),
    Persona("mission-focal-point", _("Mission focal point"), _("recruits, follows up silence")),
    Persona("secretariat", _("Secretariat"), _("runs the network and its trainings, edits")),
    Persona("trainer", _("Trainer"), _("teaches a session today, shares training material")),
    Persona("learner", _("Learner"), _("has e-modules to do before a practical session")),
    Persona("logistics", _("Logistics officer"), _("writes guidance on deliveries")),
    Persona("donor", _("Donor officer"), _("reads the programme it funds")),
    Persona("auditor", _("Auditor"), _("reads the audit log")),
    Persona("outsider", _("Outsider"), _("sees what is made public")),
)
BY_KEY = {persona.key: persona for persona in ALL}


def of(person: object) -> Persona | None:
    """The persona that stands for this person, or for nobody; None for other persons of the demo."""
    if not isinstance(person, Person):
        return BY_KEY["outsider"]
    keys = {address(name): key for key, name in PERSONAS.items()}
    return BY_KEY.get(keys.get(person.email, ""))
