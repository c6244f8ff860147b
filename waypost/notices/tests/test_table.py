"""What operators print."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from waypost.core import doors
from waypost.notices import table
from waypost.notices.models import Notice


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("notices", *arguments, stdout=out)
    return out.getvalue()


def test_the_table_names_every_act() -> None:
    lines = printed("table").splitlines()
    assert [line for line in lines if not line.startswith(" ")] == sorted(doors.doors())


def test_each_way_of_telling_has_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from waypost.notices.tests.world import ACT

    def nothing(*, by: object) -> None: ...

    registry = {name: doors.Door(name, lambda *_: True, nothing, "") for name in (ACT, "tests.undeclared")}
    monkeypatch.setattr(doors, "_registry", doors.doors() | registry)
    lines = list(table.lines())
    own = lines.index(ACT)
    assert lines[own + 1 : own + 3] == [
        "    class A to D, by event: “Asked of you” to those named, and the mailbox of their posts",
        "    class A to D, by event: “Also told” to those named, and the mailbox of their posts",
    ]
    assert lines[lines.index("tests.undeclared") + 1] == "    NOT DECLARED"
    assert lines[lines.index("notices.notice_read") + 1] == "    quiet: a read mark in the own inbox"
    assert lines[lines.index("notices.follow_started") + 1].startswith("    silent: ")


def test_the_check_says_what_it_counted(cast: Cast, told) -> None:
    told(cast.police, cast.officer)
    assert printed("check") == "1 events, 1 notices, 2 mails.\n"


def test_the_check_fails_when_somebody_was_forgotten(cast: Cast, told) -> None:
    told(cast.police, cast.officer)
    Notice.objects.all().delete()
    with pytest.raises(CommandError):
        printed("check")
