"""``waypost people``: what stands before the first sign-in. Everything later is done in the portal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from waypost.core.doors import OPERATOR
from waypost.core.errors import Refused
from waypost.people import founding
from waypost.people.actions import founding as actions
from waypost.people.actions import persons
from waypost.people.actions.founding import Founder
from waypost.people.models import Organisation


class Command(BaseCommand):
    help = "Register bodies, invite the first persons of the secretariat, sign everybody out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        register = does.add_parser("register", help="networks, members and organisations, from a TOML file")
        register.add_argument("file", type=Path, help="docs/bodies.toml shows how it is written")
        invite = does.add_parser(
            "invite", help="somebody of the secretariat; prints the link, good for 72 hours"
        )
        invite.add_argument("organisation", help="the code of the secretariat's organisation")
        invite.add_argument("email", help="the official mail address")
        invite.add_argument("name", help="the full name in Latin letters")
        invite.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

        does.add_parser("sign-out", help="everybody, from every browser, remembered ones too")

    def handle(self, *_: Any, does: str, **given: Any) -> None:
        try:
            self._do(does, **given)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _do(self, does: str, **given: Any) -> None:
        if does == "register":
            self._register(given["file"])
        elif does == "invite":
            self._invite(**given)
        else:
            self._sign_out()

    def _register(self, file: Path) -> None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as wrong:
            raise CommandError(f"{file} can't be read as text: {wrong}.") from wrong
        new = actions.register(by=OPERATOR, bodies=founding.read(text))
        self.stdout.write("New: " + ", ".join(f"{count} {name}" for name, count in new.items()) + ".")

    def _invite(self, *, organisation: str, email: str, name: str, language: str, **_: Any) -> None:
        found = Organisation.objects.filter(code=organisation).first()
        if found is None:
            raise CommandError(f"There is no organisation {organisation!r}. Register it first.")
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(f"{email!r} is no mail address.") from wrong
        if not name.strip():
            raise CommandError("The name is empty.")
        founder = Founder(email=email, name_latin=name.strip(), language=language)
        secret = actions.invite(by=OPERATOR, organisation=found, founder=founder)
        self.stdout.write(settings.PORTAL_ADDRESS + reverse("open_invitation", args=[secret]))

    def _sign_out(self) -> None:
        ended = persons.sign_everybody_out(by=OPERATOR)
        self.stdout.write(
            f"Sessions ended: {ended}. Remembered browsers are asked for a second factor again."
        )
