"""What processes of a run share, and what each has alone: asked of the runner, which once forgot it without a word."""

import pytest
from django.conf import settings
from django.core.files.storage import default_storage


@pytest.mark.xdist_group("together")
def test_tests_of_a_group_go_to_one_process(request: pytest.FixtureRequest) -> None:
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@together")


def test_each_process_has_a_data_folder_of_its_own(scratch: str) -> None:
    """Else one counts the files that another is just writing."""
    assert str(settings.DATA).startswith(scratch)
    assert str(default_storage.location).startswith(scratch)  # type: ignore[attr-defined]


def marks(request: pytest.FixtureRequest) -> set[str]:
    return {mark.name for mark in request.node.iter_markers()} & {"page", "plain"}


def test_what_asks_no_data_base_is_plain(request: pytest.FixtureRequest) -> None:
    """Nobody marks it by hand, nor what is below."""
    assert marks(request) == {"plain"}


def test_what_goes_through_pages_is_of_pages(request: pytest.FixtureRequest, enter: object) -> None:
    assert marks(request) == {"page"}


@pytest.mark.both
def test_what_searches_runs_on_both(request: pytest.FixtureRequest, enter: object) -> None:
    assert marks(request) == set()


def test_what_asks_the_data_base_runs_on_both(request: pytest.FixtureRequest, cast: object) -> None:
    assert marks(request) == set()
