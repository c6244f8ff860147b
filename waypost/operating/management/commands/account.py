"""``waypost account ROLE``: what the data base's account that the portal runs as may do."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from waypost.core.errors import Refused
from waypost.core.verify import many
from waypost.operating import accounts


class Command(BaseCommand):
    help = (
        "Let an account of PostgreSQL read and write rows, and nothing more: the portal then runs as it. Said with the "
        "owner's DATABASE_URL, and again after each `waypost migrate`."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="the account, made before with CREATE ROLE")

    def handle(self, *_: Any, role: str, **__: Any) -> None:
        try:
            with transaction.atomic():
                tables = accounts.let_run(role)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"'{role}' may read and write rows of {many(tables, 'table')}. It can't change a table, nor what the "
            "audit log says. Give its DATABASE_URL to web nodes and workers; migrate, restore and this command want "
            "the owner's."
        )
