"""One code, many web processes at the same moment: it works for one of them."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.cast import Cast
from waypost.people.tests.factors import code, give_app, give_codes

TRY = """
import os, sys, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "waypost.settings"
django.setup()
from django.conf import settings
from django.db import connection
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
from allauth.mfa.models import Authenticator
from waypost.people.models import Person
from waypost.people.signin import app_codes, recovery
person = Person.objects.get(pk=sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
if sys.argv[3] == "app":
    print(app_codes.use(Authenticator.objects.get(user=person), sys.argv[4]))
else:
    print(recovery.use(person, sys.argv[4]))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_passes_in_one_process_only(cast: Cast, kind: str) -> None:
    typed = code(give_app(cast.officer)) if kind == "app" else give_codes(cast.officer)[0]
    name = str(connection.settings_dict["NAME"])
    environment = {**os.environ, "WAYPOST_FACTOR_KEY": settings.FACTOR_KEY}
    processes = [
        subprocess.Popen(  # noqa: S603  our own words
            [sys.executable, "-c", TRY, name, str(cast.officer.pk), kind, typed],
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    passed = [process.communicate(timeout=180)[0].strip() for process in processes]
    assert sorted(passed) == ["False"] * 3 + ["True"]
