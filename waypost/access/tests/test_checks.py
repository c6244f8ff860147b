"""Each system check barks at a throwaway model built wrong, and is silent at its twin built right."""

# ruff: noqa: DJ008  nobody prints a throwaway model

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from waypost.access import checks
from waypost.access.fields import MarkedLink
from waypost.access.marked import Closed, Marked, MarkedThrough, Unfiltered
from waypost.core.exposure import Exposure
from waypost.core.models import DemoStamp


def ids(*found: type[models.Model]) -> set[str]:
    return {str(message.id) for message in checks.look_over(found)}


def sentences(*found: type[models.Model]) -> str:
    return " ".join(message.msg for message in checks.look_over(found))


def thing(**body: Any) -> type[Marked]:
    """A marked root built right, save for what ``body`` does to it."""
    body = {"reach_kind": 9001, "__module__": __name__, "__qualname__": "Thing", **body}
    return type("Thing", (Marked,), body)


@pytest.fixture(autouse=True)
def throwaway() -> Iterable[None]:
    """Models made in these tests are forgotten after them."""
    with isolate_apps("waypost.access"):
        yield


def test_the_portal_as_it_stands_passes_every_check() -> None:
    assert [message for message in run_checks() if str(message.id).startswith("waypost.")] == []


def test_a_thing_built_right_passes() -> None:
    assert ids(thing()) == set()


def test_a_model_must_say_what_it_holds() -> None:
    class Silent(models.Model):
        pass

    class Says(models.Model):
        exposure = Exposure.OPEN

    class SaysNonsense(models.Model):
        exposure = "open"

    assert ids(Silent) == ids(SaysNonsense) == {"waypost.E001"}
    assert ids(Says) == set()


def test_a_model_must_not_say_marked_without_being_so() -> None:
    class Pretends(models.Model):
        exposure = Exposure.MARKED

    assert ids(Pretends) == {"waypost.E001"}
    assert ids(thing(exposure=Exposure.OPEN)) == {"waypost.E001"}


@pytest.mark.parametrize("name", ["objects", "everything"])
@pytest.mark.parametrize("manager", [models.Manager, Unfiltered, Closed])
def test_a_marked_model_has_no_further_manager(name: str, manager: type[models.Manager[Any]]) -> None:
    assert ids(thing(**{name: manager()})) == {"waypost.E002"}


def test_a_marked_model_keeps_the_closed_manager_as_default() -> None:
    class Meta:
        default_manager_name = "unfiltered"

    assert ids(thing(Meta=Meta)) == {"waypost.E002"}


def test_an_opened_manager_under_a_known_name_is_seen() -> None:
    assert ids(thing(closed=models.Manager())) == {"waypost.E002"}


def test_a_child_needs_an_explicit_link_to_its_parent() -> None:
    root = thing()

    class Implicit(root):  # type: ignore[valid-type,misc]
        pass

    assert ids(Implicit) == {"waypost.E003"}


def test_a_child_hides_its_link_to_its_parent() -> None:
    root = thing()

    class Seen(root):  # type: ignore[valid-type,misc]
        above = models.OneToOneField(root, models.CASCADE, parent_link=True, related_name="child")

    class Hidden(root):  # type: ignore[valid-type,misc]
        above = models.OneToOneField(root, models.CASCADE, parent_link=True, related_name="+")

    class Grandchild(Hidden):
        over = models.OneToOneField(Hidden, models.CASCADE, parent_link=True, related_name="+")

    assert ids(Seen) == {"waypost.E003"}
    assert ids(root, Hidden, Grandchild) == set()


def test_nothing_gives_a_marked_thing_a_way_back() -> None:
    class Way(MarkedLink):
        def __init__(self, *args: Any, **given: Any) -> None:
            super().__init__(*args, **given)
            self.remote_field.related_name = None

    root = thing()

    class Note(models.Model):
        exposure = Exposure.INTERNAL
        above = Way(root, models.CASCADE)

    assert ids(Note) == {"waypost.E004"}


def test_a_plain_foreign_key_to_a_marked_thing_is_refused() -> None:
    root = thing()

    class Plain(models.Model):
        exposure = Exposure.INTERNAL
        above = models.ForeignKey(root, models.CASCADE, related_name="+")

    class One(models.Model):
        exposure = Exposure.INTERNAL
        above = models.OneToOneField(root, models.CASCADE, related_name="+")

    class Guarded(models.Model):
        exposure = Exposure.INTERNAL
        above = MarkedLink(root, models.CASCADE)

    assert ids(Plain) == ids(One) == {"waypost.E005"}
    assert ids(Guarded) == set()


def test_a_many_to_many_to_a_marked_thing_is_refused() -> None:
    root = thing()

    class Album(models.Model):
        exposure = Exposure.INTERNAL
        things = models.ManyToManyField(root, related_name="+")

    assert ids(Album, Album.things.through) == {"waypost.E005"}


def test_a_many_to_many_from_a_marked_thing_holds_what_its_source_holds() -> None:
    class Topic(models.Model):
        exposure = Exposure.OPEN

    root = thing(topics=models.ManyToManyField(Topic, related_name="+"))
    through = root._meta.get_field("topics").remote_field.through
    assert ids(root, through) == set()
    assert checks.exposure_of(through) is Exposure.MARKED


def test_a_marked_root_needs_a_reach_kind() -> None:
    bare = type("Bare", (Marked,), {"__module__": __name__})
    assert ids(bare) == {"waypost.E006"}


def test_two_roots_never_share_a_reach_kind() -> None:
    class Other(Marked):
        reach_kind: ClassVar[int] = 9001

    root = thing()
    assert ids(root, Other) == {"waypost.E006"}
    assert "access.Thing and access.Other" in sentences(root, Other)


def test_a_child_has_no_reach_kind_of_its_own() -> None:
    root = thing()

    class Child(root):  # type: ignore[valid-type,misc]
        reach_kind = 9002
        above = models.OneToOneField(root, models.CASCADE, parent_link=True, related_name="+")

    assert ids(root, Child) == {"waypost.E006"}


def test_an_app_that_nobody_classified_is_refused() -> None:
    class Foreign(models.Model):
        class Meta:
            app_label = "somebody"

    Foreign.__module__ = "somebody.models"
    assert ids(Foreign) == {"waypost.E007"}
    assert ids(apps.get_model("sessions.Session")) == set()


def test_what_is_marked_through_names_its_link() -> None:
    root = thing()

    class Loose(MarkedThrough):
        marked_by = "nothing"

    class Hangs(MarkedThrough):
        marked_by = "above"
        above = MarkedLink(root, models.CASCADE)

    assert ids(Loose) == {"waypost.E010"}
    assert ids(Hangs) == set()


def test_a_code_that_passes_every_second_factor_is_refused(settings: Any) -> None:
    settings.MFA_TOTP_INSECURE_BYPASS_CODE = "000000"
    assert checks.check_second_factor() == []
    settings.TESTING = False
    assert [message.id for message in checks.check_second_factor()] == ["waypost.E008"]
    settings.MFA_TOTP_INSECURE_BYPASS_CODE = ""
    assert checks.check_second_factor() == []


def test_a_seal_key_of_nonsense_is_refused_and_none_is_warned_of(settings: Any, tmp_path: Path) -> None:
    assert checks.check_seal_key() == []
    settings.SEAL_KEY = tmp_path / "log.key"
    settings.SEAL_KEY.write_text("nonsense")
    assert [message.id for message in checks.check_seal_key()] == ["waypost.E011"]
    settings.SEAL_KEY = None
    assert [message.id for message in checks.check_seal_key()] == ["waypost.W001"]


def test_the_web_server_refuses_to_start_on_an_error(tmp_path: Path) -> None:
    """It runs no command, so it has to ask by itself."""
    (tmp_path / "log.key").write_text("nonsense")
    given = {
        **os.environ,
        "WAYPOST_DATA": str(tmp_path / "data"),
        "WAYPOST_SEAL_KEY": str(tmp_path / "log.key"),
    }
    start = [sys.executable, "-c", "import waypost.wsgi"]
    refused = subprocess.run(start, env=given, capture_output=True, text=True, check=False)  # noqa: S603  ours
    assert refused.returncode == 1
    assert "waypost.E011" in refused.stderr


@pytest.mark.django_db
def test_debug_is_refused_over_real_persons(settings: Any, cast: Any, hands: Any) -> None:
    assert checks.check_debug() == []
    settings.DEBUG = True
    assert [message.id for message in checks.check_debug()] == ["waypost.E009"]
    DemoStamp.objects.create(clock=hands.now)
    assert checks.check_debug() == []
